"""Other people's import names, answered by Probe32."""

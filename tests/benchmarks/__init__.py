"""Measures Probe32 against msl-loadlib and against the floor, side by side in one run: `python dev.py bench`."""

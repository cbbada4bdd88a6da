"""Makes the MSI for lab machines: `python dev.py msi`."""

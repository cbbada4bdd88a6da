"""What runs inside the 32-bit process before `probe32.host` does. Standard library only."""

"""What runs in the 32-bit host instead of Probe32, to learn what a pipe alone costs. Standard library only."""

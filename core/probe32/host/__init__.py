"""What runs in the 32-bit process. Standard library only, and as little of it as the first call needs."""

"""The command line, one module a command; the only part of the core that prints."""

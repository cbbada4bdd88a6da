"""How client and host talk: frames over inherited pipes or TCP. Standard library only; used by both ends."""

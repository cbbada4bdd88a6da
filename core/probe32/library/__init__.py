"""What is behind `Library`: the session of one DLL, from its declarations to the calls in its 32-bit host.

Each class builds on the one before: `LibrarySignatures`, `LibraryMemory`, `Library` for what people see;
`LibraryProcess`, `LibraryRequests`, `LibraryHost` for what the host is asked.
"""

from .library import Library as Library

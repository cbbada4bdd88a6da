"""Memory for the few pieces of machine code that this package brings along, and how they are written down.

A listing has one instruction a line: its bytes as hexadecimal digits, two spaces or more, the instruction as the GNU
assembler reads it with `.intel_syntax noprefix`, and what it is for after a `#`. A line that ends with a colon is a
label. `tests/host/test_machine_code.py` assembles the instructions again and compares.
"""

from __future__ import annotations

import ctypes
from typing import Any

PAGE = 4096
_MEM_COMMIT_RESERVE = 0x3000
_PAGE_EXECUTE_READWRITE = 0x40


def address_of(function: Any) -> int:
    """Where a native function begins."""
    return ctypes.cast(function, ctypes.c_void_p).value or 0


def from_listing(listing: str) -> bytes:
    """The machine code of a listing."""
    lines = (line.strip() for line in listing.splitlines())
    return bytes.fromhex("".join(line.partition("  ")[0] for line in lines if not line.endswith(":")))


def executable_page() -> int:
    """The address of 4 KiB of zeros that may be written and executed. `MemoryError`: Windows gave none.

    Nobody gives such a page back: some thread could just be at work in it.
    """
    allocate = ctypes.WinDLL("kernel32").VirtualAlloc  # type: ignore[attr-defined,unused-ignore]
    allocate.restype = ctypes.c_void_p
    page = allocate(None, ctypes.c_size_t(PAGE), _MEM_COMMIT_RESERVE, _PAGE_EXECUTE_READWRITE)
    if not page:
        raise MemoryError("Windows gave no executable memory")
    return int(page)

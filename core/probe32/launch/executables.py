"""What an executable file is: its hash, and whether Windows would run it as a 32-bit program."""

from __future__ import annotations

import hashlib
from pathlib import Path

_MACHINE_I386 = 0x014C
_HEADER_BYTES = 4096


def sha256(path: Path) -> str:
    """SHA-256 of a file's content, as hexadecimal digits; raises `OSError`."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def is_32bit(path: Path) -> bool:
    """Whether the file is a PE image for the x86 machine (PE specification, COFF file header); raises `OSError`."""
    with path.open("rb") as file:
        head = file.read(_HEADER_BYTES)
    offset = int.from_bytes(head[0x3C:0x40], "little")
    if head[:2] != b"MZ" or head[offset : offset + 4] != b"PE\0\0":
        return False
    return int.from_bytes(head[offset + 4 : offset + 6], "little") == _MACHINE_I386

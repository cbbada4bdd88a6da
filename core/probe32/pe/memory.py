"""What stands at an RVA: the sections of an image as the loader would map them, read straight from the file's bytes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from struct import unpack

EXECUTABLE = 0x20000000 | 0x20
"""Flags of a section of code: IMAGE_SCN_MEM_EXECUTE, IMAGE_SCN_CNT_CODE (PE specification, "Section Flags")."""

_FORMATS = {2: "H", 4: "I", 8: "Q"}


class MissingDataError(Exception):
    """An RVA leads to no bytes of the file; `str()` says which one, for the end of a longer message."""


@dataclass(frozen=True)
class Region:
    """The headers or one section: `content` is what the file holds of it, `size` what it takes in memory."""

    rva: int
    size: int
    content: memoryview
    flags: int = 0


class Memory:
    """Reads little-endian values and zero-terminated text by RVA. Every method raises `MissingDataError`."""

    def __init__(self, regions: Sequence[Region]) -> None:
        self._regions = sorted(regions, key=lambda each: each.rva)
        self._starts = [each.rva for each in self._regions]

    def region(self, rva: int) -> Region | None:
        """The section (or headers) that covers the RVA, with or without bytes in the file."""
        index = bisect_right(self._starts, rva) - 1
        if index < 0:
            return None
        found = self._regions[index]
        return found if rva < found.rva + max(found.size, len(found.content)) else None

    def executable(self, rva: int) -> bool:
        """Whether the processor may run what stands there."""
        region = self.region(rva)
        return region is not None and bool(region.flags & EXECUTABLE)

    def read(self, rva: int, size: int) -> bytes:
        """Exactly `size` bytes."""
        self.require(rva, size)
        content, offset = self._content(rva)
        return bytes(content[offset : offset + size])

    def require(self, rva: int, size: int) -> None:
        """Nothing, when that many bytes are there."""
        content, offset = self._content(rva)
        if offset + size > len(content):
            raise MissingDataError(f"{size:,} bytes at RVA {rva:#x} reach beyond the section")

    def run(self, rva: int, most: int) -> bytes:
        """The bytes from there to the end of the section's content, `most` at most; none where nothing is."""
        region = self.region(rva)
        return bytes(region.content[rva - region.rva : rva - region.rva + most]) if region else b""

    def integers(self, rva: int, count: int, size: int) -> list[int]:
        """`count` unsigned numbers of 2, 4 or 8 bytes in a row."""
        return list(unpack(f"<{count}{_FORMATS[size]}", self.read(rva, count * size)))

    def text(self, rva: int) -> bytes:
        """The bytes up to a zero, 65,536 at most; Microsoft's linker stops at 4,096."""
        content, offset = self._content(rva)
        for length in (64, 1024, 0x10000):
            head, zero, _ = bytes(content[offset : offset + length]).partition(b"\0")
            if zero:
                return head
        raise MissingDataError(f"the text at RVA {rva:#x} has no end")

    def _content(self, rva: int) -> tuple[memoryview, int]:
        region = self.region(rva)
        if region is None or rva - region.rva >= len(region.content):
            raise MissingDataError(f"RVA {rva:#x} leads outside the file")
        return region.content, rva - region.rva


def readable(name: bytes) -> str:
    """A name of the image's as text: UTF-8 or else Latin-1, and `printable`."""
    try:
        return printable(name.decode("utf-8"))
    except UnicodeDecodeError:
        return printable(name.decode("latin-1"))


def printable(text: str) -> str:
    """The text with `\\x1b` and the like for what cannot be printed; a terminal would obey it."""
    if text.isprintable():
        return text
    return text.translate({ord(each): ascii(each)[1:-1] for each in set(text) if not each.isprintable()})

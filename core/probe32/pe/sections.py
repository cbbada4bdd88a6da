"""The sections of an image, and what stands behind the last of them."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from struct import unpack_from
from typing import Any

from .container import Container
from .memory import readable

_SAMPLE = 1 << 20
"""Bytes of a section that entropy is told from; of a larger one, blocks spread evenly over it."""
_BLOCK = 4096
_MOST_SAMPLED = 8 << 20
"""Bytes of all sections together, which take 0.3 s."""
_LONGEST_NAME = 256
_SYMBOL = 18


@dataclass(frozen=True)
class Section:
    """A section: where it is in memory and in the file, and its `rights` there (`r-x`).

    `entropy` is in bits a byte, 0 to 8: above 7 the content is compressed or encrypted; None when there is nothing, or
    the sections before had too much.
    """

    name: str
    rva: int
    size: int
    offset: int
    size_in_file: int
    rights: str
    entropy: float | None


@dataclass(frozen=True)
class Overlay:
    """Bytes behind the last section that no header speaks of: installers keep their files there."""

    offset: int
    size: int


def read_sections(container: Container) -> tuple[Section, ...]:
    """The sections in the order of the table (PE specification, "Section Table")."""
    left = _MOST_SAMPLED
    found = []
    for header in container.pe.sections:
        start = header.PointerToRawData & ~0x1FF if header.PointerToRawData else 0
        data = memoryview(container.content)[start : start + header.SizeOfRawData] if start else memoryview(b"")
        sample = _sample(data) if left >= min(len(data), _SAMPLE) else b""
        left -= len(sample)
        entropy = round(entropy_of(sample), 2) if sample else None
        name, flags = _name(container, header), header.Characteristics
        size = header.Misc_VirtualSize or header.SizeOfRawData
        found.append(Section(name, header.VirtualAddress, size, start, header.SizeOfRawData, _rights(flags), entropy))
    return tuple(found)


def read_overlay(container: Container) -> Overlay | None:
    """What stands behind the sections, apart from a table of signatures; None when there is nothing."""
    ends = [each.PointerToRawData + each.SizeOfRawData for each in container.pe.sections if each.PointerToRawData]
    start = max([container.pe.OPTIONAL_HEADER.SizeOfHeaders, *ends])
    end = len(container.content)
    signatures = container.directory("SECURITY")
    if signatures is not None and start <= signatures.rva < end and signatures.rva + signatures.size >= end - 7:
        end = signatures.rva
    symbols = container.pe.FILE_HEADER.PointerToSymbolTable
    if symbols and symbols <= start + 0x1000:
        start = max(start, _end_of_symbols(container))
    return Overlay(start, end - start) if end - start >= 8 else None


def entropy_of(data: bytes) -> float:
    """Shannon's, in bits a byte."""
    total = len(data)
    return -sum(count / total * math.log2(count / total) for count in Counter(data).values()) + 0.0


def _sample(data: memoryview) -> bytes:
    if len(data) <= _SAMPLE:
        return bytes(data)
    count = _SAMPLE // _BLOCK
    stride = (len(data) - _BLOCK) // (count - 1)
    return b"".join(bytes(data[index * stride :][:_BLOCK]) for index in range(count))


def _name(container: Container, header: Any) -> str:
    """The name; MinGW's linker keeps those of more than 8 letters in the table of symbols, and writes `/4` for them."""
    raw: bytes = header.Name.rstrip(b"\0")
    if not raw.startswith(b"/") or not raw[1:].isdigit():
        return readable(raw)
    start = _strings(container) + int(raw[1:])
    text = container.content[start : start + _LONGEST_NAME].partition(b"\0")[0]
    return readable(text or raw)


def _strings(container: Container) -> int:
    headers = container.pe.FILE_HEADER
    return int(headers.PointerToSymbolTable + _SYMBOL * headers.NumberOfSymbols)


def _end_of_symbols(container: Container) -> int:
    start = _strings(container)
    if start + 4 > len(container.content):
        return 0
    return start + int(unpack_from("<I", container.content, start)[0])


def _rights(flags: int) -> str:
    return "".join(letter if flags & bit else "-" for letter, bit in (("r", 1 << 30), ("w", 1 << 31), ("x", 1 << 29)))

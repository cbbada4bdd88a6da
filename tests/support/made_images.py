"""PE files made byte by byte, for what no linker makes."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

BASE = 0x10000000
FIRST = 0x1000
"""RVA of the first section."""

CODE, DATA = 0x60000020, 0x40000040
_RET = b"\xc3"


@dataclass
class Section:
    """`rva`, `size` (in memory) and `raw` (in the file, offset and size) are what the header claims, true or not."""

    content: bytes
    rva: int = FIRST
    flags: int = DATA
    size: int | None = None
    raw: tuple[int, int] | None = None


@dataclass
class MadeImage:
    """A 32-bit DLL; `directories` holds RVA and size by number, 0 for exports, 1 for imports."""

    sections: list[Section] = field(default_factory=list)
    directories: dict[int, tuple[int, int]] = field(default_factory=dict)
    claimed_sections: int | None = None
    alignments: tuple[int, int] = (0x1000, 0x200)
    machine: int = 0x14C

    def content(self) -> bytes:
        """The file."""
        headers = b"MZ" + bytes(58) + struct.pack("<I", 0x40) + b"PE\0\0"
        claimed = len(self.sections) if self.claimed_sections is None else self.claimed_sections
        headers += struct.pack("<HHIIIHH", self.machine, claimed, 0, 0, 0, 224, 0x2102)
        reserved = -(-(len(headers) + 224 + 40 * len(self.sections)) // 0x200) * 0x200
        headers += struct.pack("<HBBIIIIII", 0x10B, 1, 0, 0, 0, 0, 0, FIRST, FIRST)
        headers += struct.pack(
            "<III4HHHIIIIHH", BASE, *self.alignments, 4, 0, 0, 0, 4, 0, 0, 0x7FFF0000, reserved, 0, 2, 0
        )
        headers += struct.pack("<IIIIII", 1 << 20, 4096, 1 << 20, 4096, 0, 16)
        for number in range(16):
            headers += struct.pack("<II", *self.directories.get(number, (0, 0)))
        offset, body = reserved, b""
        for each in self.sections:
            padded = each.content + bytes(-len(each.content) % 0x200)
            start, length = each.raw or (offset, len(padded))
            size = len(each.content) if each.size is None else each.size
            headers += b".made".ljust(8, b"\0") + struct.pack("<IIII12xI", size, each.rva, length, start, each.flags)
            body += padded
            offset += len(padded)
        return headers.ljust(reserved, b"\0") + body


def exporting(
    names: Sequence[bytes], addresses: Sequence[int] | None = None, indexes: Sequence[int] | None = None
) -> MadeImage:
    """A DLL that exports these names: `indexes` say which address each has, the addresses are RVAs.

    Without either each name has a function of its own, as far as there are ordinals.
    """
    count = min(len(names), 0x10000)
    if addresses is None:
        addresses = [FIRST + index % 16 for index in range(count)]
    if indexes is None:
        indexes = [index % count for index in range(len(names))]
    table = FIRST + 0x1000
    texts = table + 40 + 4 * len(addresses) + 6 * len(names)
    places, text = [], b"".join(each + b"\0" for each in names)
    for each in names:
        places.append(texts)
        texts += len(each) + 1
    return exporting_tables(addresses, places, indexes, text)


def exporting_tables(addresses: Sequence[int], places: Sequence[int], indexes: Sequence[int], text: bytes) -> MadeImage:
    """A DLL with these tables of exports as they are; `text` follows them, in the second section."""
    table = FIRST + 0x1000
    first, second = table + 40, table + 40 + 4 * len(addresses)
    third = second + 4 * len(places)
    directory = struct.pack("<16xIIIIII", 1, len(addresses), len(places), first, second, third)
    tables = struct.pack(f"<{len(addresses)}I", *addresses) + struct.pack(f"<{len(places)}I", *places)
    data = directory + tables + struct.pack(f"<{len(indexes)}H", *indexes) + text
    return MadeImage(
        [Section(_RET * 16, flags=CODE), Section(data, table)], {0: (table, third + 2 * len(indexes) - table)}
    )


def with_resource(kind: int | str, number: int, data: bytes) -> MadeImage:
    """An image with one resource: a tree of three levels with one branch each, where the data is, and the data."""
    name = struct.pack("<H", len(kind)) + kind.encode("utf-16-le") if isinstance(kind, str) else b""
    # Three nodes of 24 bytes, the place and the size of the data in 16, the name of its type if it has one.
    keys = (0x80000000 | 88 if name else kind, number, 1033)
    tree = b"".join(
        struct.pack("<12xHHII", bool(name and not level), not (name and not level), key, _branch(level))
        for level, key in enumerate(keys)
    )
    place = FIRST + 88 + len(name)
    return MadeImage([Section(tree + struct.pack("<IIII", place, len(data), 0, 0) + name + data)], {2: (FIRST, 88)})


def _branch(level: int) -> int:
    """Where the next level begins: the last one leads to the data."""
    return 24 * (level + 1) | (0x80000000 if level < 2 else 0)


def text_place(addresses: int, names: int) -> int:
    """The RVA of the text behind tables of that many entries."""
    return FIRST + 0x1000 + 40 + 4 * addresses + 6 * names

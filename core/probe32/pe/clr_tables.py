"""The tables of .NET's metadata, row by row (ECMA-335, partition II, chapters 22 to 24).

Only the tables that somebody asks for are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import calcsize, iter_unpack, unpack_from

from .budget import MOST_NAMES, Budget
from .memory import MissingDataError, printable

_LONGEST_NAME = 1024
_MOST_STREAMS = 64
_TABLE_COUNT = 45

TYPE_REF, TYPE_DEF, FIELD, METHOD, PARAM, MEMBER_REF = 0x01, 0x02, 0x04, 0x06, 0x08, 0x0A
CONSTANT, ATTRIBUTE, MODULE_REF, TYPE_SPEC, IMPORT_MAP = 0x0B, 0x0C, 0x1A, 0x1B, 0x1C
ASSEMBLY, ASSEMBLY_REF, NESTED, GENERIC_PARAM = 0x20, 0x23, 0x29, 0x2A

_CODED = {
    "TypeDefOrRef": (2, (0x02, 0x01, 0x1B)),
    "HasConstant": (2, (0x04, 0x08, 0x17)),
    "HasCustomAttribute": (
        5,
        (0x06, 0x04, 0x01, 0x02, 0x08, 0x09, 0x0A, 0x00, 0x0E, 0x17, 0x14, 0x11, 0x1A, 0x1B, 0x20, 0x23, 0x26, 0x27,
         0x28, 0x2A, 0x2C, 0x2B),
    ),
    "HasFieldMarshal": (1, (0x04, 0x08)),
    "HasDeclSecurity": (2, (0x02, 0x06, 0x20)),
    "MemberRefParent": (3, (0x02, 0x01, 0x1A, 0x06, 0x1B)),
    "HasSemantics": (1, (0x14, 0x17)),
    "MethodDefOrRef": (1, (0x06, 0x0A)),
    "MemberForwarded": (1, (0x04, 0x06)),
    "Implementation": (2, (0x26, 0x23, 0x27)),
    "CustomAttributeType": (3, (0x3F, 0x3F, 0x06, 0x0A, 0x3F)),
    "ResolutionScope": (2, (0x00, 0x1A, 0x23, 0x01)),
    "TypeOrMethodDef": (1, (0x02, 0x06)),
}  # fmt: skip
"""Kinds of indexes that may lead to several tables: bits of the choice, and the tables in its order."""

_COLUMNS: dict[int, tuple[int | str, ...]] = {
    0x00: (2, "s", "g", "g", "g"), 0x01: ("ResolutionScope", "s", "s"),
    0x02: (4, "s", "s", "TypeDefOrRef", "t04", "t06"), 0x03: ("t04",), 0x04: (2, "s", "b"), 0x05: ("t06",),
    0x06: (4, 2, 2, "s", "b", "t08"), 0x07: ("t08",), 0x08: (2, 2, "s"), 0x09: ("t02", "TypeDefOrRef"),
    0x0A: ("MemberRefParent", "s", "b"), 0x0B: (2, "HasConstant", "b"),
    0x0C: ("HasCustomAttribute", "CustomAttributeType", "b"), 0x0D: ("HasFieldMarshal", "b"),
    0x0E: (2, "HasDeclSecurity", "b"), 0x0F: (2, 4, "t02"), 0x10: (4, "t04"), 0x11: ("b",), 0x12: ("t02", "t14"),
    0x13: ("t14",), 0x14: (2, "s", "TypeDefOrRef"), 0x15: ("t02", "t17"), 0x16: ("t17",), 0x17: (2, "s", "b"),
    0x18: (2, "t06", "HasSemantics"), 0x19: ("t02", "MethodDefOrRef", "MethodDefOrRef"), 0x1A: ("s",), 0x1B: ("b",),
    0x1C: (2, "MemberForwarded", "s", "t1A"), 0x1D: (4, "t04"), 0x1E: (4, 4), 0x1F: (4,),
    0x20: (4, 2, 2, 2, 2, 4, "b", "s", "s"), 0x21: (4,), 0x22: (4, 4, 4), 0x23: (2, 2, 2, 2, 4, "b", "s", "s", "b"),
    0x24: (4, "t23"), 0x25: (4, 4, 4, "t23"), 0x26: (4, "s", "b"), 0x27: (4, 4, "s", "s", "Implementation"),
    0x28: (4, 4, "s", "Implementation"), 0x29: ("t02", "t02"), 0x2A: (2, 2, "TypeOrMethodDef", "s"),
    0x2B: ("MethodDefOrRef", "b"), 0x2C: ("t2A", "TypeDefOrRef"),
}  # fmt: skip

Row = tuple[int, ...]


@dataclass(frozen=True)
class _Table:
    offset: int
    count: int
    format: str


class ClrTables:
    """The metadata of one assembly. `MissingDataError` where it leads nowhere.

    `version` is that of the runtime it was made for, as it stands there (`v4.0.30319`).
    """

    def __init__(self, metadata: bytes) -> None:
        self.budget = Budget()
        self.incomplete = False
        self._texts: dict[int, str] = {}
        if metadata[:4] != b"BSJB" or len(metadata) < 20:
            raise MissingDataError("its metadata does not begin with BSJB")
        (length,) = unpack_from("<I", metadata, 12)
        self.version = printable(metadata[16 : 16 + min(length, 255)].partition(b"\0")[0].decode("utf-8", "replace"))
        streams = _streams(metadata, 16 + length)
        self._strings = streams.get("#Strings", b"")
        self._blobs = streams.get("#Blob", b"")
        self._stream = streams.get("#~", streams.get("#-", b""))
        self._tables = _located(self._stream)

    def count(self, number: int) -> int:
        """How many rows a table claims to have."""
        return self._tables[number].count if number in self._tables else 0

    def rows(self, number: int) -> list[Row]:
        """The rows of a table, as numbers; index 0 of the list is row 1 of the format. 131,072 at most."""
        table = self._tables.get(number)
        if table is None:
            return []
        size = calcsize(table.format)
        count = min(table.count, MOST_NAMES, max(len(self._stream) - table.offset, 0) // size)
        self.incomplete |= count < table.count
        return list(iter_unpack(table.format, memoryview(self._stream)[table.offset : table.offset + count * size]))

    def text(self, offset: int) -> str:
        """A name; "…" once there were too many of them."""
        if offset not in self._texts:
            raw = self._strings[offset : offset + _LONGEST_NAME].partition(b"\0")[0]
            if not self.budget.take_name(len(raw)):
                self.incomplete = True
                return "…"
            self._texts[offset] = printable(raw.decode("utf-8", "replace"))
        return self._texts[offset]

    def blob(self, offset: int) -> bytes:
        """Bytes with their length before them; none where it leads outside."""
        size, start = compressed(self._blobs, offset)
        return self._blobs[start : start + size]

    @staticmethod
    def target(kind: str, value: int) -> tuple[int, int]:
        """The table and the row (from 1 on; 0: none) that an index of a kind of `_CODED` leads to."""
        bits, tables = _CODED[kind]
        choice = value & ((1 << bits) - 1)
        return (tables[choice] if choice < len(tables) else 0x3F), value >> bits


def compressed(data: bytes, offset: int) -> tuple[int, int]:
    """A number in one, two or four bytes, and where it ends (ECMA-335, II.23.2); 0 at the end of the data."""
    first = data[offset] if 0 <= offset < len(data) else 0
    if first < 0x80:
        return first, offset + 1
    if first < 0xC0:
        return int.from_bytes(data[offset : offset + 2], "big") & 0x3FFF, offset + 2
    return int.from_bytes(data[offset : offset + 4], "big") & 0x1FFFFFFF, offset + 4


def _streams(metadata: bytes, start: int) -> dict[str, bytes]:
    if start + 4 > len(metadata):
        raise MissingDataError("its metadata ends before the list of streams")
    (count,) = unpack_from("<H", metadata, start + 2)
    place, found = start + 4, {}
    for _ in range(min(count, _MOST_STREAMS)):
        if place + 8 > len(metadata):
            break
        offset, size = unpack_from("<II", metadata, place)
        name = metadata[place + 8 : place + 40].partition(b"\0")[0]
        found[name.decode("latin-1")] = metadata[offset : offset + size]
        place += 8 + (len(name) // 4 + 1) * 4
    return found


def _located(stream: bytes) -> dict[int, _Table]:
    """Where each table begins: behind the list of their sizes, one after the other."""
    if len(stream) < 24:
        raise MissingDataError("its metadata has no tables")
    heaps, valid = stream[6], unpack_from("<Q", stream, 8)[0]
    present = [number for number in range(64) if valid >> number & 1]
    offset = 24 + 4 * len(present)
    if offset > len(stream) or (present and present[-1] >= _TABLE_COUNT):
        raise MissingDataError("its metadata has tables that nobody knows")
    counts = dict(zip(present, unpack_from(f"<{len(present)}I", stream, 24), strict=True))
    offset += 4 * bool(heaps & 0x40)
    found = {}
    for number, count in counts.items():
        form = "<" + "".join("I" if _wide(each, counts, heaps) else "H" for each in _COLUMNS[number])
        found[number] = _Table(offset, count, form)
        offset += count * calcsize(form)
    return found


def _wide(column: int | str, counts: dict[int, int], heaps: int) -> bool:
    """Whether a column takes four bytes, not two."""
    if isinstance(column, int):
        return column == 4
    if column in ("s", "g", "b"):
        return bool(heaps & {"s": 1, "g": 2, "b": 4}[column])
    if column.startswith("t"):
        return counts.get(int(column[1:], 16), 0) > 0xFFFF
    bits, tables = _CODED[column]
    return max(counts.get(each, 0) for each in tables) >= 1 << (16 - bits)

"""The tables of a type library in the format that Microsoft's `ICreateTypeLib2` writes, which begins with "MSFT".

Microsoft documents the interfaces only. The layout is what Wine's `oleaut32` reads and its `widl` writes;
`tests/host/test_type_libraries.py` compares what is read here with what ITypeLib gives.
"""

from __future__ import annotations

import uuid
from struct import unpack_from

from .budget import Budget
from .memory import MissingDataError, readable

_HEADER = 0x54
_HAS_HELP_DLL = 0x100
_MOST_TYPES = 20_000
_SEGMENTS = 15

TYPE_INFOS, IMPORTS, IMPORT_FILES, REFERENCES, GUIDS, NAMES, STRINGS, TYPES, ARRAYS, DATA = (
    0,
    1,
    2,
    3,
    5,
    7,
    8,
    9,
    10,
    11,
)


class MsftTables:
    """One library. Every method raises `MissingDataError` where the file leads nowhere."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._budget = Budget()
        if len(data) < _HEADER:
            raise MissingDataError("it ends within its header")
        header = unpack_from("<21I", data)
        self.guid, self.version, self.count = self.signed(8), header[6], header[8]
        self.help, self.name = self.signed(0x24), self.signed(0x38)
        if self.count > _MOST_TYPES:
            raise MissingDataError(f"it claims {self.count:,} types")
        place = _HEADER + 4 * bool(header[5] & _HAS_HELP_DLL)
        self.offsets = self.integers(place, self.count)
        words = self.integers(place + 4 * self.count, 4 * _SEGMENTS)
        self._segments = [(words[4 * index], words[4 * index + 1]) for index in range(_SEGMENTS)]

    @property
    def spent(self) -> bool:
        """Whether there was more text than is read of one library."""
        return self._budget.spent

    def place(self, segment: int, offset: int, size: int) -> int:
        """Where something of a segment is in the file."""
        start, length = self._segments[segment]
        if min(start, offset) < 0 or offset + size > length or start + offset + size > len(self._data):
            raise MissingDataError(f"offset {offset:#x} leads outside its table {segment}")
        return start + offset

    def integers(self, place: int, count: int) -> list[int]:
        """Signed numbers of four bytes."""
        if place < 0 or place + 4 * count > len(self._data):
            raise MissingDataError(f"{count:,} numbers at {place:#x} lead outside the file")
        return list(unpack_from(f"<{count}i", self._data, place))

    def signed(self, place: int) -> int:
        """One of them."""
        return self.integers(place, 1)[0]

    def record(self, place: int, size: int) -> bytes:
        """Some bytes."""
        if place < 0 or place + size > len(self._data):
            raise MissingDataError(f"{size:,} bytes at {place:#x} lead outside the file")
        return self._data[place : place + size]

    def name_at(self, offset: int) -> str:
        """A name; its length stands in the third word, before it. "" for -1."""
        if offset < 0:
            return ""
        place = self.place(NAMES, offset, 12)
        return self._text(place + 12, self._data[place + 8])

    def string_at(self, offset: int) -> str:
        """A description, with its length in two bytes before it. "" for -1."""
        if offset < 0:
            return ""
        place = self.place(STRINGS, offset, 2)
        return self._text(place + 2, unpack_from("<H", self._data, place)[0])

    def guid_at(self, offset: int) -> str:
        """A GUID in braces. "" for -1."""
        if offset < 0:
            return ""
        raw = self.record(self.place(GUIDS, offset, 16), 16)
        return f"{{{str(uuid.UUID(bytes_le=raw)).upper()}}}"

    def import_file(self, offset: int) -> str:
        """The name of another library's file."""
        place = self.place(IMPORT_FILES, offset, 14)
        return self._text(place + 14, unpack_from("<H", self._data, place + 12)[0] >> 2)

    def constant(self, value: int) -> int | str | None:
        """A constant: small ones stand in the number itself, others in the table of data. None: of another kind."""
        if value < 0:
            # Bit 31 says so, five bits are the type, the rest the value, which has a sign in a signed type.
            kind, number = value >> 26 & 0x1F, value & 0x3FFFFFF
            if kind in (2, 3, 16, 20, 22) and number & 0x2000000:
                number -= 0x4000000
            return number
        place = self.place(DATA, value, 2)
        (kind,) = unpack_from("<H", self._data, place)
        if kind == 8:
            length = self.signed(place + 2)
            return self._text(place + 6, max(length, 0))
        form = {2: "h", 3: "i", 11: "h", 16: "b", 17: "B", 18: "H", 19: "I", 20: "q", 21: "Q", 22: "i", 23: "I"}.get(
            kind
        )
        if form is None or place + 10 > len(self._data):
            return None
        found: int = unpack_from(f"<{form}", self._data, place + 2)[0]
        return found

    def _text(self, place: int, length: int) -> str:
        if not self._budget.take_name(length):
            return "…"
        return readable(self.record(place, length))

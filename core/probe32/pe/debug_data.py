"""What the debug directory tells: where the program database is, whether the file is built reproducibly.

Source: PE specification, "The .debug Section"; the CodeView record is Microsoft's "RSDS", or "NB10" before 2002.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timezone
from struct import unpack_from

from .container import Container
from .memory import MissingDataError, readable

_ENTRY = 28
_MOST_ENTRIES = 256
_LONGEST_PATH = 1024
_CODE_VIEW, _REPRODUCIBLE = 2, 16
_TYPES = {
    1: "COFF",
    2: "CodeView",
    3: "FPO",
    4: "miscellaneous",
    9: "Borland",
    12: "VC feature",
    13: "POGO",
    14: "ILTCG",
    16: "reproducible",
    17: "embedded portable PDB",
    19: "PDB checksum",
    20: "extended DLL characteristics",
}


@dataclass(frozen=True)
class DebugEntry:
    """One entry: its type in words, and its time stamp (ISO 8601 in UTC; None when it is none)."""

    type: str
    timestamp: str | None


@dataclass(frozen=True)
class DebugData:
    """`pdb` is the path that the linker wrote down, `pdb_id` identifies that very file (GUID and age).

    `reproducible`: time stamps in the file are hashes of its content.
    """

    pdb: str = ""
    pdb_id: str = ""
    reproducible: bool = False
    entries: tuple[DebugEntry, ...] = ()


def read_debug_data(container: Container) -> DebugData:
    """The debug directory; nothing, where it leads nowhere."""
    rows = _rows(container)
    reproducible = is_reproducible(container)
    entries = tuple(
        DebugEntry(_TYPES.get(row[3], f"type {row[3]}"), None if reproducible else stamp(row[1])) for row in rows
    )
    paths = (_code_view(container.content, row[6], row[4]) for row in rows if row[3] == _CODE_VIEW)
    pdb, pdb_id = next((each for each in paths if each[0]), ("", ""))
    return DebugData(pdb, pdb_id, reproducible, entries)


def is_reproducible(container: Container) -> bool:
    """Whether time stamps are hashes (IMAGE_DEBUG_TYPE_REPRO), so that the same source gives the same file."""
    return any(row[3] == _REPRODUCIBLE for row in _rows(container))


def stamp(seconds: int) -> str | None:
    """A time stamp of the PE format as ISO 8601 in UTC; None for 0 and for -1."""
    if seconds in (0, 0xFFFFFFFF):
        return None
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat().replace("+00:00", "Z")


def _rows(container: Container) -> list[tuple[int, ...]]:
    """Seven numbers an entry: flags, time stamp, version, type, size, RVA, offset in the file."""
    directory = container.directory("DEBUG")
    if directory is None:
        return []
    count = min(directory.size // _ENTRY, _MOST_ENTRIES)
    try:
        numbers = container.memory.integers(directory.rva, count * _ENTRY // 4, 4)
    except MissingDataError:
        return []
    return [tuple(numbers[7 * index : 7 * index + 7]) for index in range(count)]


def _code_view(content: bytes, offset: int, size: int) -> tuple[str, str]:
    record = content[offset : offset + min(size, _LONGEST_PATH)]
    if record.startswith(b"RSDS") and len(record) > 24:
        (age,) = unpack_from("<I", record, 20)
        return _path(record[24:]), f"{str(uuid.UUID(bytes_le=record[4:20])).upper()}, age {age}"
    if record.startswith(b"NB10") and len(record) > 16:
        signature, age = unpack_from("<II", record, 8)
        return _path(record[16:]), f"{signature:08X}, age {age}"
    return "", ""


def _path(raw: bytes) -> str:
    return readable(raw.partition(b"\0")[0])

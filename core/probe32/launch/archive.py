"""PyInstaller's executable archive: read and write it.

An executable made by PyInstaller is its start program (a PE image), then the entries' data, then their table of
contents, then a fixed "cookie" that tells where everything is. All numbers are big-endian. The format is that of
PyInstaller 2.1 to 6 (its `PyInstaller/archive/readers.py`, `CArchiveReader`); offsets count from the first entry's
data.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from ..errors import HostError

_COOKIE = struct.Struct("!8sIIII64s")  # magic, archive length, TOC offset, TOC length, Python version, Python DLL
_ITEM = struct.Struct("!IIIIBc")  # item length, data offset, stored size, size, compressed, type code; then the name
_MAGIC = b"MEI\014\013\012\013\016"
_ITEM_ALIGNMENT = 16

BINARY = "b"
MODULE = "m"
OPTION = "o"
SCRIPT = "s"
MODULE_ARCHIVE = "z"


@dataclass(frozen=True)
class Entry:
    """One entry; `stored` is its data as it lies in the file, `size` counts the bytes before compression."""

    name: str
    type_code: str
    compressed: bool
    size: int
    stored: bytes

    @classmethod
    def packed(cls, name: str, type_code: str, data: bytes) -> Entry:
        """An entry that holds `data`, compressed."""
        return cls(name, type_code, True, len(data), zlib.compress(data, 9))

    def data(self) -> bytes:
        """The content; raises `HostError` when it is damaged."""
        try:
            data = zlib.decompress(self.stored) if self.compressed else self.stored
        except zlib.error as error:
            raise HostError(f"The entry {self.name!r} of the frozen host is damaged: {error}.") from error
        if len(data) != self.size:
            raise HostError(f"The entry {self.name!r} of the frozen host has {len(data)} bytes, not {self.size}.")
        return data


@dataclass(frozen=True)
class Archive:
    """`program` is the start program in front; `python_version` is 314 for 3.14; entries are in start-up order."""

    program: bytes
    entries: tuple[Entry, ...]
    python_version: int
    python_library: bytes


def parse(image: bytes) -> Archive:
    """The archive at the end of an executable; raises `HostError` when there is none, or a damaged one."""
    cookie = image.rfind(_MAGIC)
    if cookie < 0 or cookie + _COOKIE.size != len(image):
        raise HostError("The frozen host carries no PyInstaller archive at its end.")
    _, length, table_offset, table_length, version, library = _COOKIE.unpack_from(image, cookie)
    start = len(image) - length
    table = image[start + table_offset : start + table_offset + table_length]
    if start < 0 or len(table) != table_length:
        raise HostError("The table of contents of the frozen host lies outside of its file.")
    return Archive(image[:start], tuple(_entries(table, image[start:cookie])), version, library)


def build(archive: Archive) -> bytes:
    """The executable that carries `archive`."""
    contents = bytearray()
    table = bytearray()
    for entry in archive.entries:
        table += _item(entry, len(contents))
        contents += entry.stored
    length = len(contents) + len(table) + _COOKIE.size
    cookie = _COOKIE.pack(_MAGIC, length, len(contents), len(table), archive.python_version, archive.python_library)
    return archive.program + bytes(contents) + bytes(table) + cookie


def _entries(table: bytes, contents: bytes) -> list[Entry]:
    entries = []
    position = 0
    while position < len(table):
        try:
            length, offset, stored, size, compressed, code = _ITEM.unpack_from(table, position)
            name = table[position + _ITEM.size : position + length].rstrip(b"\0").decode()
        except (struct.error, UnicodeDecodeError) as error:
            raise HostError(f"The table of contents of the frozen host is damaged: {error}.") from error
        if length <= _ITEM.size or offset + stored > len(contents):
            raise HostError(f"The entry {name!r} of the frozen host lies outside of its file.")
        entries.append(Entry(name, code.decode("latin-1"), bool(compressed), size, contents[offset : offset + stored]))
        position += length
    return entries


def _item(entry: Entry, offset: int) -> bytes:
    name = entry.name.encode() + b"\0"
    name += bytes(-(_ITEM.size + len(name)) % _ITEM_ALIGNMENT)
    code = entry.type_code.encode("latin-1")
    return _ITEM.pack(_ITEM.size + len(name), offset, len(entry.stored), entry.size, entry.compressed, code) + name

"""The journal: memory that host and client share, with what the calls of one message gave so far.

The host writes each result before it makes the next call, and nothing erases them when it dies: whatever ended it, the
client knows how far it came. A message begins it anew. Little-endian:

    offset  size
    0       4     records: how many are whole
    4       4     end: offset behind the last one
    8             the records, one behind the other: 4 bytes of length, then a pickle
"""

from __future__ import annotations

import struct
from typing import Any

SIZE = 1 << 20
"""Bytes. What no longer fits ends a message, so this bounds what a message gives, not what a call can give."""

_HEAD = struct.Struct("<II")
_LENGTH = struct.Struct("<I")


class Journal:
    """One end's view of the journal; `memory` are its bytes, writable, for example an `mmap`."""

    def __init__(self, memory: Any) -> None:
        self._memory = memory
        self._count = 0
        self._end = _HEAD.size

    def clear(self) -> None:
        """Begin anew."""
        self._count, self._end = 0, _HEAD.size
        _HEAD.pack_into(self._memory, 0, 0, self._end)

    def add(self, record: bytes) -> bool:
        """Write one record behind the others; False when there is no room for it, and nothing was written."""
        start = self._end + _LENGTH.size
        end = start + len(record)
        if end > len(self._memory):
            return False
        _LENGTH.pack_into(self._memory, self._end, len(record))
        self._memory[start:end] = record
        self._count, self._end = self._count + 1, end
        _HEAD.pack_into(self._memory, 0, self._count, end)  # last: what is counted is whole
        return True

    def records(self) -> list[bytes]:
        """All that were written whole, by whichever end."""
        count, end = _HEAD.unpack_from(self._memory)
        found, position = [], _HEAD.size
        for _ in range(count):
            (length,) = _LENGTH.unpack_from(self._memory, position)
            position += _LENGTH.size
            if position + length > min(end, len(self._memory)):
                break
            found.append(bytes(self._memory[position : position + length]))
            position += length
        return found

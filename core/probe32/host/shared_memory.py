"""The host's end of the memory that it shares with its client, which makes it and gives it out."""

from __future__ import annotations

import ctypes
import os
import pickle
import sys
import weakref
from collections.abc import Iterable
from typing import Any

from ..wire.frames import Frame, WireError
from ..wire.payloads import no_room


def open_file(name: str) -> int:
    """A descriptor of the client's file `name`, for reading and writing; `OSError` when there is none.

    The client's file has no place in any folder on Linux; on Windows it is deleted with its last handle, and can be
    opened only by who allows that (Microsoft, `CreateFile`, FILE_SHARE_DELETE).
    """
    if sys.platform != "win32":
        return os.open(name, os.O_RDWR)
    import _winapi
    import msvcrt

    share_all = 7
    access = _winapi.GENERIC_READ | _winapi.GENERIC_WRITE
    handle = _winapi.CreateFile(name, access, share_all, 0, _winapi.OPEN_EXISTING, 0, 0)
    return msvcrt.open_osfhandle(handle, os.O_BINARY)


def map_file(name: str, size: int) -> Any:
    """`size` bytes of the client's file in this process's memory: an `mmap`."""
    import mmap  # only large payloads need it, and every import delays the start

    descriptor = open_file(name)
    try:
        return mmap.mmap(descriptor, size)
    finally:
        os.close(descriptor)


class Segments:
    """The segments that the client has told of."""

    def __init__(self) -> None:
        self._maps: dict[int, Any] = {}

    def open(self, frame: Frame) -> None:
        """Map the segment that a SEGMENT frame tells of; when that is not possible it stays unknown.

        `WireError`: the frame tells of none.
        """
        if not frame.payload:
            return
        try:
            told = pickle.loads(frame.payload)
            name, size = str(told["name"]), int(told["size"])
        except Exception as error:
            raise WireError(f"no segment is told of: {error}") from error
        try:
            self._maps[frame.segment] = map_file(name, size)
        except (OSError, ValueError, OverflowError):  # a 32-bit process runs out of addresses
            self._maps.pop(frame.segment, None)

    def drop(self, number: int) -> None:
        """Forget a segment; views of it that are still used keep the memory."""
        found = self._maps.pop(number, None)
        try:
            if found is not None:
                found.close()
        except BufferError:
            pass

    def get(self, number: int) -> Any:
        """The `mmap`. `MemoryError`: this process could not map it."""
        if number not in self._maps:
            raise no_room()
        return self._maps[number]

    def size(self, number: int) -> int:
        """Bytes of the segment; 0 when there is none of that number."""
        return len(self._maps[number]) if number in self._maps else 0


def places_in(segment: Any, buffers: Iterable[memoryview]) -> list[tuple[int, int]]:
    """Offset and bytes of each buffer in a segment; empty when one lies elsewhere or is read-only, or two overlap."""
    base = _address(segment)
    places = []
    for each in buffers:
        start = -1 if each.readonly else _address(each) - base
        if not 0 <= start <= len(segment) - each.nbytes:
            return []
        places.append((start, each.nbytes))
    end = 0
    for start, size in sorted(places):
        if start < end:
            return []
        end = start + size
    return places


def _address(memory: Any) -> int:
    return ctypes.addressof(ctypes.c_char.from_buffer(memory))


class Lease:
    """Views of parts of a segment, and whether anything still uses them."""

    def __init__(self, segment: Any, places: Iterable[tuple[int, int]]) -> None:
        self._segment = segment
        self._alive: list[weakref.ref[Any]] = []
        self.views = self.lend(places)

    def lend(self, places: Iterable[tuple[int, int]]) -> list[memoryview]:
        """Views of parts of the segment; until they are no longer used, the lease has not ended."""
        parts = [(ctypes.c_char * size).from_buffer(self._segment, offset) for offset, size in places]
        self._alive += [weakref.ref(each) for each in parts]
        return [memoryview(each).cast("B") for each in parts]

    def ended(self) -> bool:
        """Whether nobody but this object uses the views, which are given up."""
        self.views.clear()
        return all(each() is None for each in self._alive)

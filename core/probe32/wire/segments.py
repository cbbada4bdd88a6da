"""Memory that client and host share, for payloads that are large. This is the client's end, which owns it.

A segment serves one exchange at a time: the request lies in it, then the reply. It is offered with each request, so
that the host rarely has to ask for one.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import pickle
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress

from .channel import Channel
from .frames import DeadlineError, Kind, WireError

_ROUNDING = 1 << 20
_LARGEST_NUMBER = 0xFFFF
_IDLE_BYTES = 256 << 20
"""Bytes that idle segments may keep, of the 32-bit process's addresses too; the smallest go first."""

NewFile = Callable[[int], "tuple[int, str]"]
"""Makes a file without a place in any folder: its descriptor, and the path by which a host opens it."""


class Segment:
    """`number` names it on the wire; a host opens it at the path `name`."""

    def __init__(self, number: int, descriptor: int, name: str, size: int) -> None:
        self.number = number
        self.name = name
        self.size = size
        self.map = mmap.mmap(descriptor, size)
        self.memory = memoryview(self.map)
        self._descriptor = descriptor

    def close(self) -> None:
        """Release it here; views of it that are still used keep the memory."""
        os.close(self._descriptor)
        with suppress(BufferError):  # it is lent or being read, and goes with the last view
            self.memory.release()
            self.map.close()


class SegmentPool:
    """The segments of one connection, `in_use` by their numbers. Any thread may use it."""

    def __init__(self, channel: Channel, new_file: NewFile) -> None:
        self._channel = channel
        self._new_file = new_file
        self._lock = threading.RLock()
        self.in_use: dict[int, Segment] = {}
        self._idle: list[Segment] = []
        # A view may end anywhere, by the collector: also in the midst of a message, so that none can be sent then.
        self._returned: deque[Segment] = deque()
        self._last = 0
        self._closed = False

    def __getitem__(self, number: int) -> Segment:
        return self.in_use[number]

    def take_idle(self, size: int = 0) -> Segment | None:
        """Take one that nobody uses, of at least `size` bytes: the smallest that will do, of any size the largest."""
        if not (self._idle or self._returned):
            return None
        with self._lock:
            while self._returned:
                self.release(self._returned.popleft())
            fitting = [each for each in self._idle if each.size >= size]
            if not fitting:
                return None
            chosen = min(fitting, key=_size) if size else max(fitting, key=_size)
            self._idle.remove(chosen)
            return chosen

    def take(self, size: int, answers: int = 0, deadline: float | None = None) -> Segment:
        """Take one of at least `size` bytes; the host is told of a new one, and of any that answers its question.

        `OSError`, `ValueError`, `OverflowError`: there is no memory for it. `WireError`: the host is gone.
        `DeadlineError`: it could not be told until `deadline`, in seconds of `time.monotonic`.
        """
        segment = self.take_idle(size)
        told = b""
        if segment is None:
            segment = self._make(-(-(size + size // 8) // _ROUNDING) * _ROUNDING)
            told = pickle.dumps({"name": segment.name, "size": segment.size}, 2)
        try:
            if told or answers:
                self._channel.send(Kind.SEGMENT, answers, told, segment=segment.number, deadline=deadline)
        except (WireError, DeadlineError):
            self._give_up(segment)
            raise
        return segment

    def release(self, segment: Segment) -> None:
        """Nobody uses it any more, on either side."""
        with self._lock:
            self._idle.append(segment)
            while self._idle and (self._closed or sum(map(_size, self._idle)) > _IDLE_BYTES):
                self.drop(min(self._idle, key=_size))

    def drop(self, segment: Segment) -> None:
        """Part with a segment; what the host still sees of it stays its own."""
        with self._lock:
            if segment in self._idle:
                self._idle.remove(segment)
            known = self._give_up(segment)
        if known and not self._closed:
            with suppress(WireError):
                self._channel.send(Kind.SEGMENT_GONE, segment=segment.number)

    def lend(self, segment: Segment, places: Iterable[tuple[int, int]]) -> list[memoryview]:
        """Views of parts of a segment, which is released when the last of them is no longer used."""
        views = [(ctypes.c_char * size).from_buffer(segment.map, offset) for offset, size in places]
        left = len(views)

        def returned() -> None:
            nonlocal left
            left -= 1
            if not (left or self._closed):
                self._returned.append(segment)

        for each in views:
            weakref.finalize(each, returned).atexit = False
        return [memoryview(each).cast("B") for each in views]

    def close(self) -> None:
        """Part with all of them."""
        with self._lock:
            self._closed = True
            self._returned.clear()
            for each in list(self.in_use.values()):
                self.drop(each)

    def _give_up(self, segment: Segment) -> bool:
        """Part with a segment without a word; False if that was done already."""
        with self._lock:
            if self.in_use.pop(segment.number, None) is None:
                return False
            segment.close()
            return True

    def _make(self, size: int) -> Segment:
        with self._lock:
            if self._closed:
                raise WireError("the other side is gone")
            descriptor, name = self._new_file(size)
            self._last = self._last % _LARGEST_NUMBER + 1
            while self._last in self.in_use:
                self._last += 1
            try:
                segment = Segment(self._last, descriptor, name, size)
            except BaseException:
                os.close(descriptor)
                raise
            self.in_use[segment.number] = segment
            return segment


def _size(segment: Segment) -> int:
    return segment.size

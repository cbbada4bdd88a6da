"""Watching a piece of the host's memory: what changed between two looks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Change(NamedTuple):
    """Bytes in a row, all of which have changed; `offset` counts from the beginning of what is watched."""

    address: int
    offset: int
    before: bytes
    after: bytes


class MemoryWatch:
    """A buffer that the DLL may fill at any time, also after the call that it was given to, or while one runs.

        watch = lib.watch(buffer, 4096)
        lib.start_exposure(buffer)
        watch.wait_for_change(timeout=5)

    `address` and `size`, in bytes, say which. Every look copies the buffer from the host: some 10 ms a megabyte through
    Wine; the first look while a call runs can take half a second. Any thread.
    """

    def __init__(self, address: int, size: int, read: Callable[[], bytes]) -> None:
        self.address = address
        self.size = size
        self._read = read
        self.data = read()
        """The bytes as they were at the last look."""

    def changed(self) -> tuple[Change, ...]:
        """Look again: what is different since the look before; empty when nothing is.

        `AddressError`: it can't be read any more. `StalePointerError`: the host has ended, or it was freed.
        """
        before, self.data = self.data, self._read()
        if before == self.data:
            return ()
        return tuple(
            Change(self.address + start, start, before[start:end], self.data[start:end])
            for start, end in _runs(before, self.data)
        )

    def wait_for_change(self, timeout: float, interval: float = 0.01) -> tuple[Change, ...]:
        """Look every `interval` seconds until something is different; empty after `timeout` seconds without it."""
        deadline = time.monotonic() + timeout
        while not (changes := self.changed()):
            left = deadline - time.monotonic()
            if left <= 0:
                break
            time.sleep(min(interval, left))
        return changes


def _runs(before: bytes, after: bytes) -> Iterator[tuple[int, int]]:
    """Where the two differ, as (start, end); blocks that are alike are passed over at once."""
    start, size, block = -1, len(before), 4096
    for base in range(0, size, block):
        end = min(base + block, size)
        if before[base:end] == after[base:end]:
            if start >= 0:
                yield start, base
                start = -1
            continue
        for at in range(base, end):
            if (before[at] != after[at]) != (start >= 0):
                if start >= 0:
                    yield start, at
                start = at if start < 0 else -1
    if start >= 0:
        yield start, size

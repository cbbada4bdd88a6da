"""What no case may exceed: time, and memory."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

_ROOM = 2 << 30
"""Bytes of address space beyond what there is: a pickle of garbage may ask for any amount."""


class HangError(Exception):
    """Something has not come back in time."""


@contextmanager
def limited_memory(room: int = _ROOM) -> Iterator[None]:
    """Within the block, more than `room` further bytes of address space are a `MemoryError`."""
    if sys.platform == "win32":
        yield
        return
    import resource

    now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (now + room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@contextmanager
def limited_time(seconds: float) -> Iterator[None]:
    """Raise `HangError` in the main thread when the block takes longer. Not on Windows."""
    if sys.platform == "win32":
        yield
        return
    before = signal.signal(signal.SIGALRM, _raise)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _raise(number: int, frame: FrameType | None) -> None:
    raise HangError("it hangs")

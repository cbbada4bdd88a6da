"""A lock between processes that the operating system frees when its holder dies, however it dies."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ..errors import HostError

_POLL_S = 0.05


@contextmanager
def file_lock(path: Path, *, timeout: float = 300.0) -> Iterator[None]:
    """Hold an exclusive lock on `path` (created when missing, never removed: removing it would free a second holder).

    Waits up to `timeout` seconds for another process, then raises `HostError`. Not reentrant, also not between threads.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + timeout
    with path.open("ab") as file:
        while not try_lock(file):
            if time.monotonic() > deadline:
                raise HostError(
                    f"Another process has held {path} for more than {timeout:g} s.",
                    hint="End the other Probe32 process that is setting up the 32-bit host, then try again.",
                )
            time.sleep(_POLL_S)
        yield  # closing the file frees the lock


def try_lock(file: IO[bytes]) -> bool:
    """Take the lock on an open file until it is closed, unless another process, or another open file, has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

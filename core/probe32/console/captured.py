"""What one thread prints goes to somebody else, what the others print goes where it always went."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

Write = Callable[[str, str], object]


class _ByThread(io.TextIOBase):
    """Stands in for `sys.stdout` or `sys.stderr` while somebody captures."""

    def __init__(self, kind: str, original: TextIO | None) -> None:
        self.original = original
        self._kind = kind
        self.writers: dict[int, Write] = {}

    def write(self, text: str) -> int:
        writer = self.writers.get(threading.get_ident())
        if writer is not None:
            writer(self._kind, text)
        elif self.original is not None:
            self.original.write(text)
        return len(text)

    def flush(self) -> None:
        if self.original is not None and threading.get_ident() not in self.writers:
            self.original.flush()

    def writable(self) -> bool:
        return True


_lock = threading.Lock()


@contextmanager
def captured(write: Write) -> Iterator[None]:
    """Within the block, `write` is given what this thread prints, with "stdout" or "stderr"."""
    me = threading.get_ident()
    with _lock:
        for kind in ("stdout", "stderr"):
            stream = getattr(sys, kind)
            if not isinstance(stream, _ByThread):
                setattr(sys, kind, stream := _ByThread(kind, stream))
            stream.writers[me] = write
    try:
        yield
    finally:
        with _lock:
            for kind in ("stdout", "stderr"):
                stream = getattr(sys, kind)
                if isinstance(stream, _ByThread):
                    stream.writers.pop(me, None)
                    if not stream.writers:
                        setattr(sys, kind, stream.original)

"""What carries bytes between the two processes: an interface, and inherited pipes. `sockets` has the other way."""

from __future__ import annotations

import os
import sys
from typing import Protocol

CHUNK = 1 << 20
"""Bytes that are moved at once at most."""


class Stream(Protocol):
    """Bytes in order, both ways. One thread reads, any thread may write under the channel's lock."""

    def read(self, limit: int) -> bytes:
        """Wait for at least one byte and return up to `limit`; b"" once the peer or `close` ended the stream."""

    def wait(self, timeout: float) -> bool:
        """Whether there is something to read, or the end, within `timeout` seconds. From the reading thread."""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Write all of `data`. `OSError`: the peer is gone."""

    def write_until(self, data: bytes, deadline: float | None) -> int:
        """Write `data`, and return how many bytes of it the peer took until `deadline`, in `time.monotonic` seconds.

        `OSError`: the peer is gone.
        """

    def finish(self) -> None:
        """The peer's process has ended: let the reader drain what is left and then see the end."""

    def close(self) -> None:
        """Release the descriptors; a blocked `read` returns b""."""

    def abandon(self) -> None:
        """In a copy of this process, which has no other threads: release the descriptors, and nothing else."""


class InheritedPipes:
    """The two pipes that a host got from the client that started it. It ends with them, so they are never closed."""

    def __init__(self, read_fd: int, write_fd: int) -> None:
        self._read_fd = read_fd
        self._write_fd = write_fd

    def read(self, limit: int) -> bytes:
        """Wait for at least one byte and return up to `limit`; b"" at the end of the stream."""
        try:
            return os.read(self._read_fd, limit)
        except OSError:  # Windows reports a closed pipe as an error, not as the end
            return b""

    def wait(self, timeout: float) -> bool:
        """True: a host waits without a deadline."""
        return True

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Write all of `data`. `OSError`: the client is gone."""
        written = os.write(self._write_fd, data) if len(data) <= CHUNK else 0
        if written < len(data):
            view = memoryview(data)[written:]
            while view:
                view = view[os.write(self._write_fd, view[:CHUNK]) :]

    def write_until(self, data: bytes, deadline: float | None) -> int:
        """Write all of `data`: a host waits without a deadline."""
        self.write(data)
        return len(data)

    def finish(self) -> None:
        """Nothing: the end of a pipe comes by itself."""

    def close(self) -> None:
        """Nothing: the process is about to end."""

    def abandon(self) -> None:
        """Nothing: a host is never copied."""


def pipe_stream(read_fd: int | None, write_fd: int | None) -> Stream:
    """The client's ends of a host's pipes, as this system reads them."""
    if sys.platform == "win32":
        from .windows_pipes import WindowsPipes

        return WindowsPipes(read_fd, write_fd)
    from .linux_pipes import LinuxPipes

    return LinuxPipes(read_fd, write_fd)

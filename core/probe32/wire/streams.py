"""What carries bytes between the two processes: an interface, and inherited pipes. `sockets` has the other way."""

from __future__ import annotations

import os
import sys
import threading
from typing import Protocol

CHUNK = 1 << 20
"""Bytes that are moved at once at most."""

_PATIENCE = 1.0
"""Seconds that `close` waits for a blocked reader."""


class Stream(Protocol):
    """Bytes in order, both ways. One thread reads, any thread may write under the channel's lock."""

    def read(self, limit: int) -> bytes:
        """Wait for at least one byte and return up to `limit`; b"" once the peer or `close` ended the stream."""

    def wait(self, timeout: float) -> bool:
        """Whether there is something to read, or the end, within `timeout` seconds. From the reading thread."""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Write all of `data`. `OSError`: the peer is gone."""

    def finish(self) -> None:
        """The peer's process has ended: let the reader drain what is left and then see the end."""

    def close(self) -> None:
        """Release the descriptors; a blocked `read` returns b""."""


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
        write_all(self._write_fd, data)

    def finish(self) -> None:
        """Nothing: the end of a pipe comes by itself."""

    def close(self) -> None:
        """Nothing: the process is about to end."""


class PipeStream:
    """The client's ends of a host's pipes, which this object owns from now on: two descriptors.

    Either may be None for a one-way stream.
    """

    def __init__(self, read_fd: int | None, write_fd: int | None) -> None:
        self._reader = None if read_fd is None else _reader(read_fd)
        self._write_fd = write_fd
        self._reading = threading.Lock()

    def read(self, limit: int) -> bytes:
        """Wait for at least one byte and return up to `limit`; b"" at the end of the stream."""
        with self._reading:
            return b"" if self._reader is None else self._reader.read(min(limit, CHUNK))

    def wait(self, timeout: float) -> bool:
        """Whether there is something to read, or the end, within `timeout` seconds. From the reading thread."""
        with self._reading:
            return self._reader is None or self._reader.wait(timeout)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Write all of `data`. `OSError`: the peer is gone."""
        if self._write_fd is None:
            raise BrokenPipeError("the pipe is closed")
        write_all(self._write_fd, data)

    def finish(self) -> None:
        """The peer's process has ended: let the reader drain what is left and then see the end.

        A process started alongside may still hold the pipe open; under Wine that is common.
        """
        reader = self._reader
        if reader is not None:
            reader.finish()

    def close(self) -> None:
        """Close both descriptors; call it when the peer has ended."""
        write_fd, self._write_fd = self._write_fd, None
        if write_fd is not None:
            os.close(write_fd)
        self.finish()
        if self._reading.acquire(timeout=_PATIENCE):
            try:
                reader, self._reader = self._reader, None
                if reader is not None:
                    reader.close()
            finally:
                self._reading.release()


class _Reader(Protocol):
    """One end of a pipe from which one thread reads, and which another can end."""

    def read(self, limit: int) -> bytes: ...
    def wait(self, timeout: float) -> bool: ...
    def finish(self) -> None: ...
    def close(self) -> None: ...


class _PollingReader:
    """POSIX: a pipe, and a second one of our own that wakes the reader when the first one's end can't be relied on."""

    def __init__(self, fd: int) -> None:
        import select  # its poll exists on POSIX only

        self._fd = fd
        self._receiver, self._sender = os.pipe()
        self._poll = select.poll()
        self._poll.register(fd, select.POLLIN)
        self._poll.register(self._receiver, select.POLLIN)
        self._rung = threading.Lock()

    def read(self, limit: int) -> bytes:
        return os.read(self._fd, limit) if self._readable(self._poll.poll()) else b""

    def wait(self, timeout: float) -> bool:
        return bool(self._poll.poll(timeout * 1000))

    def finish(self) -> None:
        if self._rung.acquire(blocking=False):  # once is enough: it rings until closed
            os.write(self._sender, b"!")

    def close(self) -> None:
        for fd in (self._fd, self._receiver, self._sender):
            os.close(fd)

    def _readable(self, events: list[tuple[int, int]]) -> bool:
        return any(fd == self._fd for fd, _ in events)


def _reader(fd: int) -> _Reader:
    if sys.platform == "win32":
        from .windows_pipes import OverlappedReader

        return OverlappedReader(fd)
    return _PollingReader(fd)


def write_all(fd: int, data: bytes | bytearray | memoryview) -> None:
    """Write all of `data` to a blocking descriptor. `OSError`: nobody reads any more."""
    if len(data) <= CHUNK:
        written = os.write(fd, data)
        if written == len(data):
            return
        data = memoryview(data)[written:]
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view[:CHUNK]) :]

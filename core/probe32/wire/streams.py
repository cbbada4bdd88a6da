"""What carries bytes between the two processes: an interface, and inherited pipes. `sockets` has the other way."""

from __future__ import annotations

import os
import threading
from typing import Protocol

_CHUNK = 1 << 20
_POSIX = os.name == "posix"
_PATIENCE = 1.0
"""Seconds that `close` waits for a blocked reader, which only Windows can't wake."""


class Stream(Protocol):
    """Bytes in order, both ways. One thread reads, any thread may write under the channel's lock."""

    def read(self, limit: int) -> bytes:
        """Wait for at least one byte and return up to `limit`; b"" once the peer or `close` ended the stream."""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Write all of `data`. `OSError`: the peer is gone."""

    def ready(self) -> bool:
        """Whether `read` would return at once: there is data, or the end. Ask only while nobody reads."""

    def finish(self) -> None:
        """The peer's process has ended: let the reader drain what is left and then see the end."""

    def close(self) -> None:
        """Release the descriptors; a blocked `read` returns b""."""


class PipeStream:
    """Two descriptors that this object owns from now on. Either may be None for a one-way stream."""

    def __init__(self, read_fd: int | None, write_fd: int | None) -> None:
        self._read_fd = read_fd
        self._write_fd = write_fd
        self._alarm = _Alarm(read_fd) if _POSIX and read_fd is not None else None
        self._reading = threading.Lock()

    def read(self, limit: int) -> bytes:
        """Wait for at least one byte and return up to `limit`; b"" at the end of the stream."""
        with self._reading:
            if self._read_fd is None or (self._alarm and not self._alarm.wait_readable()):
                return b""
            try:
                return os.read(self._read_fd, min(limit, _CHUNK))
            except OSError:  # Windows reports a closed pipe as an error, not as the end
                return b""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Write all of `data`. `OSError`: the peer is gone."""
        if self._write_fd is None:
            raise BrokenPipeError("the pipe is closed")
        view = memoryview(data)
        while view:
            view = view[os.write(self._write_fd, view[:_CHUNK]) :]

    def ready(self) -> bool:
        """Whether `read` would return at once; ask only while nobody reads, or Windows waits for that reader."""
        if self._read_fd is None:
            return True
        return self._alarm.is_readable() if self._alarm else _windows_pipe_is_readable(self._read_fd)

    def finish(self) -> None:
        """The peer's process has ended: let the reader drain what is left and then see the end.

        On Windows the end comes by itself; under Wine a process started alongside may still hold the pipe open.
        """
        if self._alarm:
            self._alarm.ring()

    def close(self) -> None:
        """Close both descriptors; call it when the peer has ended, because on Windows a blocked read can't be woken."""
        write_fd, self._write_fd = self._write_fd, None
        if write_fd is not None:
            os.close(write_fd)
        self.finish()
        if not self._reading.acquire(timeout=_PATIENCE):
            return  # a process that the dead peer started holds its end; closing ours now would block as well
        try:
            read_fd, self._read_fd = self._read_fd, None
            alarm, self._alarm = self._alarm, None
            if read_fd is not None:
                os.close(read_fd)
            if alarm:
                alarm.close()
        finally:
            self._reading.release()


class _Alarm:
    """Wakes a thread that waits for a pipe whose end can't be relied on."""

    def __init__(self, fd: int) -> None:
        import select  # its poll exists on POSIX only

        self._receiver, self._sender = os.pipe()
        self._poll = select.poll()
        self._poll.register(fd, select.POLLIN)
        self._poll.register(self._receiver, select.POLLIN)
        self._rung = threading.Lock()

    def wait_readable(self) -> bool:
        """Wait for data or the end of the pipe; False when there is none and the alarm rang."""
        return any(fd != self._receiver for fd, _ in self._poll.poll())

    def is_readable(self) -> bool:
        """Whether `wait_readable` would return at once."""
        return bool(self._poll.poll(0))

    def ring(self) -> None:
        """Ring until closed; once is enough."""
        if self._rung.acquire(blocking=False):
            os.write(self._sender, b"!")

    def close(self) -> None:
        """Close the alarm's own pipe; once."""
        os.close(self._receiver)
        os.close(self._sender)


def _windows_pipe_is_readable(fd: int) -> bool:
    """Whether the pipe holds data or its other end is closed (Microsoft, `PeekNamedPipe`; anonymous pipes too)."""
    import ctypes
    import msvcrt

    handle = msvcrt.get_osfhandle(fd)  # type: ignore[attr-defined,unused-ignore]
    available = ctypes.c_ulong()
    kernel32 = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    peeked = kernel32.PeekNamedPipe(ctypes.c_void_p(handle), None, 0, None, ctypes.byref(available), None)
    return not peeked or available.value > 0

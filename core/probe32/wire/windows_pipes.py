"""Windows: pipes that are read from and written to with a deadline.

A thread that waits for an ordinary pipe can be neither timed nor woken there. So the client's ends are those of named
pipes that were opened for overlapped I/O (Microsoft, "Synchronous and Overlapped Input and Output"); the host sees
ordinary ones.
"""

from __future__ import annotations

import _winapi
import msvcrt
import os
import sys
import threading
import time

from .streams import CHUNK

assert sys.platform == "win32"

_GLANCE = 500
"""Milliseconds after which a reader looks whether the host has ended."""

_BUFFER = 1 << 16
_PIPE_ACCESS_OUTBOUND = 2


class WindowsPipes:
    """The client's ends of a host's pipes, which this object owns: from `pipe_from_host`, `pipe_to_host`."""

    def __init__(self, read_fd: int | None, write_fd: int | None) -> None:
        self._read_fd = read_fd
        self._write_fd = write_fd
        self._handle = 0 if read_fd is None else msvcrt.get_osfhandle(read_fd)
        self._pending: _winapi.Overlapped | None = None
        self._reading = threading.Lock()
        self._finished = read_fd is None
        self._broken = False
        self._data = b""

    def read(self, limit: int) -> bytes:
        """Wait for at least one byte and return up to `limit`; b"" at the end of the stream."""
        with self._reading:
            while not self._data and not self._broken:
                finished = self._finished
                if not self._arrived(0 if finished else _GLANCE) and finished:
                    return b""
            data, self._data = self._data[:limit], self._data[limit:]
            return data

    def wait(self, timeout: float) -> bool:
        """Whether there is something to read, or the end, within `timeout` seconds. From the reading thread."""
        with self._reading:
            return bool(self._data) or self._arrived(int(timeout * 1000)) or self._broken or self._finished

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Write all of `data`. `OSError`: the peer is gone."""
        view = memoryview(data)
        while view:
            written = self._written(bytes(view[:CHUNK]), _winapi.INFINITE)
            view = view[written:]

    def write_until(self, data: bytes, deadline: float | None) -> int:
        """Write `data`, and return how many bytes of it the peer took until `deadline`. `OSError`: it is gone."""
        if deadline is None:
            self.write(data)
            return len(data)
        written = 0
        while written < len(data):
            left = max(0, int((deadline - time.monotonic()) * 1000))
            took = self._written(data[written : written + CHUNK], left)
            written += took
            if not took or not left:
                break
        return written

    def finish(self) -> None:
        """The host has ended: see the end although a program that it started may keep the pipe open."""
        self._finished = True

    def close(self) -> None:
        """Give up a read under way and close both descriptors; call it when the peer has ended."""
        write_fd, self._write_fd = self._write_fd, None
        if write_fd is not None:
            os.close(write_fd)
        self.finish()
        with self._reading:
            if self._pending is not None:
                self._pending.cancel()
                self._pending = None
            self._broken = True
            read_fd, self._read_fd = self._read_fd, None
            if read_fd is not None:
                os.close(read_fd)

    def _written(self, data: bytes, milliseconds: int) -> int:
        """How many bytes the peer took within the time."""
        if self._write_fd is None:
            raise BrokenPipeError("the pipe is closed")
        writing, _ = _winapi.WriteFile(msvcrt.get_osfhandle(self._write_fd), data, overlapped=True)
        if _winapi.WaitForMultipleObjects([writing.event], False, milliseconds) != _winapi.WAIT_OBJECT_0:
            writing.cancel()
        count, _ = writing.GetOverlappedResult(True)  # what was taken before it was cancelled counts
        return count

    def abandon(self) -> None:
        """Nothing: Windows copies no processes."""

    def _arrived(self, milliseconds: int) -> bool:
        """Whether data has come within the time; a read that takes longer stays under way for the next question."""
        if self._broken or self._read_fd is None:
            return False
        try:
            if self._pending is None:
                self._pending, _ = _winapi.ReadFile(self._handle, _BUFFER, overlapped=True)
            if _winapi.WaitForMultipleObjects([self._pending.event], False, milliseconds) != _winapi.WAIT_OBJECT_0:
                return False
            done, self._pending = self._pending, None
            count, _ = done.GetOverlappedResult(True)
            self._data = bytes(done.getbuffer() or b"")[:count]
        except OSError as error:
            # The end of the thread that began a read aborts it (Microsoft, `CancelIo`); any other error is the end.
            self._pending = None
            self._broken = error.winerror != _winapi.ERROR_OPERATION_ABORTED
        return bool(self._data)


def pipe_from_host() -> tuple[int, int]:
    """A new pipe: the descriptor of the reading end, for `WindowsPipes`, and that of the writing end, for a host."""
    return _pipe(_winapi.PIPE_ACCESS_INBOUND, _winapi.GENERIC_WRITE)


def pipe_to_host() -> tuple[int, int]:
    """A new pipe: the descriptor of the writing end, for `WindowsPipes`, and that of the reading end, for a host."""
    return _pipe(_PIPE_ACCESS_OUTBOUND, _winapi.GENERIC_READ)


def _pipe(ours: int, theirs: int) -> tuple[int, int]:
    """Its name is random, only one instance may exist, and nobody can connect from another computer (Microsoft,
    `CreateNamedPipe`). Our end is for overlapped I/O, the other one ordinary.
    """
    name = rf"\\.\pipe\probe32-{os.getpid()}-{os.urandom(16).hex()}"
    first, reject_remote = _winapi.FILE_FLAG_FIRST_PIPE_INSTANCE, 0x8
    mode, wait_forever = _winapi.PIPE_WAIT | reject_remote, _winapi.NMPWAIT_WAIT_FOREVER
    access = ours | _winapi.FILE_FLAG_OVERLAPPED | first
    here = _winapi.CreateNamedPipe(name, access, mode, 1, _BUFFER, _BUFFER, wait_forever, 0)
    there = _winapi.CreateFile(name, theirs, 0, 0, _winapi.OPEN_EXISTING, 0, 0)
    connected = _winapi.ConnectNamedPipe(here, overlapped=True)
    connected.GetOverlappedResult(True)
    return msvcrt.open_osfhandle(here, 0), msvcrt.open_osfhandle(there, 0)

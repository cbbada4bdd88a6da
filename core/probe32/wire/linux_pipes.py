"""Linux: the client's ends of a host's pipes."""

from __future__ import annotations

import os
import select
import threading
import time
from contextlib import suppress

from .streams import CHUNK

_BELL = bytes(16)
"""Wakes a reader at the end of a stream; no frame begins with it."""

_GLANCE = 0.5
"""Seconds after which a writer that nobody reads from looks whether the peer has ended."""


class LinuxPipes:
    """The client's ends of a host's pipes, which this object owns from now on: two descriptors.

    Either may be None for a one-way stream.
    """

    def __init__(self, read_fd: int | None, write_fd: int | None) -> None:
        self._read_fd = read_fd
        self._write_fd = write_fd
        self._reading = threading.Lock()
        self._finished = False
        self._rung = False
        self._ringing = threading.Lock()
        if write_fd is not None:
            os.set_blocking(write_fd, False)

    def read(self, limit: int) -> bytes:
        """Wait for at least one byte and return up to `limit`; b"" at the end of the stream."""
        with self._reading:
            if self._read_fd is None or (self._finished and not self._readable(0)):
                return b""
            data = os.read(self._read_fd, limit)
            return self._without_bell(data) if self._finished else data

    def _without_bell(self, data: bytes) -> bytes:
        with self._ringing:  # a reader may be awake before the writer of the bell has noted it
            return data.removesuffix(_BELL) if self._rung else data

    def wait(self, timeout: float) -> bool:
        """Whether there is something to read, or the end, within `timeout` seconds. From the reading thread."""
        with self._reading:
            return self._read_fd is None or self._finished or self._readable(timeout)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Write all of `data`. `OSError`: the peer is gone."""
        if self._write_fd is None:
            raise BrokenPipeError("the pipe is closed")
        try:
            written = os.write(self._write_fd, data)
        except BlockingIOError:
            written = 0
        if written < len(data):
            self._write_on(memoryview(data), written, None)

    def write_until(self, data: bytes, deadline: float | None) -> int:
        """Write `data`, and return how many bytes of it the peer took until `deadline`. `OSError`: it is gone."""
        return self._write_on(memoryview(data), 0, deadline)

    def finish(self) -> None:
        """The peer's process has ended: let the reader drain what is left and then see the end.

        A process started alongside may still hold the pipe open, which is common under Wine. So a blocked reader is
        woken by a few bytes in the pipe itself, whose other end can be had from Linux (proc(5), /proc/pid/fd): a second
        descriptor to wait for would cost each read a system call more.
        """
        if not self._finished and self._read_fd is not None:
            self._finished = True
            with self._ringing, suppress(OSError):  # it is full, and nobody is blocked
                bell = os.open(f"/proc/self/fd/{self._read_fd}", os.O_WRONLY | os.O_NONBLOCK)
                try:
                    os.write(bell, _BELL)
                    self._rung = True
                finally:
                    os.close(bell)

    def close(self) -> None:
        """Close both descriptors; call it when the peer has ended."""
        write_fd, self._write_fd = self._write_fd, None
        if write_fd is not None:
            os.close(write_fd)
        self.finish()
        with self._reading:
            read_fd, self._read_fd = self._read_fd, None
            if read_fd is not None:
                os.close(read_fd)

    def abandon(self) -> None:
        """In a copy of this process, which has no other threads: release the descriptors, and nothing else."""
        fds, self._read_fd, self._write_fd = (self._read_fd, self._write_fd), None, None
        for fd in fds:
            if fd is not None:
                os.close(fd)

    def _write_on(self, data: memoryview, written: int, deadline: float | None) -> int:
        """A deadline that is over still lets through what there is room for."""
        while written < len(data):
            if self._write_fd is None or self._finished:
                raise BrokenPipeError("the pipe is closed")
            try:
                written += os.write(self._write_fd, data[written : written + CHUNK])
            except BlockingIOError:
                left = _GLANCE if deadline is None else min(_GLANCE, deadline - time.monotonic())
                if left <= 0:
                    break
                poll = select.poll()
                poll.register(self._write_fd, select.POLLOUT)
                poll.poll(left * 1000)
        return written

    def _readable(self, timeout: float) -> bool:
        poll = select.poll()
        poll.register(self._read_fd, select.POLLIN)  # type: ignore[arg-type]
        return bool(poll.poll(timeout * 1000))

"""Linux: a terminal's streams for a program under Wine, whose own have to be pipes."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from contextlib import suppress

assert sys.platform != "win32"

_CHUNK = select.PIPE_BUF
"""Bytes that a pipe that is ready for writing takes without waiting (POSIX, `write`)."""
_DRAIN = 1 << 16


class Relay:
    """Carries this process's standard input to another's, and that one's output and errors to this one's.

    `process` has raw pipes on its three streams; they stay open for the caller to close.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        self._process = process
        self._input = process.stdin
        self._outputs = {process.stdout.fileno(): 1, process.stderr.fileno(): 2}
        self._source: int | None = None if sys.stdin is None else 0
        self._waiting = b""
        if self._source is None:
            self._input.close()

    def run(self) -> int:
        """Carry until the process has ended, and return its exit status; what it wrote by then has all been carried.

        `BrokenPipeError`: nobody reads this process's output any more. Something that the process has started may
        keep its streams open: their ends are not waited for.
        """
        ended = os.pidfd_open(self._process.pid)
        try:
            while ended not in self._step(ended):
                pass
        finally:
            os.close(ended)
        for source, target in self._outputs.items():
            _write(target, _available(source))
        return self._process.wait()

    def _step(self, ended: int) -> list[int]:
        """Wait until something can be carried, and carry it; the descriptors that were ready for reading."""
        sources = [ended, *self._outputs]
        if self._source is not None and not self._waiting:
            sources.append(self._source)
        readable, writable, _ = select.select(sources, [self._input] if self._waiting else [], [])
        if writable:
            self._send()
        if self._source in readable:
            self._take()
        for source in self._outputs.keys() & readable:
            data = os.read(source, _DRAIN)
            if data:
                _write(self._outputs[source], data)
            else:
                del self._outputs[source]
        return readable

    def _take(self) -> None:
        self._waiting = os.read(0, _CHUNK)
        if not self._waiting:
            self._source = None
            self._input.close()

    def _send(self) -> None:
        with suppress(BrokenPipeError):  # it has ended, or reads no more
            self._input.write(self._waiting)
        self._waiting = b""


def _available(source: int) -> bytes:
    """All that lies ready in a pipe."""
    os.set_blocking(source, False)
    parts = []
    with suppress(BlockingIOError):
        while data := os.read(source, _DRAIN):
            parts.append(data)
    return b"".join(parts)


def _write(target: int, data: bytes) -> None:
    while data:
        data = data[os.write(target, data) :]

"""What a host prints: kept in bounds, told live, and tied to the request that was under way."""

from __future__ import annotations

import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from os import SEEK_END, lseek
from typing import NamedTuple

from .. import trace
from ..launch.system import discard

logger = logging.getLogger(__name__)

KEPT_BYTES = 16 << 20
"""Bytes of each stream that are kept, and of all pieces together; of more, the last ones."""

KEPT_PIECES = 10_000
"""How many pieces are kept; of more, the last ones."""

_CHUNK = 1 << 20


class Output(NamedTuple):
    """A piece of what was printed.

    `data` are the bytes as they were written. `stream` is "stdout", "stderr" or "debug" (Windows' `OutputDebugString`);
    `number` and `name` are those of the request that the host was answering, 0 and "" when there was none.
    """

    stream: str
    data: bytes
    number: int
    name: str

    @property
    def text(self) -> str:
        """The data as UTF-8, as Python prints in the host; bytes of another encoding are shown as `\\xNN`."""
        return self.data.decode("utf-8", "backslashreplace").replace("\r\n", "\n")


OnOutput = Callable[[Output], object]


class Spool:
    """A file into which the host prints, and how far it has been read. Owns the descriptor."""

    def __init__(self, stream: str, descriptor: int) -> None:
        self.stream = stream
        self.descriptor = descriptor
        self.position = 0
        self._discarded = 0

    def news(self) -> bytes:
        """Up to 1 MiB of what was printed since the last look; b"" if nothing."""
        os.lseek(self.descriptor, self.position, os.SEEK_SET)
        data = os.read(self.descriptor, _CHUNK)
        self.position += len(data)
        if self.position - self._discarded >= KEPT_BYTES:
            discard(self.descriptor, self.position)
            self._discarded = self.position
        return data

    def close(self) -> None:
        """Close the file, after the host has ended."""
        os.close(self.descriptor)


class _Pieces:
    """The last pieces: as many as are kept."""

    def __init__(self) -> None:
        self._pieces: deque[Output] = deque()
        self._bytes = 0

    def __iter__(self) -> Iterator[Output]:
        return iter(self._pieces)

    def add(self, piece: Output) -> None:
        self._pieces.append(piece)
        self._bytes += len(piece.data)
        while self._bytes > KEPT_BYTES or len(self._pieces) > KEPT_PIECES:
            self.take()

    def take(self) -> Output | None:
        if not self._pieces:
            return None
        piece = self._pieces.popleft()
        self._bytes -= len(piece.data)
        return piece


class OutputLog:
    """Collects what one host prints. `on_output` is told each piece by `deliver`, in that method's thread.

    A listener that is too slow misses what is not kept any more. Any thread may use it.
    """

    def __init__(self, spools: list[Spool], on_output: OnOutput | None) -> None:
        self._pieces = _Pieces()
        self._on_output = on_output
        self._spools = spools
        self._kept = {each.stream: bytearray() for each in spools}
        self._dropped = dict.fromkeys(self._kept, 0)
        self._undelivered = _Pieces()
        self._lock = threading.Lock()

    def collect(self, number: int = 0, name: str = "") -> None:
        """Take what was printed since the last time; it belongs to the request of that number and name."""
        with self._lock:
            for spool in self._spools:
                # How long the file is, in one system call: usually there is nothing new.
                if lseek(spool.descriptor, 0, SEEK_END) > spool.position:
                    while data := spool.news():
                        self._keep(Output(spool.stream, data, number, name))

    def deliver(self) -> None:
        """Tell the listener what was collected; what it raises is logged."""
        while self._on_output is not None:
            with self._lock:
                piece = self._undelivered.take()
            if piece is None:
                break
            try:
                self._on_output(piece)
            except Exception:
                logger.exception("The listener for a host's output raised")

    def pieces(self) -> tuple[Output, ...]:
        """The last pieces, each with its request."""
        with self._lock:
            return tuple(self._pieces)

    def of(self, stream: str) -> bytes:
        """What was printed to a stream, or the last 16 MiB of it, with a line that tells how much is missing."""
        with self._lock:
            dropped = self._dropped[stream]
            note = f"[{dropped} bytes before this were dropped]\n".encode() if dropped else b""
            return note + bytes(self._kept[stream])

    def close(self) -> None:
        """Close the files; what was collected stays."""
        with self._lock:
            spools, self._spools = self._spools, []
        for each in spools:
            each.close()

    def _keep(self, output: Output) -> None:
        kept = self._kept[output.stream]
        kept += output.data
        if (excess := len(kept) - KEPT_BYTES) > _CHUNK:
            self._dropped[output.stream] += excess
            del kept[:excess]
        self._pieces.add(output)
        trace.logger.debug("%d bytes on %s during %s", len(output.data), output.stream, output.name or "no request")
        if self._on_output is not None:
            self._undelivered.add(output)

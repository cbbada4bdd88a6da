"""Frames over a stream."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from .frames import BULK, HEADER, MAX_PAYLOAD, DeadlineError, Frame, Kind, WireError, too_long
from .streams import CHUNK, Stream

_KINDS = {int(each): each for each in Kind}
_SMALL_READ = 1 << 16
_HEADER_SIZE = HEADER.size
_pack_header, _unpack_header, _new = HEADER.pack, HEADER.unpack_from, tuple.__new__
_ONE_WRITE = 1 << 16
"""Bytes up to which header and payload are joined: copying them costs less than a second write."""


class Channel:
    """Sends and receives whole frames. Any thread may send; one thread at a time receives.

    `limit` bounds the payload that is accepted from the peer, in bytes. `sent` and `received` count bytes. `on_frame`
    is told of each frame in words, without its contents.
    """

    def __init__(
        self, stream: Stream, limit: int = MAX_PAYLOAD, *, on_frame: Callable[[str], object] | None = None
    ) -> None:
        self.limit = limit
        self.sent = 0
        self.received = 0
        self._stream = stream
        self._read, self._write = stream.read, stream.write
        self._on_frame = on_frame
        self._sending = threading.Lock()
        self._unsent = b""
        self._buffer: bytes | bytearray = b""

    def send(
        self,
        kind: Kind,
        number: int = 0,
        payload: bytes = b"",
        *,
        parent: int = 0,
        flags: int = 0,
        segment: int = 0,
        deadline: float | None = None,
    ) -> None:
        """Send one frame.

        `ValueError`: the payload is larger than a 32-bit process can hold. `WireError`: the peer is gone.
        `DeadlineError`: it takes nothing, and there was no room at `deadline`, in seconds of `time.monotonic`. Of a
        frame that had room only in part, the rest goes ahead of the next one.
        """
        length = len(payload)
        if length > MAX_PAYLOAD:
            raise too_long(length)
        header = _pack_header(kind, flags, segment, number, parent, length)
        if self._on_frame is not None:
            self._on_frame(f"-> {_described(kind, flags, segment, number, parent, length)}")
        try:
            if deadline is not None:
                self._send_until(header + payload, deadline)
                return
            with self._sending:
                if self._unsent:
                    self._send_rest(None)
                self.sent += length + _HEADER_SIZE
                if length < _ONE_WRITE:
                    self._write(header + payload)
                else:
                    self._write(header)
                    self._write(payload)
        except OSError as error:
            raise WireError(f"the other side is gone ({error})") from error

    def receive(self, deadline: float | None = None) -> Frame:
        """Wait for one frame.

        `DeadlineError`: it was not there at `deadline`, in seconds of `time.monotonic`; what had come of it is kept.
        `WireError`: the stream ended, or what came is no frame of this protocol.
        """
        if not self._buffer and deadline is None:
            data = self._read(_SMALL_READ)
            size = len(data)
            if size >= _HEADER_SIZE:
                kind, flags, segment, number, parent, length = _unpack_header(data)
                if size == _HEADER_SIZE + length <= self.limit and kind in _KINDS and self._on_frame is None:
                    self.received += size  # a whole frame and nothing else, as nearly always
                    return _new(Frame, (_KINDS[kind], flags, segment, number, parent, data[_HEADER_SIZE:]))
            self._take(data)
        while (frame := self._parsed()) is None:
            if deadline is not None and not self._stream.wait(max(0.0, deadline - time.monotonic())):
                raise DeadlineError
            self._take(self._read(CHUNK))
        return frame

    def finish(self) -> None:
        """The peer's process has ended: receive what is left, then `WireError`."""
        self._stream.finish()

    def close(self) -> None:
        """Close the stream below, between two messages. `finish` first, or end the peer: a reader is not disturbed."""
        with self._sending:
            self._stream.close()

    def abandon(self) -> None:
        """In a copy of this process: release the descriptors, and disturb the original nowise."""
        self._stream.abandon()

    def _send_until(self, data: bytes, deadline: float) -> None:
        if not self._sending.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise DeadlineError
        try:
            self._send_rest(deadline)
            written = self._stream.write_until(data, deadline)
            if not written:
                raise DeadlineError
            self.sent += len(data)
            self._unsent = data[written:]
        finally:
            self._sending.release()

    def _send_rest(self, deadline: float | None) -> None:
        while self._unsent:
            written = self._stream.write_until(self._unsent, deadline)
            self._unsent = self._unsent[written:]
            if not written:
                raise DeadlineError

    def _take(self, data: bytes) -> None:
        if not data:
            raise WireError("the other side closed the connection")
        self.received += len(data)
        if not self._buffer:
            self._buffer = data
        else:
            if isinstance(self._buffer, bytes):
                self._buffer = bytearray(self._buffer)
            self._buffer += data

    def _parsed(self) -> Frame | None:
        """The next frame, if all of it has come. Two may arrive in one read, and one in many."""
        buffer = self._buffer
        if len(buffer) < HEADER.size:
            return None
        kind, flags, segment, number, parent, length = HEADER.unpack_from(buffer)
        if length > self.limit:
            raise WireError(f"a message of {length} bytes is larger than allowed ({self.limit})")
        if kind not in _KINDS:
            raise WireError(f"a message of the unknown kind {kind}")
        end = HEADER.size + length
        if len(buffer) < end:
            return None
        with memoryview(buffer) as view:
            payload, self._buffer = bytes(view[HEADER.size : end]), bytes(view[end:])
        if self._on_frame is not None:
            self._on_frame(f"<- {_described(_KINDS[kind], flags, segment, number, parent, length)}")
        return Frame(_KINDS[kind], flags, segment, number, parent, payload)


def _described(kind: Kind, flags: int, segment: int, number: int, parent: int, length: int) -> str:
    """A frame as a person reads it: "REPLY #7 in #6, 42 bytes, the rest in segment 1"."""
    shared = f", the rest in segment {segment}" if flags & BULK else f", segment {segment} offered" if segment else ""
    return f"{kind.name}{f' #{number}' if number else ''}{f' in #{parent}' if parent else ''}, {length} bytes{shared}"

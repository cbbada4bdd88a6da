"""Frames over a stream."""

from __future__ import annotations

import threading

from .frames import HEADER, MAX_PAYLOAD, Frame, Kind, WireError
from .streams import Stream


class Channel:
    """Sends and receives whole frames. Any thread may send; one thread receives.

    `limit` bounds the payload that is accepted from the peer, in bytes.
    """

    def __init__(self, stream: Stream, limit: int = MAX_PAYLOAD) -> None:
        self.limit = limit
        self._stream = stream
        self._sending = threading.Lock()
        self._buffer = bytearray()

    def send(self, kind: Kind, number: int = 0, payload: bytes = b"") -> None:
        """Send one frame.

        `ValueError`: the payload is larger than a 32-bit process can hold. `WireError`: the peer is gone.
        """
        if len(payload) > MAX_PAYLOAD:
            raise ValueError(f"{len(payload)} bytes are more than the wire carries in one message ({MAX_PAYLOAD})")
        header = HEADER.pack(kind, number, len(payload))
        try:
            with self._sending:
                if len(payload) < 65536:
                    self._stream.write(header + payload)
                else:
                    self._stream.write(header)
                    self._stream.write(payload)
        except OSError as error:
            raise WireError(f"the other side is gone ({error})") from error

    def receive(self) -> Frame:
        """Wait for one frame. `WireError`: the stream ended, or what came is no frame of this protocol."""
        kind, number, length = HEADER.unpack(self._take(HEADER.size))
        if length > self.limit:
            raise WireError(f"a message of {length} bytes is larger than allowed ({self.limit})")
        try:
            return Frame(Kind(kind), number, bytes(self._take(length)))
        except ValueError:
            raise WireError(f"a message of the unknown kind {kind}") from None

    def ready(self) -> bool:
        """Whether a message, or the end, has begun to arrive; ask only while nobody receives."""
        return bool(self._buffer) or self._stream.ready()

    def finish(self) -> None:
        """The peer's process has ended: receive what is left, then `WireError`."""
        self._stream.finish()

    def close(self) -> None:
        """Close the stream below, between two messages. `finish` first, or end the peer: a reader is not disturbed."""
        with self._sending:
            self._stream.close()

    def _take(self, size: int) -> bytearray:
        """The next `size` bytes. Two frames may arrive in one read, and one frame in many."""
        buffer = self._buffer
        while len(buffer) < size:
            data = self._stream.read(max(65536, size - len(buffer)))
            if not data:
                raise WireError("the other side closed the connection")
            buffer += data
        if len(buffer) == size:
            self._buffer = bytearray()
            return buffer
        taken = buffer[:size]
        del buffer[:size]
        return taken

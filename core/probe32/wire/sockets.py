"""Bytes over TCP, where it was asked for. A module of its own: a host that talks over pipes never imports sockets."""

from __future__ import annotations

import selectors
import socket
import sys
import time
from contextlib import suppress

_CHUNK = 1 << 20
_AT_ONCE = 1 << 13
"""Bytes that a socket takes without waiting, once it takes any."""


class SocketStream:
    """A connected TCP socket that this object owns from now on."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def read(self, limit: int) -> bytes:
        """Wait for at least one byte and return up to `limit`; b"" at the end of the stream."""
        try:
            return self._socket.recv(min(limit, _CHUNK))
        except OSError:  # reset by the peer, closed by us, or a stranger's time is up
            return b""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Write all of `data`. `OSError`: the peer is gone."""
        self._socket.sendall(data)

    def write_until(self, data: bytes, deadline: float | None) -> int:
        """Write `data`, and return how many bytes of it the peer took until `deadline`. `OSError`: it is gone."""
        if deadline is None:
            self.write(data)
            return len(data)
        written = 0
        while written < len(data) and self._ready(selectors.EVENT_WRITE, max(0.0, deadline - time.monotonic())):
            written += self._socket.send(data[written : written + _AT_ONCE])
        return written

    def wait(self, timeout: float) -> bool:
        """Whether there is something to read, or the end, within `timeout` seconds. From the reading thread."""
        return self._ready(selectors.EVENT_READ, timeout)

    def finish(self) -> None:
        """The peer's process has ended: let the reader drain what is left and then see the end.

        Wine's server may keep the socket of a killed process open for good. Windows ends the connection by itself, and
        would throw away there what is left.
        """
        if sys.platform != "win32":
            with suppress(OSError):  # it is closed already
                self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the socket and wake a blocked `read`."""
        with suppress(OSError):  # the peer was quicker
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def abandon(self) -> None:
        """In a copy of this process: release the socket, and leave the connection to the original."""
        self._socket.close()

    def _ready(self, event: int, timeout: float) -> bool:
        """Whether reading or writing will not block, within `timeout` seconds."""
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(self._socket, event)
                return bool(selector.select(timeout))
        except (OSError, ValueError):  # closed by us
            return True

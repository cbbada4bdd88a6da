"""Bytes over TCP, where it was asked for. A module of its own: a host that talks over pipes never imports sockets."""

from __future__ import annotations

import selectors
import socket
import sys
from contextlib import suppress

_CHUNK = 1 << 20


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

    def wait(self, timeout: float) -> bool:
        """Whether there is something to read, or the end, within `timeout` seconds. From the reading thread."""
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(self._socket, selectors.EVENT_READ)
                return bool(selector.select(timeout))
        except (OSError, ValueError):  # closed by us
            return True

    def finish(self) -> None:
        """The peer's process has ended: let the reader drain what is left and then see the end.

        Wine's server may keep the socket of a killed process open for good. Windows ends the connection by itself, and
        would throw away there what is left.
        """
        if sys.platform != "win32":
            with suppress(OSError):  # it is closed already
                self._socket.shutdown(socket.SHUT_RD)

    def close(self) -> None:
        """Close the socket and wake a blocked `read`."""
        with suppress(OSError):  # the peer was quicker
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

"""A bare echo in the same 32-bit host, over pipes or a socket: no frames, no threads, no deadlines."""

from __future__ import annotations

import os
import socket
from abc import ABC, abstractmethod
from pathlib import Path
from pickle import dumps, loads
from types import TracebackType
from typing import Any

from probe32.launch import Host, kill
from probe32.launch.host import close_streams, start_module

_INSIDE = Path(__file__).with_name("inside")
_ADDRESS = "127.0.0.1"
_MOST_BYTES = 65536


class _Echo(ABC):
    """A host that does for a small request the pickle work that has to be done, and nothing else."""

    def __init__(self, host: Host, *arguments: str) -> None:
        self._process = start_module(host, _INSIDE, f"{_INSIDE.name}.echo", list(arguments))

    @abstractmethod
    def request(self, name: str, *args: object) -> Any:
        """Send a request and wait for the answer: the sum of `args`."""

    def __enter__(self) -> _Echo:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        kill(self._process)
        close_streams(self._process)


class PipeEcho(_Echo):
    """Over the inherited pipes."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        assert self._process.stdin
        assert self._process.stdout
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()

    def request(self, name: str, *args: object) -> Any:
        """Send a request and wait for the answer: the sum of `args`."""
        os.write(self._to, dumps((name, args, {}), 5))
        return loads(os.read(self._from, _MOST_BYTES))


class SocketEcho(_Echo):
    """Over a connection that the host accepts, as Probe32's does: under Wine 8 one that it makes itself is quicker.

    Wine's server hands the descriptor of an accepted socket out anew for each read and each write.
    """

    def __init__(self, host: Host) -> None:
        super().__init__(host, "socket")
        assert self._process.stdout
        try:
            port = int(os.read(self._process.stdout.fileno(), _MOST_BYTES))
            self._connection = socket.create_connection((_ADDRESS, port))
        except BaseException:
            super().__exit__(None, None, None)
            raise
        self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def request(self, name: str, *args: object) -> Any:
        """Send a request and wait for the answer: the sum of `args`."""
        self._connection.sendall(dumps((name, args, {}), 5))
        return loads(self._connection.recv(_MOST_BYTES))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        super().__exit__(kind, error, trace)

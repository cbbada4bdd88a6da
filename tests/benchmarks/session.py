"""What every benchmark is given: the host, how often to measure, and the two ends that are measured."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from probe32 import Client64
from probe32.launch import Host, to_host_path
from probe32.resources import resource

from .bare_peers import PipeEcho, SocketEcho
from .msl_peer import MslServer

SERVER = Path(__file__).with_name("servers") / "bench_server.py"
SAMPLE = resource("sample", "sample.dll")


class UnmeasurableError(Exception):
    """Why a benchmark can't be made here."""


class End(Protocol):
    """This side of a pair of processes; leaving its context ends the other side."""

    def request(self, name: str, *args: object) -> Any:
        """Call the server's method `name`."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class BenchClient(Client64):
    """Probe32's end."""

    def __init__(self, **options: Any) -> None:
        super().__init__(SERVER, dll=to_host_path(SAMPLE), timeout=60, **options)

    def request(self, name: str, *args: object) -> Any:
        """Call the server's method `name`."""
        return self.request32(name, *args)


@dataclass(frozen=True)
class Session:
    """One run. `repeat` scales how often everything is measured."""

    host: Host
    repeat: float = 1.0

    def times(self, count: int, least: int = 3) -> int:
        """How often to do what a run of the usual length does `count` times."""
        return max(least, round(count * self.repeat))

    def client(self, **options: Any) -> BenchClient:
        """A new host with a client; a context manager."""
        return BenchClient(**options)

    def msl(self) -> MslServer:
        """A new server of msl-loadlib's; a context manager."""
        return MslServer(self.host, SERVER, dll=to_host_path(SAMPLE))

    def pipe_echo(self) -> PipeEcho:
        """A new bare host that echoes over pipes; a context manager."""
        return PipeEcho(self.host)

    def socket_echo(self) -> SocketEcho:
        """A new bare host that echoes over a socket; a context manager."""
        return SocketEcho(self.host)

"""Clients of `tests/host/programs/workbench_server.py`, and what tests need in order to wait for events there."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from probe32 import Client64
from probe32.client.output import Output

PROGRAMS = Path(__file__).resolve().parents[1] / "host" / "programs"
LONG = 30.0
"""Seconds after which something that should have happened is missed."""


def workbench(server: str = "workbench_server", **options: Any) -> Client64:
    """A client of one of the programs."""
    return Client64(PROGRAMS / server, **{"timeout": LONG, **options})


@contextmanager
def doomed(**options: Any) -> Iterator[Client64]:
    """A client whose host may be hanging at the end, and is ended then without a word."""
    client = workbench(**options)
    try:
        yield client
    finally:
        client.kill()
        client.shutdown_server32()


def free_port(host: str = "127.0.0.1") -> int:
    """A port that nobody uses now."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


@contextmanager
def in_threads(count: int = 8) -> Iterator[Callable[..., Future[Any]]]:
    """Gives a function that calls another one in a thread of its own."""
    with ThreadPoolExecutor(count) as threads:
        yield threads.submit


def wait_for_file(path: Path) -> None:
    """Wait until the host has made it."""
    deadline = time.monotonic() + LONG
    while not path.exists():
        assert time.monotonic() < deadline, f"{path.name} was not made"
        time.sleep(0.005)


class Begun:
    """An event for a server to set: the call that gets `function` has begun."""

    def __init__(self, client: Client64) -> None:
        self._event = threading.Event()
        self.function = client.callback(self._event.set)

    def wait(self) -> None:
        """Wait until the call has begun."""
        assert self._event.wait(LONG), "the call has not begun"


@contextmanager
def holding(client: Client64, gate: Path) -> Iterator[Future[Any]]:
    """Within the block the host is in a call, and reads no requests; gives what that call will return."""
    from probe32.launch import to_host_path

    begun = Begun(client)
    with in_threads(1) as submit:
        held = submit(client.request32, "hold_until", to_host_path(gate), begun.function)
        begun.wait()
        try:
            yield held
        finally:
            gate.touch()
    assert held.result(LONG) == "held"


class Listener:
    """Collects what a host prints, for `on_output`, and tells when it has come."""

    def __init__(self) -> None:
        self.pieces: list[Output] = []
        self._news = threading.Condition()

    def __call__(self, piece: Output) -> None:
        with self._news:
            self.pieces.append(piece)
            self._news.notify_all()

    def clear(self) -> None:
        """Forget what came so far."""
        with self._news:
            self.pieces.clear()

    def data(self, stream: str = "stdout") -> bytes:
        """All that came on a stream so far."""
        return b"".join(each.data for each in self.pieces if each.stream == stream)

    def wait_for(self, data: bytes, stream: str = "stdout") -> None:
        """Wait until this has come."""
        with self._news:
            assert self._news.wait_for(lambda: data in self.data(stream), LONG), f"{data!r} did not come"

"""A client's hosts one after the other, and what happens in between."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from probe32 import Client64, ConnectionTimeoutError, ResponseTimeoutError
from probe32.errors import HostDiedError
from probe32.launch import to_host_path

posix = pytest.mark.skipif(sys.platform == "win32", reason="this needs POSIX signals")


class Life(Client64):
    """The server starts as the file `trap` says: see there."""

    def __init__(self, trap: Path, **options: Any) -> None:
        server = Path(__file__).parent / "programs" / "trapped_server.py"
        super().__init__(server, trap=to_host_path(trap), **options)

    @property
    def host_pid(self) -> int:
        assert self.connection
        return self.connection.process.pid


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    return tmp_path / "trap"


def wait_until_starting(trap: Path) -> None:
    """The host has read `trap`, and says so by removing it."""
    deadline = time.monotonic() + 60
    while trap.exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_host_that_hangs_at_its_start_can_be_killed_from_another_thread(trap: Path) -> None:
    with Life(trap, timeout=60) as client:
        client.kill()
        trap.write_text("hang")
        errors: list[BaseException] = []

        def restart() -> None:
            try:
                client.restart()
            except ConnectionTimeoutError as error:
                errors.append(error)

        restarting = threading.Thread(target=restart)
        restarting.start()
        wait_until_starting(trap)
        client.kill()
        restarting.join(10)
        assert "was killed" in str(errors[0])
        client.restart()
        assert client.request32("answer") == 42


def test_a_request_that_waits_for_the_shutdown_starts_no_host(trap: Path) -> None:
    client = Life(trap, timeout=60, restart="auto")
    keeper = client._keeper()
    client.kill()
    errors: list[BaseException] = []

    def ask() -> None:
        try:
            client.request32("answer")
        except HostDiedError as error:
            errors.append(error)

    asking = threading.Thread(target=ask)
    with keeper._life:  # as somebody has who is just restarting
        asking.start()
        while sys._current_frames()[asking.ident or 0].f_code.co_name != "_living":
            time.sleep(0.01)
        client.shutdown_server32()
    asking.join(30)
    assert errors
    assert (client.connection, client.generation) == (None, 1)


def test_bytes_are_counted_once_though_a_restart_fails(trap: Path) -> None:
    with Life(trap, timeout=60) as client:
        client.request32("answer")
        before = client.statistics().sent_bytes
        for _ in range(3):
            trap.write_text("fail")
            with pytest.raises(ConnectionTimeoutError):
                client.restart()
        assert client.statistics().sent_bytes == before


@posix
def test_memory_of_a_host_that_answers_nothing_is_given_up_at_the_deadline(trap: Path) -> None:
    with Life(trap, timeout=60) as client:
        os.kill(client.host_pid, signal.SIGSTOP)
        with pytest.raises(ResponseTimeoutError), client.deadline(0.2):
            client.read_memory(0x10000, 1)
        client.kill()

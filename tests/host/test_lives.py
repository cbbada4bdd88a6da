"""A client's hosts one after the other, and what happens in between."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Literal

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


@pytest.fixture(params=["pipes", "tcp"])
def port(request: pytest.FixtureRequest) -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1]) if request.param == "tcp" else 0


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
        restarting.join(60)
        assert "was killed" in str(errors[0])
        client.restart()
        assert client.request32("answer") == 42


@pytest.mark.parametrize("restart", ["manual", "auto"])
def test_a_set_up_call_that_ends_the_new_host_leaves_the_client_usable(
    trap: Path, restart: Literal["manual", "auto"]
) -> None:
    with Life(trap, timeout=60, restart=restart) as client:
        with client.set_up():
            client.request32("prepare")
        trap.write_text("die in the set-up")
        client.kill()
        for _ in range(2):
            with pytest.raises(HostDiedError, match="exit code 5"):
                client.restart() if restart == "manual" else client.request32("answer")
        trap.unlink()
        if restart == "manual":
            client.restart()
        assert client.request32("answer") == 42
        assert client.generation == 2


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


FORK = """
import os, sys
from probe32 import Client64
from probe32.errors import HostDiedError

client = Client64(sys.argv[1], trap="none", timeout=60, port=int(sys.argv[2]))
assert client.request32("answer") == 42
copy = os.fork()
if not copy:
    try:
        client.request32("answer")
    except HostDiedError as error:
        print(error, flush=True)
    client.restart()
    assert client.request32("answer") == 42
    print("the copy has a host of its own", flush=True)
    sys.exit()
assert os.waitpid(copy, 0)[1] == 0
assert client.request32("answer") == 42
print("the original goes on", flush=True)
if not os.fork():
    sys.stdin.read()
    os._exit(0)
print(client.connection.process.pid, flush=True)
sys.stdin.read()
"""


@posix
def test_a_copy_of_the_process_leaves_the_host_to_the_original(port: int) -> None:
    server = Path(__file__).parent / "programs" / "trapped_server.py"
    command = [sys.executable, "-c", FORK, str(server), str(port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as client:
        assert client.stdout
        assert [client.stdout.readline().rstrip("\n") for _ in range(3)] == [
            "The 32-bit host belongs to the process of which this one is a copy.",
            "the copy has a host of its own",
            "the original goes on",
        ]
        host = os.pidfd_open(int(client.stdout.readline()))
        client.kill()  # the second copy lives on
        try:
            assert select.select([host], [], [], 60)[0], "the host does not follow"
        finally:
            os.close(host)

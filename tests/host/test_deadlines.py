"""Deadlines, the death of a host, and what comes after: `deadline`, `restart`, `set_up`."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from workbench import LONG, Begun, doomed, free_port, holding, in_threads, workbench

from probe32 import Client64, ResponseTimeoutError, Server32Error
from probe32.errors import HostDiedError, HostError
from probe32.launch import find_host, to_host_path


@pytest.fixture(scope="module", params=["pipes", "tcp"])
def client(request: pytest.FixtureRequest) -> Iterator[Client64]:
    with workbench(port=0 if request.param == "pipes" else free_port()) as made:
        yield made


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    """What `hold_until` waits for."""
    return tmp_path / "go on"


def hold(client: Client64, gate: Path) -> str:
    return str(client.request32("hold_until", to_host_path(gate)))


# -- deadlines


def test_a_deadline_for_the_requests_of_a_block(client: Client64, gate: Path) -> None:
    with client.deadline(0.1):
        for _ in range(2):
            with pytest.raises(ResponseTimeoutError):
                hold(client, gate)
    threading.Timer(0.2, gate.touch).start()
    assert hold(client, gate) == "held"
    with client.deadline(LONG):
        assert client.request32("double", 1) == 2


def test_the_innermost_deadline_counts(client: Client64, gate: Path) -> None:
    with client.deadline(0.2):
        with client.deadline(None):
            threading.Timer(0.3, gate.touch).start()
            assert hold(client, gate) == "held"
        gate.unlink()
        with client.deadline(0.1), pytest.raises(ResponseTimeoutError, match=r"0\.1 seconds"):
            hold(client, gate)
        with pytest.raises(ResponseTimeoutError, match=r"0\.2 seconds"):
            client.request32("double", 1)  # waits behind the other one
        gate.touch()
    assert client.request32("double", 1) == 2


def test_a_deadline_ends_with_its_block_also_by_an_exception(client: Client64, gate: Path) -> None:
    with pytest.raises(ZeroDivisionError), client.deadline(0.05):
        raise ZeroDivisionError
    threading.Timer(0.2, gate.touch).start()
    assert hold(client, gate) == "held"


def test_a_deadline_is_for_this_thread_and_this_client(client: Client64, gate: Path) -> None:
    with workbench() as other, client.deadline(0.2), holding(client, gate), holding(other, gate):
        with pytest.raises(ResponseTimeoutError):
            client.request32("double", 1)
        with other.deadline(0.1), pytest.raises(ResponseTimeoutError, match=r"0\.1"):
            other.request32("double", 1)


def test_a_deadline_for_the_whole_client(gate: Path) -> None:
    with workbench(rpc_timeout=0.2) as client:
        with pytest.raises(ResponseTimeoutError, match=r"0\.2 seconds"):
            hold(client, gate)
        with client.deadline(None):
            threading.Timer(0.3, gate.touch).start()
            assert hold(client, gate) == "held"


def test_the_default_is_that_of_sockets(monkeypatch: pytest.MonkeyPatch, gate: Path) -> None:
    monkeypatch.setattr("socket.getdefaulttimeout", lambda: 0.2)
    with workbench() as client:
        with pytest.raises(ResponseTimeoutError, match=r"0\.2 seconds"):
            hold(client, gate)
        gate.touch()


def test_no_time_at_all(client: Client64, gate: Path) -> None:
    with holding(client, gate):
        for seconds in (0, -1, 1e-9):
            with client.deadline(seconds), pytest.raises(ResponseTimeoutError):
                client.request32("double", 1)
    assert client.request32("double", 1) == 2


def test_late_answers_are_thrown_away(client: Client64, gate: Path) -> None:
    with client.deadline(0.1), pytest.raises(ResponseTimeoutError):
        hold(client, gate)
    with client.deadline(0.1), pytest.raises(ResponseTimeoutError):
        client.request32("filled", 7, 1_000_000)
    gate.touch()
    assert [client.request32("echo", each) for each in range(5)] == list(range(5))


def test_an_answer_that_comes_just_at_the_deadline(client: Client64) -> None:
    """Then the host is idle when it is asked where it is. Which of them come too late is chance."""
    for index in range(60):
        with client.deadline(0.00002 * index), suppress(ResponseTimeoutError):
            assert client.request32("double", index) == 2 * index
    assert client.request32("double", 5) == 10


def test_many_threads_with_deadlines(client: Client64, gate: Path) -> None:
    def work(number: int) -> bool:
        with client.deadline(0.05 * (number % 4 + 1)), pytest.raises(ResponseTimeoutError) as caught:
            client.request32("echo", number)
        return caught.value.seconds == 0.05 * (number % 4 + 1)

    with holding(client, gate), in_threads(8) as submit:
        assert all(each.result(LONG) for each in [submit(work, number) for number in range(8)])
    assert client.request32("double", 2) == 4


def test_the_exception_tells_what_where_and_after_what() -> None:
    with doomed() as client:
        client.request32("double", 1)
        with client.deadline(0.3), pytest.raises(ResponseTimeoutError) as caught:
            client.request32("hang")
    error = caught.value
    assert (error.name, error.seconds, error.kind) == ("hang", 0.3, "timeout")
    assert isinstance(error, OSError)
    assert any("kernel" in each.module.lower() or "ntdll" in each.module.lower() for each in error.hang.places)
    assert error.module == error.hang.places[0].module
    assert error.offset == error.hang.places[0].offset
    assert str(error.hang) in str(error)
    assert error.last_calls == ("double(1)", "hang()")
    assert "restart()" in error.hint
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.seconds, again.hang) == (str(error), 0.3, error.hang)


def test_a_deadline_of_a_batch_is_for_all_of_it(client: Client64, gate: Path) -> None:
    batch = client.batch()
    results = [batch.double(1), batch.hold_until(to_host_path(gate)), batch.double(2)]
    with client.deadline(0.2), pytest.raises(ResponseTimeoutError, match="'a batch of 3 calls'"):
        batch.send()
    assert not any(each.ready for each in results)
    gate.touch()
    gate = gate.with_name("the next")
    with holding(client, gate), client.deadline(0.1), pytest.raises(ResponseTimeoutError, match="'double'"):
        client.request32_many("double", [(1,), (2,)])
    assert client.request32("double", 3) == 6


@pytest.mark.skipif(sys.platform == "win32", reason="nobody presses Ctrl+C there")
@pytest.mark.parametrize("others", [0, 3], ids=["alone", "among others"])
def test_ctrl_c_ends_the_wait_and_the_client_lives_on(client: Client64, gate: Path, others: int) -> None:
    assert client.connection
    opened = client.connection.connection.opened

    def press() -> None:
        while len(opened) < others + 1:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    pressing = threading.Thread(target=press)
    with in_threads(others or 1) as submit:
        waiting = [submit(hold, client, gate) for _ in range(others)]
        with pytest.raises(KeyboardInterrupt):
            press_and_hold(pressing, client, gate)
        gate.touch()
        assert [each.result(LONG) for each in waiting] == ["held"] * others
    pressing.join()
    assert client.request32("double", 2) == 4
    assert not opened


def press_and_hold(pressing: threading.Thread, client: Client64, gate: Path) -> None:
    pressing.start()
    hold(client, gate)


# -- death


def test_what_a_dead_host_leaves_behind_in_the_exception() -> None:
    with doomed() as client:
        client.request32("double", 1)
        client.request32("echo", "x" * 1000)
        with pytest.raises(HostDiedError) as caught:
            client.request32("exit_process", 7)
        error = caught.value
        assert (error.host_exit_code, error.code, error.fault, error.module, error.offset) == (7, 7, None, "", None)
        assert str(error) == "The 32-bit host ended with exit code 7."
        assert error.last_calls[0] == "double(1)"
        assert error.last_calls[1].startswith("echo('xxx")
        assert len(error.last_calls[1]) < 100
        assert error.last_calls[2] == "exit_process(7)"
        assert "restart()" in error.hint
        with pytest.raises(HostDiedError, match="exit code 7"):
            client.request32("double", 2)
        with pytest.raises(HostDiedError, match="exit code 7"):
            client.read_memory(0x1000, 1)
        assert not client.ping()
        assert client.connection is None
        assert repr(client).endswith("closed>")


def test_the_last_calls_are_ten_and_keep_no_large_values(client: Client64, gate: Path) -> None:
    import gc
    import weakref

    class Held(bytearray):
        pass

    value = Held(100)
    watched = weakref.ref(value)
    with pytest.raises(TypeError):
        client.request32("echo", value)  # a class of this function's own can't be pickled
    del value
    gc.collect()
    assert watched() is None
    for number in range(15):
        client.request32("double", number)
    with client.deadline(0.02), pytest.raises(ResponseTimeoutError) as caught:
        client.request32("hold_until", path=to_host_path(gate))
    gate.touch()
    *before, last = caught.value.last_calls
    assert before == [f"double({number})" for number in range(6, 15)]
    assert last.startswith("hold_until(path='")


def test_a_host_killed_from_another_thread_ends_all_requests() -> None:
    with doomed() as client, in_threads(4) as submit:
        begun = Begun(client)
        waiting = [submit(client.request32, "hang", begun.function)]
        begun.wait()
        waiting += [submit(client.request32, "double", each) for each in range(3)]
        client.kill()
        for each in waiting:
            with pytest.raises(HostDiedError, match="was killed"):
                each.result(LONG)
        client.kill()


def test_what_ends_the_host_in_a_batch_ends_the_batch() -> None:
    with doomed() as client:
        batch = client.batch()
        for name, number in (("double", 1), ("exit_process", 9), ("double", 2)):
            batch.request32(name, number)
        with pytest.raises(HostDiedError, match="exit code 9") as caught:
            batch.send()
    assert caught.value.last_calls == ("a batch of 3 calls, first double(1)",)


def test_what_a_method_raises_never_ends_the_host(client: Client64) -> None:
    for name, args, told in (
        ("leave", (3,), "SystemExit: 3"),
        ("interrupt", (), "KeyboardInterrupt"),
        ("fail_without_text", (), "UnprintableError"),
    ):
        with pytest.raises(Server32Error, match=told):
            client.request32(name, *args)
    with pytest.raises(TypeError, match="the 64-bit process cannot read what arrived"):
        client.request32("unreadable")
    assert client.request32("double", 1) == 2


# -- restart


def test_a_restart_gives_a_new_host_that_knows_nothing() -> None:
    with doomed() as client:
        assert client.request32("keep", 1) == 1
        assert client.connection
        first, generation = client.connection.process.pid, client.generation
        with pytest.raises(HostDiedError):
            client.request32("exit_process", 1)
        client.restart()
        assert client.connection
        assert (client.generation, client.connection.process.pid != first) == (generation + 1, True)
        assert client.request32("keep", 1) == 1


def test_a_restart_ends_a_host_that_hangs() -> None:
    with doomed() as client:
        with client.deadline(0.2), pytest.raises(ResponseTimeoutError):
            client.request32("hang")
        assert client.connection
        process = client.connection.process
        client.restart()
        assert process.ended.is_set()
        assert client.request32("double", 1) == 2


def test_a_restart_of_a_healthy_host_and_after_a_shutdown() -> None:
    client = workbench(farewell="good-bye")
    client.restart()
    assert client.request32("double", 1) == 2
    stdout, _ = client.shutdown_server32()
    assert stdout.read().split() == [b"good-bye"]
    with pytest.raises(HostDiedError) as refused:
        client.request32("double", 1)
    assert str(refused.value) == "The client was shut down, and its 32-bit host with it."
    assert refused.value.hint.startswith("Make a new client, or start a new host with restart()")
    client.restart()
    assert client.request32("double", 2) == 4
    client.request32("say", "hello")
    assert client.shutdown_server32()[0].read().split() == [b"hello", b"good-bye"]


def test_a_restart_over_tcp() -> None:
    with doomed(port=free_port()) as client:
        with pytest.raises(HostDiedError):
            client.request32("exit_process", 1)
        client.restart()
        assert client.request32("double", 1) == 2


def test_what_was_set_up_is_set_up_again_in_order() -> None:
    with doomed() as client:
        with client.set_up():
            client.request32("note", 1)
            client.request32("note", value=2)
            with pytest.raises(Server32Error):
                client.request32("fail", "not worth repeating")
            client.request32("note", 3)
        client.request32("note", 4)
        assert [(each.name, each.args, each.kwargs) for each in client.set_up_calls] == [
            ("note", (1,), {}),
            ("note", (), {"value": 2}),
            ("note", (3,), {}),
        ]
        client.restart()
        assert client.request32("noted_so_far") == [1, 2, 3]
        client.forget_set_up()
        assert client.set_up_calls == ()
        client.restart()
        assert client.request32("noted_so_far") == []


def test_set_up_counts_batches_many_and_coroutines_too() -> None:
    import asyncio

    with doomed() as client:
        with client.set_up():
            client.request32_many("note", [(1,), (2,)])
            with client.batch() as batch:
                batch.note(3)
                batch.fail("not worth repeating")
                batch.note(4)
            asyncio.run(client.request32_async("note", 5))
        client.restart()
        assert client.request32("noted_so_far") == [1, 2, 3, 4, 5]


def test_set_up_is_for_this_thread_and_this_client(client: Client64) -> None:
    with workbench() as other, in_threads(1) as submit, other.set_up():
        client.request32("note", 1)
        submit(other.request32, "note", 1).result(LONG)
        assert client.set_up_calls == other.set_up_calls == ()


def test_functions_may_be_set_up() -> None:
    called: list[int] = []
    with doomed() as client:
        with client.set_up():
            client.request32("call", client.callback(called.append), 1)
            client.request32("keep_function", client.callback(lambda number: number + 1))
        client.restart()
        assert called == [1, 1]
        assert client.request32("call_kept_function", 41) == 42


def test_a_set_up_that_fails_in_the_new_host(tmp_path: Path) -> None:
    file = tmp_path / "licence"
    file.touch()
    with doomed() as client:
        with client.set_up():
            client.request32("need_file", to_host_path(file))
        file.unlink()
        with pytest.raises(Server32Error, match="there is no licence"):
            client.restart()
        with pytest.raises(HostDiedError):
            client.request32("double", 1)
        file.touch()
        client.restart()
        assert client.request32("double", 1) == 2


def test_a_set_up_that_hangs_or_dies_in_the_new_host(tmp_path: Path) -> None:
    file = tmp_path / "ready"
    with doomed(timeout=LONG) as client:
        file.touch()
        with client.set_up():
            client.request32("exit_without", to_host_path(file))
        file.unlink()
        with pytest.raises(HostDiedError, match="exit code 5"):
            client.restart()
        client.forget_set_up()
        client.restart()
        assert client.request32("double", 1) == 2


# -- by itself


def test_with_auto_the_next_request_starts_a_new_host() -> None:
    with workbench(restart="auto") as client:
        with client.set_up():
            client.request32("note", "set up")
        with pytest.raises(HostDiedError, match="exit code 3"):
            client.request32("exit_process", 3)
        assert client.request32("noted_so_far") == ["set up"]
        assert client.generation == 2


def test_with_auto_a_late_host_is_replaced() -> None:
    with workbench(restart="auto") as client:
        with client.deadline(0.2), pytest.raises(ResponseTimeoutError) as caught:
            client.request32("hang")
        assert "next request starts a new one" in caught.value.hint
        assert client.request32("double", 1) == 2
        assert client.generation == 2


def test_with_auto_many_threads_start_one_new_host() -> None:
    with workbench(restart="auto") as client, in_threads(6) as submit:
        client.kill()
        results = [submit(client.request32, "double", each) for each in range(6)]
        assert [each.result(LONG) for each in results] == [0, 2, 4, 6, 8, 10]
        assert client.generation == 2


def test_with_auto_a_shutdown_is_final_until_a_restart() -> None:
    client = workbench(restart="auto")
    client.shutdown_server32()
    with pytest.raises(HostDiedError, match="The client was shut down"):
        client.request32("double", 1)
    client.restart()
    assert client.request32("double", 1) == 2
    client.shutdown_server32()


@pytest.mark.skipif(sys.platform == "win32", reason="makes a symbolic link to a folder")
def test_a_host_that_cannot_be_started_again(tmp_path: Path) -> None:
    folder = tmp_path / "host"
    folder.symlink_to(find_host().executable.parent)
    with doomed(restart="auto", server32_dir=folder) as client:
        client.kill()
        away = folder.rename(tmp_path / "elsewhere")
        for _ in range(2):
            with pytest.raises(HostError, match="Cannot find a 32-bit Python"):
                client.request32("double", 1)
        away.rename(folder)
        assert client.request32("double", 1) == 2


def test_a_restart_while_others_wait() -> None:
    with doomed() as client, in_threads(3) as submit:
        begun = Begun(client)
        waiting = submit(client.request32, "hang", begun.function)
        begun.wait()
        restarts = [submit(client.restart) for _ in range(2)]
        with pytest.raises(HostDiedError):
            waiting.result(LONG)
        for each in restarts:
            each.result(LONG)
        assert client.request32("double", 1) == 2
        assert client.generation == 3


def test_a_shutdown_does_not_hide_why_the_host_ended() -> None:
    client = workbench()
    with pytest.raises(HostDiedError):
        client.request32("exit_process", 7)
    client.shutdown_server32()
    with pytest.raises(HostDiedError, match="ended with exit code 7"):
        client.request32("double", 1)

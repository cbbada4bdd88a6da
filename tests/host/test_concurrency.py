"""Many requests at a time: threads, asyncio, workers, and what a busy host still answers."""

from __future__ import annotations

import asyncio
import random
import socket
import subprocess
import sys
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import wait as wait_for_futures
from pathlib import Path
from typing import Any, TypeVar

import pytest
from watched_process import watched
from workbench import LONG, PROGRAMS, Begun, doomed, free_port, holding, in_threads, workbench

from probe32 import Client64, ResponseTimeoutError, Server32Error
from probe32.errors import HostDiedError
from probe32.launch import to_host_path

T = TypeVar("T")


@pytest.fixture(scope="module", params=["pipes", "tcp"])
def client(request: pytest.FixtureRequest) -> Iterator[Client64]:
    """A host for all tests that leave it as it was."""
    with workbench(port=0 if request.param == "pipes" else free_port()) as made:
        run(made.request32_async("double", 1))  # its threads for asyncio stay as long as it does
        yield made


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(asyncio.wait_for(coroutine, LONG))


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    """What `hold_until` waits for."""
    return tmp_path / "go on"


# -- threads


def test_each_thread_gets_the_answers_to_its_own_requests(client: Client64) -> None:
    def work(thread: int) -> list[object]:
        numbers = random.Random(thread)
        asked = [(thread, index, bytes(numbers.choice((0, 10, 100_000)))) for index in range(100)]
        return [(each, got) for each in asked if (got := client.request32("echo", each)) != each]

    with in_threads(8) as submit:
        assert [each.result(LONG) for each in [submit(work, thread) for thread in range(8)]] == [[]] * 8
    assert nothing_is_open(client)


def test_errors_go_to_the_thread_that_caused_them(client: Client64) -> None:
    def work(thread: int) -> int:
        if thread % 2:
            assert client.request32("double", thread) == 2 * thread
            return 0
        with pytest.raises(Server32Error) as caught:
            client.request32("fail", f"number {thread}")
        return int(caught.value.value == f"number {thread}")

    with in_threads(8) as submit:
        assert sum(each.result(LONG) for each in [submit(work, thread) for thread in range(200)]) == 100


def test_calls_are_made_one_after_the_other_on_the_main_thread(client: Client64, gate: Path) -> None:
    client.request32("noted_so_far")
    with in_threads(5) as submit:
        with holding(client, gate):
            others = [submit(client.request32, "note", each) for each in range(5)]
        assert sorted(each.result(LONG) for each in others) == list(range(5))
    assert client.request32("is_main_thread")
    assert sorted(client.request32("noted_so_far")) == list(range(5))


# -- a host that is busy


@pytest.fixture
def busy(client: Client64, gate: Path) -> Iterator[Client64]:
    """A client whose host is in a call all the time, and reads no requests."""
    with holding(client, gate) as held:
        yield client
        assert not held.done()


def test_a_busy_host_answers_pings(busy: Client64) -> None:
    assert busy.ping(timeout=LONG)


def test_a_busy_host_shows_its_memory(client: Client64, gate: Path) -> None:
    address = client.request32("address_of", b"somewhere in the host")
    with holding(client, gate):
        assert client.read_memory(address + 13, 8) == b"the host"
        with pytest.raises(ValueError, match="0x00000010"):
            client.read_memory(0x10, 4)


def test_an_idle_host_answers_too(client: Client64) -> None:
    assert client.ping(timeout=LONG)
    address = client.request32("address_of", b"idle")
    assert client.read_memory(address, 4) == b"idle"


def test_many_threads_ask_a_busy_host(busy: Client64) -> None:
    with in_threads(8) as submit:
        assert all(each.result(LONG) for each in [submit(busy.ping, LONG) for _ in range(40)])


def test_a_busy_host_leaves_when_the_call_is_done(gate: Path) -> None:
    client = workbench(farewell="good-bye")
    begun = Begun(client)
    with in_threads(2) as submit:
        held = submit(client.request32, "hold_until", to_host_path(gate), begun.function)
        begun.wait()
        leaving = submit(client.shutdown_server32)
        assert client.ping(timeout=LONG)
        assert not leaving.done()
        gate.touch()
        assert held.result(LONG) == "held"
        assert leaving.result(LONG)[0].read().split() == [b"good-bye"]
    assert not client.ping(timeout=1)


# -- asyncio


def test_many_coroutines_get_their_answers(client: Client64) -> None:
    async def ask() -> list[int]:
        return await asyncio.gather(*(client.request32_async("double", each) for each in range(300)))

    assert run(ask()) == [2 * each for each in range(300)]


def test_coroutines_requests_are_made_in_order(client: Client64) -> None:
    client.request32("noted_so_far")

    async def ask() -> None:
        await asyncio.gather(*(client.request32_async("note", each) for each in range(200)))

    run(ask())
    assert client.request32("noted_so_far") == list(range(200))


def test_the_loop_goes_on_while_a_call_lasts(client: Client64, gate: Path) -> None:
    async def ask() -> object:
        call = asyncio.create_task(client.request32_async("hold_until", to_host_path(gate)))
        for _ in range(100):
            await asyncio.sleep(0)
        assert not call.done()
        gate.touch()
        return await call

    assert run(ask()) == "held"


def test_a_cancelled_wait_disturbs_nobody(client: Client64, gate: Path) -> None:
    begun = Begun(client)

    async def ask() -> list[int]:
        cancelled = asyncio.create_task(client.request32_async("hold_until", to_host_path(gate), begun.function))
        await asyncio.to_thread(begun.wait)
        others = [asyncio.create_task(client.request32_async("double", each)) for each in range(20)]
        also_cancelled = asyncio.create_task(client.request32_async("note", "cancelled too"))
        await asyncio.sleep(0)
        cancelled.cancel()
        also_cancelled.cancel()
        gate.touch()
        done = await asyncio.gather(*others, cancelled, also_cancelled, return_exceptions=True)
        assert all(isinstance(each, asyncio.CancelledError) for each in done[20:])
        return done[:20]  # type: ignore[return-value]

    assert run(ask()) == [2 * each for each in range(20)]
    client.request32("noted_so_far")
    assert client.request32("double", 4) == 8


def test_cancelling_at_any_moment_mixes_nothing_up(client: Client64) -> None:
    async def ask(number: int) -> object:
        task = asyncio.create_task(client.request32_async("echo", (number, bytes(number % 3 * 50_000))))
        for _ in range(number % 7):
            await asyncio.sleep(0)
        if number % 2:
            task.cancel()
        try:
            return await task
        except asyncio.CancelledError:
            return None

    async def all_of_them() -> list[object]:
        return await asyncio.gather(*(ask(number) for number in range(150)))

    for number, got in enumerate(run(all_of_them())):
        assert got in (None, (number, bytes(number % 3 * 50_000)))
        assert got or number % 2
    client.request32("double", 1)
    assert nothing_is_open(client)


def nothing_is_open(client: Client64) -> bool:
    """Whether the client remembers nothing of requests that are answered, or that nobody waits for."""
    assert client.connection
    connection = client.connection.connection
    memory = connection._memory
    return (set(connection.mailbox.expected), connection.opened, memory.held, memory.answered) == ({0}, {}, {}, {})


def test_a_deadline_of_one_task_is_not_that_of_another(client: Client64, gate: Path) -> None:
    async def ask() -> tuple[object, object]:
        async def hurried() -> object:
            with client.deadline(0.2):
                return await client.request32_async("hold_until", to_host_path(gate))

        async def patient() -> object:
            return await client.request32_async("double", 21)

        late, patiently = asyncio.create_task(hurried()), asyncio.create_task(patient())
        with pytest.raises(ResponseTimeoutError, match=r"'hold_until' within 0\.2 seconds") as caught:
            await late
        gate.touch()
        return caught.value.seconds, await patiently

    assert run(ask()) == (0.2, 42)


def test_functions_are_called_for_a_coroutine_in_another_thread_and_may_ask(client: Client64) -> None:
    seen: list[threading.Thread] = []

    def function(number: int) -> int:
        seen.append(threading.current_thread())
        return int(client.request32("double", number)) + 1

    async def ask() -> object:
        return await client.request32_async("call_many", client.callback(function), 3)

    assert run(ask()) == [1, 3, 5]
    assert threading.main_thread() not in seen


def test_a_function_may_reach_back_into_the_loop(client: Client64) -> None:
    async def ask() -> object:
        loop = asyncio.get_running_loop()

        async def answer(text: str) -> str:
            await asyncio.sleep(0)
            return f"{text} from the loop"

        def function(text: str) -> str:
            return asyncio.run_coroutine_threadsafe(answer(text), loop).result(LONG)

        return await client.request32_async("call", client.callback(function), "hello")

    assert run(ask()) == "hello from the loop"


def test_an_error_in_a_function_comes_back_to_the_coroutine(client: Client64) -> None:
    def function() -> None:
        raise KeyError("lost")

    async def ask() -> None:
        await client.request32_async("call", client.callback(function))

    with pytest.raises(Server32Error, match="lost") as caught:
        run(ask())
    assert isinstance(caught.value.__cause__, KeyError)


def test_coroutines_and_threads_together(client: Client64) -> None:
    async def ask() -> list[int]:
        return await asyncio.gather(*(client.request32_async("double", each) for each in range(200)))

    def work() -> list[int]:
        return [client.request32("double", each) for each in range(200)]

    with in_threads(6) as submit:
        results = [submit(run, ask()) for _ in range(2)] + [submit(work) for _ in range(4)]
        assert all(each.result(LONG) == [2 * number for number in range(200)] for each in results)


def test_large_answers_to_coroutines(client: Client64) -> None:
    async def ask() -> list[int]:
        answers = await asyncio.gather(*(client.request32_async("filled", each, 300_000) for each in range(20)))
        return [answer[0] for answer in answers if len(set(answer)) == 1 and len(answer) == 300_000]

    assert run(ask()) == list(range(20))


def test_what_cannot_travel_is_the_coroutines_error_too(client: Client64) -> None:
    with pytest.raises(TypeError, match="cannot travel"):
        run(client.request32_async("echo", lambda: None))
    assert run(client.request32_async("double", 1)) == 2


def test_a_loop_that_is_closed_in_the_midst_of_a_request(client: Client64, gate: Path) -> None:
    begun = Begun(client)

    async def abandon() -> None:
        asyncio.create_task(client.request32_async("hold_until", to_host_path(gate), begun.function))  # noqa: RUF006
        await asyncio.to_thread(begun.wait)

    run(abandon())
    gate.touch()
    assert client.request32("double", 2) == 4
    assert run(client.request32_async("double", 3)) == 6


def test_a_host_that_dies_ends_all_waits() -> None:
    async def ask(client: Client64) -> list[object]:
        begun = Begun(client)
        waits = [asyncio.create_task(client.request32_async("hang", begun.function))]
        await asyncio.to_thread(begun.wait)
        waits += [asyncio.create_task(client.request32_async("double", each)) for each in range(5)]
        await asyncio.sleep(0)
        client.kill()
        return await asyncio.gather(*waits, return_exceptions=True)

    with doomed() as client:
        died = run(ask(client))
        assert [type(each) for each in died] == [HostDiedError] * 6
        with pytest.raises(HostDiedError, match="was killed"):
            run(client.request32_async("double", 1))


def test_a_host_that_closes_its_pipes_ends_all_waits() -> None:
    for ask in (
        lambda client: run(client.request32_async("close_pipe")),
        lambda client: client.request32("close_pipe"),
    ):
        with doomed() as client:
            assert client.connection
            process = client.connection.process
            with pytest.raises(HostDiedError):
                ask(client)
            assert process.ended.is_set(), "a host that nobody can reach is ended"


def test_nonsense_on_the_wire_ends_all_waits() -> None:
    with doomed() as client:
        with pytest.raises(HostDiedError):
            run(client.request32_async("talk_nonsense"))
        client.restart()
        with pytest.raises(HostDiedError):
            client.request32("talk_nonsense")
        client.restart()
        assert run(client.request32_async("double", 1)) == 2


def test_after_its_death_a_host_is_replaced_for_coroutines_too() -> None:
    async def ask(client: Client64) -> list[object]:
        with pytest.raises(HostDiedError):
            await client.request32_async("exit_process", 3)
        return await asyncio.gather(*(client.request32_async("double", each) for each in range(5)))

    with workbench(restart="auto") as client:
        assert run(ask(client)) == [0, 2, 4, 6, 8]
        assert client.generation == 2


def test_coroutines_before_a_shutdown_and_after_a_restart() -> None:
    with workbench() as client:
        assert run(client.request32_async("double", 1)) == 2
        client.shutdown_server32()
        with pytest.raises(HostDiedError):
            run(client.request32_async("double", 1))
        client.restart()
        assert run(client.request32_async("double", 2)) == 4


# -- workers


@pytest.fixture(scope="module")
def parallel() -> Iterator[Client64]:
    with workbench("parallel_server") as made:
        run(made.request32_async("double", 1))
        with in_threads(2) as submit:  # each makes one of the host's workers
            wait_for_futures([submit(made.request32, "double", 1) for _ in range(2)])
        yield made


def test_one_after_the_other_two_calls_never_meet(client: Client64) -> None:
    with in_threads(2) as submit:
        calls = [submit(client.request32, "meet", place, 200) for place in (0, 1)]
        assert sorted(each.result(LONG) for each in calls) == [0, 258]  # the first has waited in vain
    client.request32("part")


def test_workers_call_a_library_at_the_same_time(parallel: Client64) -> None:
    with in_threads(2) as submit:
        assert [each.result(LONG) for each in [submit(parallel.request32, "meet", place) for place in (0, 1)]] == [0, 0]

    async def ask() -> list[int]:
        return await asyncio.gather(*(parallel.request32_async("meet", place) for place in (0, 1)))

    assert run(ask()) == [0, 0]
    assert not parallel.request32("is_main_thread")


def test_workers_answer_the_right_requests(parallel: Client64) -> None:
    def work(thread: int) -> bool:
        return all(parallel.request32("echo", (thread, each)) == (thread, each) for each in range(100))

    with in_threads(8) as submit:
        assert all(each.result(LONG) for each in [submit(work, thread) for thread in range(8)])


def test_workers_call_back_each_into_its_own_request(parallel: Client64) -> None:
    def work(thread: int) -> bool:
        function = parallel.callback(lambda number: parallel.request32("double", number) + thread)
        return bool(parallel.request32("call_many", function, 20) == [2 * each + thread for each in range(20)])

    with in_threads(2) as submit:
        assert all(each.result(LONG) for each in [submit(work, thread) for thread in range(2)])


def test_a_failing_worker_works_on(parallel: Client64) -> None:
    for _ in range(3):
        with pytest.raises(Server32Error, match="again"):
            parallel.request32("fail", "again")
        with pytest.raises(Server32Error, match=r"UnprintableError: .its text can't be had"):
            parallel.request32("fail_without_text")
    assert parallel.request32("double", 1) == 2


def test_the_farewell_comes_when_the_workers_are_done(gate: Path) -> None:
    client = workbench("parallel_server", farewell="good-bye")
    begun = Begun(client)
    with in_threads(2) as submit:
        held = submit(client.request32, "hold_until", to_host_path(gate), begun.function)
        begun.wait()
        leaving = submit(client.shutdown_server32)
        gate.touch()
        assert held.result(LONG) == "held"
        assert leaving.result(LONG)[0].read().split() == [b"good-bye"]


def test_a_single_worker_keeps_the_order() -> None:
    async def ask(client: Client64) -> None:
        await asyncio.gather(*(client.request32_async("note", each) for each in range(50)))

    with workbench("single_server") as client:
        run(ask(client))
        assert client.request32("noted_so_far") == list(range(50))
        assert not client.request32("is_main_thread")


@pytest.mark.parametrize("server", ["workbench_server", "parallel_server"])
def test_a_host_with_hanging_calls_follows_its_client(server: str) -> None:
    script = f"""if True:
        import sys, threading
        from probe32 import Client64
        client = Client64({str(PROGRAMS / server)!r}, timeout=30)
        begun = client.callback(lambda: print(client.connection.process.pid, flush=True))
        threading.Thread(target=client.request32, args=("hang", begun), daemon=True).start()
        sys.stdin.read()
    """
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdout
        with watched(int(program.stdout.readline())) as ended:
            program.kill()
            assert ended(LONG), "the host stays"


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
def test_the_sixth_version_of_the_internet_protocol() -> None:
    try:
        port = free_port("::1")
    except OSError:
        pytest.skip("::1 is not there")
    with workbench(host="::1", port=port) as client:
        assert client.request32("double", 1) == 2
        assert repr(client) == f"<Client64 lib=msvcrt.dll address=[::1]:{port}>"
    with workbench(host="::1") as client:
        assert client.port > 0
        assert client.request32("double", 2) == 4

"""Functions of the client that the server calls while it answers a request: `client.callback`."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from workbench import LONG, PROGRAMS, Begun, free_port, in_threads, wait_for_file, workbench

from probe32 import Client64, ResponseTimeoutError, Server32Error
from probe32.errors import CallError
from probe32.launch import to_host_path


@pytest.fixture(scope="module", params=["pipes", "tcp"])
def client(request: pytest.FixtureRequest) -> Iterator[Client64]:
    with workbench(port=0 if request.param == "pipes" else free_port()) as made:
        yield made


@pytest.fixture(scope="module")
def piped() -> Iterator[Client64]:
    """For what doesn't depend on how the bytes travel."""
    with workbench() as made:
        yield made


def test_a_function_is_called_with_what_the_server_gives_and_answers(client: Client64) -> None:
    seen: list[tuple[object, ...]] = []

    def function(*args: object) -> object:
        seen.append(args)
        return {"answer": 42, "large": b"x" * 100_000}

    got = client.request32("call", client.callback(function), 1, "two", [3.0], None)
    assert got == {"answer": 42, "large": b"x" * 100_000}
    assert seen == [(1, "two", [3.0], None)]


def test_it_is_called_in_the_thread_that_waits_for_the_answer(client: Client64) -> None:
    with in_threads(1) as submit:
        here = submit(threading.get_ident).result(LONG)
        assert submit(client.request32, "call", client.callback(threading.get_ident)).result(LONG) == here


def test_many_calls_of_a_function_in_one_request(client: Client64) -> None:
    assert client.request32("call_many", client.callback(lambda n: n * n), 200) == [n * n for n in range(200)]


def test_keywords_both_ways(piped: Client64) -> None:
    function = piped.callback(lambda *args, **kwargs: [list(args), kwargs])
    assert piped.request32("call", function, 1, sep="-", end="!") == [[1], {"sep": "-", "end": "!"}]
    assert piped.request32("call_by_name", function=function) == [["by name"], {}]


def test_a_function_inside_a_container(piped: Client64) -> None:
    functions = [piped.callback(lambda number=number: number) for number in range(3)]
    assert piped.request32("call_in_list", functions) == [0, 1, 2]


def test_functions_in_requests_of_many_and_in_batches(piped: Client64) -> None:
    double = piped.callback(lambda number: 2 * number)
    assert piped.request32_many("call", [(double, number) for number in range(10)]) == list(range(0, 20, 2))
    with piped.batch() as batch:
        results = [batch.call(double, number) for number in range(10)]
    assert [each.result() for each in results] == list(range(0, 20, 2))


def test_a_function_may_make_requests_which_may_call_functions(client: Client64) -> None:
    def descend(depth: int) -> Any:
        if depth == 0:
            return "bottom"
        return client.request32("call", client.callback(descend), depth - 1)

    assert client.request32("call", client.callback(descend), 12) == "bottom"


def test_a_function_may_make_every_kind_of_request(piped: Client64) -> None:
    def function() -> object:
        with piped.batch() as batch:
            result = batch.double(3)
        many = piped.request32_many("double", [(1,), (2,)])
        return (
            piped.request32("double", 21),
            many,
            result.result(),
            piped.ping(LONG),
            len(piped.request32("zeros", 10**6)),
        )

    assert piped.request32("call", piped.callback(function)) == (42, [2, 4], 6, True, 10**6)


def test_requests_of_a_function_run_on_the_main_thread_too(piped: Client64) -> None:
    assert piped.request32("call", piped.callback(lambda: piped.request32("is_main_thread")))


def test_many_threads_call_back_each_to_its_own_function(client: Client64) -> None:
    def work(thread: int) -> bool:
        function = client.callback(lambda number: (thread, threading.get_ident(), client.request32("double", number)))
        expected = [(thread, threading.get_ident(), 2 * number) for number in range(20)]
        return bool(client.request32("call_many", function, 20) == expected)

    with in_threads(8) as submit:
        assert all(each.result(LONG) for each in [submit(work, thread) for thread in range(8)])


# -- exceptions


def raises(error: BaseException) -> Any:
    def function(*args: object) -> None:
        raise error

    return function


def test_an_exception_travels_through_the_server_and_back(client: Client64) -> None:
    lost = KeyError("lost")
    with pytest.raises(Server32Error, match="KeyError: 'lost'") as caught:
        client.request32("call", client.callback(raises(lost)))
    assert (caught.value.name, caught.value.__cause__) == ("CallError", lost)
    assert "return function(*args, **kwargs)" in caught.value.traceback


def test_the_server_may_catch_it(client: Client64) -> None:
    assert client.request32("call_safely", client.callback(raises(ValueError("no")))) == "CallError: ValueError: no"


def test_what_the_server_has_dealt_with_is_no_cause(piped: Client64) -> None:
    piped.request32("call_safely", piped.callback(raises(ValueError("dealt with"))))
    with pytest.raises(Server32Error, match="something else") as caught:
        piped.request32("fail", "something else")
    assert caught.value.__cause__ is None
    with pytest.raises(Server32Error, match="its own reason") as caught:
        piped.request32("call_safely_then_fail", piped.callback(raises(ValueError("dealt with"))), "its own reason")
    assert caught.value.__cause__ is None


def test_causes_are_not_mixed_up_between_threads(client: Client64) -> None:
    def work(thread: int) -> bool:
        mine = KeyError(thread)
        with pytest.raises(Server32Error) as caught:
            client.request32("call", client.callback(raises(mine)))
        return caught.value.__cause__ is mine

    with in_threads(8) as submit:
        assert all(each.result(LONG) for each in [submit(work, thread) for thread in range(40)])


def test_the_cause_in_a_request_for_many(piped: Client64) -> None:
    lost = KeyError("lost")
    functions = [(piped.callback(int),), (piped.callback(raises(lost)),)]
    with pytest.raises(Server32Error) as caught:
        piped.request32_many("call", functions)
    assert (caught.value.index, caught.value.__cause__) == (1, lost)


def test_an_error_of_the_server_in_a_request_of_a_function(piped: Client64) -> None:
    """From the server to the function, from there to the server, and back."""

    def function() -> None:
        piped.request32("fail", "inner")

    with pytest.raises(Server32Error, match="Server32Error: RuntimeError: inner") as caught:
        piped.request32("call", piped.callback(function))
    assert isinstance(caught.value.__cause__, Server32Error)
    assert caught.value.__cause__.value == "inner"


def test_a_function_may_catch_an_error_of_the_server(piped: Client64) -> None:
    def function() -> str:
        with pytest.raises(Server32Error):
            piped.request32("fail", "inner")
        return "caught"

    assert piped.request32("call", piped.callback(function)) == "caught"


def test_an_interruption_ends_the_request_and_the_server_is_told(client: Client64) -> None:
    for error in (KeyboardInterrupt(), SystemExit(3)):
        with pytest.raises(type(error)):
            client.request32("call_safely", client.callback(raises(error)))
        assert client.request32("double", 2) == 4


def test_arguments_and_answers_that_cannot_travel(client: Client64) -> None:
    with pytest.raises(Server32Error, match="a function cannot travel") as caught:
        client.request32("call", client.callback(lambda: lambda: None))
    assert isinstance(caught.value.__cause__, TypeError)
    with pytest.raises(Server32Error, match="the 64-bit process cannot read what arrived"):
        client.request32("call_with_unreadable", client.callback(print))
    with pytest.raises(TypeError, match="cannot travel"):
        client.request32("call", print_nothing)
    assert client.request32("double", 2) == 4


print_nothing = lambda: None  # noqa: E731 - what has no name can't be pickled by it


def test_a_coroutine_function_is_none_of_these(piped: Client64) -> None:
    async def function() -> None:
        """Nobody would wait for it."""

    with pytest.raises(TypeError, match=r"function.* is a coroutine function"):
        piped.callback(function)


# -- when, and from which thread


def test_threads_of_the_librarys_own_may_call_while_a_request_is_open(client: Client64) -> None:
    assert client.request32("call_from_thread", client.callback(lambda text: text.upper()), "text") == ["TEXT"]


def test_they_may_also_after_the_function_was_called_with_requests_of_its_own(client: Client64) -> None:
    first = client.callback(lambda: client.request32("double", 1))
    assert client.request32("call_then_from_thread", first, client.callback(lambda: "still open")) == ["still open"]


def test_their_exceptions_reach_them(client: Client64) -> None:
    (got,) = client.request32("call_from_thread", client.callback(raises(KeyError("lost"))))
    assert got == "CallError: KeyError: 'lost'"


def test_requests_of_a_function_that_such_a_thread_has_called(client: Client64) -> None:
    assert client.request32("call_from_thread", client.callback(lambda: client.request32("double", 21))) == [42]


def test_between_two_requests_nobody_can_be_called(client: Client64, tmp_path: Path) -> None:
    """The client reads nothing then. Who tries is told so at once, and need not wait for the next request."""
    begin = tmp_path / "begin"
    client.request32("call_later", client.callback(lambda: "too late"), to_host_path(begin))
    begin.touch()
    wait_for_file(tmp_path / "begin.done")
    (got,) = client.request32("noted_so_far")
    assert got == "CallError: The client can be called only while it waits for the answer to a request."


def test_a_function_that_was_kept_can_be_called_in_a_later_request(client: Client64) -> None:
    client.request32("keep_function", client.callback(lambda number: number + 1))
    gc.collect()
    assert client.request32("call_kept_function", 41) == 42


def test_a_request_that_nobody_waits_for_calls_nobody(piped: Client64, tmp_path: Path) -> None:
    called: list[int] = []
    begun, late = Begun(piped), piped.callback(lambda: called.append(1))
    with pytest.raises(ResponseTimeoutError), piped.deadline(0.5):
        piped.request32("call_after", begun.function, to_host_path(tmp_path / "too late"), late)
    begun.wait()
    (tmp_path / "too late").touch()
    assert piped.request32("noted_so_far") == [
        "CallError: CallError: nobody waits for the call that this callback belongs to"
    ]
    assert not called


def test_a_deadline_passes_while_a_function_works(piped: Client64) -> None:
    """The host's main thread reads what the client asks then, and must not suspend itself to tell where it is."""
    never = threading.Event()
    with piped.deadline(0.5), pytest.raises(ResponseTimeoutError) as caught:
        piped.request32("call", piped.callback(lambda: never.wait(0.6)))
    assert caught.value.hang.places == ()
    assert piped.request32("double", 2) == 4


# -- what it is


def test_a_reference_can_only_be_called_by_the_server(piped: Client64) -> None:
    reference = piped.callback(print)
    with pytest.raises(CallError, match="is for the server"):
        reference()
    assert repr(reference).startswith("<the client's function ")


def test_without_a_host_the_function_itself_is_called() -> None:
    with Client64(PROGRAMS / "plain_server", host=None) as client:
        assert client.request32("call", client.callback(lambda a, b: a + b), 1, b=2) == 3


def test_a_function_of_another_client_is_unknown() -> None:
    with workbench() as one, workbench() as other:
        for _ in range(3):
            reference = one.callback(print)
        with pytest.raises(Server32Error, match="CallError: KeyError"):
            other.request32("call", reference)

"""Python functions that the DLL calls, through `Library`: everything they can be asked, answer, and do meanwhile."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from probe32 import Library
from probe32.abi.enumerations import EnumValue
from probe32.abi.pointers import RemotePointer
from probe32.abi.types import Convention, FunctionType, pointed
from probe32.errors import (
    ArgumentError,
    CallError,
    CallStoppedError,
    CallTimeoutError,
    DeclarationError,
    HostDiedError,
    NativeFaultError,
    StalePointerError,
)
from probe32.host.open_calls import QUEUED
from probe32.library.nested_calls import DEEPEST
from probe32.library.process import HostState
from probe32.recorded_callback import RecordedCallback

HEADER = Path(__file__).parents[1] / "dlls" / "callbacks.h"
LONG = 60


def opened(dll: Path) -> Library:
    lib = Library(dll, timeout=LONG)
    assert not lib.include(HEADER).problems
    return lib


@pytest.fixture(scope="module")
def shared(callbacks_dll: Path) -> Iterator[Library]:
    """One session for calls that leave the host as it was."""
    with opened(callbacks_dll) as lib:
        lib.start()
        yield lib


@pytest.fixture
def lib(callbacks_dll: Path) -> Iterator[Library]:
    """A session of the test's own."""
    with opened(callbacks_dll) as lib:
        yield lib


def raises(error: BaseException) -> Callable[..., Any]:
    def function(*_: object) -> None:
        raise error

    return function


# -- what they are asked and what they answer

INTEGERS = (-1, 254, -30000, 65000, -(2**31), 4_000_000_000, -9007199254740993, 2**64 - 2, 77)
REALS = (0.5, 1e300, 7, 2.25)
VECTORS = ({"x": 1.0, "y": 2.0, "z": 3.0}, {"x": 4.0, "y": 5.0, "z": 6.0})

ASKED: list[tuple[str, tuple[Any, ...], Any, Any]] = [
    ("ask_integers", INTEGERS, -9007199254740993, -9007199254740993),
    ("ask_integers_cdecl", INTEGERS, 2**62, 2**62),
    ("ask_reals", REALS, 1e-300, 1e-300),
    ("ask_reals_cdecl", REALS, 3, 3.0),
    ("ask_float", (1.5,), 0.25, 0.25),
    ("ask_small", (ord("a"), 0x3B1, True), -7, -7),
    ("ask_text", ("grüß", "αβ", None), 3, 3),
    ("ask_vector", VECTORS, {"x": 7, "y": 8.5, "z": -1}, {"x": 7.0, "y": 8.5, "z": -1.0}),
    ("ask_vector_std", VECTORS, {"z": 1}, {"x": 0.0, "y": 0.0, "z": 1.0}),
    ("ask_small_struct", ({"a": 1, "b": -2},), {"a": -5, "b": 6}, {"a": -5, "b": 6}),
    ("ask_pair", ({"first": 3, "second": 0.5},), {"first": -4, "second": 1.25}, {"first": -4, "second": 1.25}),
    ("ask_triple", ({"bytes": "\1\2\3"},), {"bytes": "xyz"}, {"bytes": "xyz"}),
    ("ask_lone", ({"only": 2.5},), {"only": -1.5}, {"only": -1.5}),
    ("ask_fast", (1, 2.5, 3, -4, 5), -6, -6),
    ("ask_fast_vector", (1, 2, 3), {"x": 1, "y": 2, "z": 3}, {"x": 1.0, "y": 2.0, "z": 3.0}),
    ("ask_words", (["one", None, "three"], 3), 1, 1),
    ("ask_address", (0x1234, 0xFFFF0001), 0x77, 0x77),
    ("ask_wild", (0x10, 0x10), 5, 5),
]


@pytest.mark.parametrize("name, asked, answer, result", ASKED, ids=[each[0] for each in ASKED])
def test_every_kind_of_argument_and_answer(
    shared: Library, name: str, asked: tuple[Any, ...], answer: object, result: object
) -> None:
    heard = RecordedCallback(answer)
    done = shared.call(name, heard)
    assert heard.calls == [asked]
    assert done.result == result
    assert done.warnings == ()


def test_enums_have_their_names(shared: Library) -> None:
    heard = RecordedCallback("BLUE")
    assert shared.ask_colour(heard).name == "BLUE"
    ((colour,),) = heard.calls
    assert isinstance(colour, EnumValue)
    assert colour.name == "GREEN"
    assert shared.ask_colour(lambda colour: colour).name == "GREEN"


def test_sorting_a_thousand_numbers(shared: Library) -> None:
    numbers = random.Random(32).sample(range(100_000), 1000)
    assert shared.sort_numbers(numbers, 1000, lambda a, b: a - b) == sorted(numbers)


def test_windows_are_enumerated_until_the_callback_has_seen_enough(shared: Library) -> None:
    seen: list[int] = []

    def visit(window: int, parameter: int) -> bool:
        seen.append(window)
        return len(seen) < parameter

    assert shared.enumerate_windows(visit, 3) == 3
    assert seen == [0x10010, 0x10020, 0x10030]


def test_an_array_has_the_length_that_another_parameter_gives(shared: Library) -> None:
    assert shared.sum_of(lambda values, n: sum(values) + n, 9) == 18.0 + 9


def test_outputs_are_returned_beside_the_result(shared: Library) -> None:
    vector = {"x": 1, "y": 2, "z": 5}
    outputs = {"total": 2, "ratio": 3.5, "name": "ab", "squares": [1, 4, 9, 16], "vector": vector, "nowhere": 3}
    heard = RecordedCallback((1, outputs))
    assert shared.ask_outputs(heard) == 1_000_000 + 2 * 10_000 + 35 * 100 + 2 + 16 + 5
    assert heard.calls == [(4, [1, 2, 3, 4], 2.5, 16)]
    unwritten = -1 * 10_000 + 25 * 100 + len("unchanged") + 4 + 1
    assert shared.ask_outputs(lambda *_: 0) == unwritten
    assert shared.ask_outputs(lambda *_: (0, {"ratio": 0.5})) == unwritten - 20 * 100


def test_text_that_it_answers_lives_as_long_as_the_call(shared: Library) -> None:
    assert shared.text_answer(lambda number: "grü" * number, 64) == (12, "grü" * 3)
    assert shared.text_answer(lambda number: None, 64) == (-1, "")


def test_functions_within_a_struct(shared: Library) -> None:
    kept: list[int] = []
    stream = {
        "user": 5,
        "read": lambda size, user: (size + user, {"buffer": b"1234"}),
        "close": lambda user: kept.append(user) or 1000,
    }
    assert shared.through_struct(stream, 3) == 3 * (8 + 5) + 1000
    assert kept == [5]
    assert shared.through_struct({"read": lambda size, _: size}, 2) == 16


def test_an_object_of_a_class_whose_methods_are_python(shared: Library) -> None:
    """As C++ has it: the object begins with the address of its methods, which are `__thiscall`."""

    def add(self: dict[str, int], a: int, b: int) -> int:
        return self["base"] + a * b

    def where(self: dict[str, int], scale: int) -> dict[str, int]:
        return {"z": 100 * scale}

    methods = {
        "add": shared.callback(add, "int (__thiscall *)(Object *self, int a, int b)"),
        "where": shared.callback(where, "Vector (__thiscall *)(Object *self, int scale)"),
    }
    table = shared.allocate("struct Table", methods)
    seen = shared.allocate("Object", {"table": table, "base": 1000})
    assert shared.call("use_object", seen).result == 1000 + 3 * 4 + 200


def test_the_last_error_survives_a_callback(shared: Library) -> None:
    assert shared.call("last_error_survives", lambda: shared.plus_one(1)).last_error == 4321


# -- what they answer wrongly

WRONG: list[tuple[str, object, str]] = [
    ("ask_integers", "three", "'three' does not fit 'the result of ask', which is a long long"),
    ("ask_integers", None, "None does not fit 'the result of ask'"),
    ("ask_small", 128, "128 is out of range for 'the result of ask', which is a signed char"),
    ("ask_vector", {"w": 1}, "does not fit 'the result of ask', which is a struct Vector"),
    ("ask_triple", {"bytes": "four"}, "takes 4 bytes, but there is room for 3"),
    ("ask_colour", "PINK", "'PINK' does not fit 'the result of ask', which is an enum Colour"),
    ("ask_outputs", (1, 2, 3), "ask returned a tuple that is no pair of a result and a dictionary of outputs"),
    ("ask_outputs", (1, {"n": 3}), "ask has no output 'n'"),
    ("ask_outputs", (1, {"total": "many"}), "'many' does not fit 'total of ask', which is an int"),
    ("ask_outputs", (1, {"name": "x" * 16}), "The output 'name' of ask takes 17 bytes, but there is room for 16"),
    ("ask_outputs", (1, {"squares": [1] * 5}), "takes 20 bytes, but there is room for 16"),
]


@pytest.mark.parametrize("name, answer, told", WRONG)
def test_an_answer_that_does_not_fit_is_told_and_the_host_lives(
    shared: Library, name: str, answer: object, told: str
) -> None:
    before = shared.host_description
    with pytest.raises(ArgumentError, match=told):
        shared.call(name, lambda *_: answer)
    assert shared.plus_one(1) == 2
    assert shared.host_description == before


def test_an_exception_reaches_the_caller_and_the_dll_is_given_a_chosen_value(shared: Library) -> None:
    def fail(code: int, user: object) -> int:
        raise KeyError(code)

    lost = RecordedCallback(fail, on_error=-123)
    with pytest.raises(CallError, match="The callback raised KeyError: 0") as caught:
        shared.in_thread(lost, 2)
    assert isinstance(caught.value.__cause__, KeyError)
    assert shared.join() == 2 * -123
    assert lost.calls == [(0, None), (1, None)]


def test_a_recorded_callback_without_an_answer_gives_zero_or_what_was_chosen(shared: Library) -> None:
    assert shared.in_thread(RecordedCallback(), 3) == 0
    assert shared.in_thread(RecordedCallback(on_error=7), 3) == 21
    assert shared.ask_vector(RecordedCallback()) == {"x": 0.0, "y": 0.0, "z": 0.0}


def test_a_chosen_value_that_is_none_of_the_result(shared: Library) -> None:
    def function(*_: object) -> int:
        return 1

    function.on_error = "never"  # type: ignore[attr-defined]
    with pytest.raises(ArgumentError, match="'never' does not fit 'on_error of ask'"):
        shared.ask_integers(function)
    with pytest.raises(ArgumentError, match="'never' does not fit 'on_error of function'"):
        shared.callback(function, "Handler", on_error="never")


def test_a_struct_is_given_as_zeros_after_an_exception(shared: Library) -> None:
    for name in ("ask_vector", "ask_pair", "ask_triple"):
        with pytest.raises(CallError, match="The callback raised ValueError: no"):
            shared.call(name, raises(ValueError("no")))
    assert shared.plus_one(1) == 2


# -- calls that they make themselves


def test_a_callback_may_call_the_dll_which_may_call_back(shared: Library) -> None:
    def ask(depth: int) -> int:
        return int(shared.plus_one(depth)) if depth == 10 else 1 + int(shared.descend(ask, depth + 1))

    assert shared.descend(ask, 0) == 11 + 10
    assert shared.host is HostState.READY


def test_calls_nested_too_deep_are_an_error_and_no_crash(shared: Library) -> None:
    before = shared.host_description
    deepest: list[int] = []

    def ask(depth: int) -> int:
        deepest.append(depth)
        return int(shared.descend(ask, depth + 1))

    with pytest.raises(CallError, match=rf"The callback raised CallError: descend was called {DEEPEST} calls deep"):
        shared.descend(ask, 1)
    assert max(deepest) == DEEPEST
    assert shared.plus_one(1) == 2
    assert shared.host_description == before


def test_a_native_fault_of_a_nested_call_is_an_exception_in_the_callback(shared: Library) -> None:
    def ask(_: int) -> int:
        with pytest.raises(NativeFaultError, match="write_to_null failed natively: access violation writing"):
            shared.write_to_null()
        return 5

    assert shared.descend(ask, 0) == 5
    with pytest.raises(CallError, match="The callback raised NativeFaultError: write_to_null failed") as caught:
        shared.descend(lambda _: shared.write_to_null(), 0)
    assert isinstance(caught.value.__cause__, NativeFaultError)


def test_the_deadline_is_for_all_calls_together(lib: Library) -> None:
    lib.start()
    inner: list[Exception] = []

    def ask(_: int) -> int:
        with pytest.raises(CallTimeoutError) as caught:
            lib.call("hang", timeout=LONG)
        inner.append(caught.value)
        with pytest.raises(CallError, match=r"plus_one can't be called from the callback: the host .* has ended"):
            lib.plus_one(1)
        return 1

    with pytest.raises(CallTimeoutError, match="hang did not return") as caught:
        lib.call("descend", ask, 0, timeout=0.4)
    assert inner == [caught.value]
    assert lib.host is HostState.DEAD
    assert lib.plus_one(1) == 2


def test_a_nested_call_that_ends_the_host_ends_all(lib: Library) -> None:
    with pytest.raises(HostDiedError, match=r"The call of end ended the host.*exit code 7"):
        lib.descend(lambda _: lib.end(7), 0)
    assert lib.plus_one(1) == 2


def test_stopping_from_within_a_callback(lib: Library) -> None:
    with pytest.raises(CallStoppedError, match="descend was stopped"):
        lib.descend(lambda _: lib.stop(), 0)
    assert lib.host is HostState.STOPPED
    with pytest.raises(CallStoppedError, match="descend was stopped"):
        lib.descend(lambda _: lib.restart(), 0)
    assert lib.host is HostState.READY
    assert lib.plus_one(1) == 2


def test_an_interruption_in_a_callback_is_one(lib: Library) -> None:
    with pytest.raises(KeyboardInterrupt):
        lib.descend(raises(KeyboardInterrupt()), 0)
    assert lib.plus_one(1) == 2


def test_awaited_calls_run_their_callbacks_in_a_worker_thread(lib: Library) -> None:
    threads: list[int] = []

    def ask(depth: int) -> int:
        threads.append(threading.get_ident())
        return int(lib.plus_one(depth))

    done = asyncio.run(lib.call_async("descend", ask, 4))
    lib.close()
    assert done.result == 5
    assert threads != [threading.get_ident()]


# -- threads of the DLL's own


def test_a_thread_of_the_dll_calls_during_the_call_that_it_belongs_to(shared: Library) -> None:
    heard = RecordedCallback(2)
    assert shared.in_thread(heard, 10) == 20
    assert heard.calls == [(code, None) for code in range(10)]


def test_a_function_for_one_call_is_over_when_that_has_returned(shared: Library) -> None:
    shared.register_handler(lambda code, user: code, None)
    with pytest.raises(
        CallError, match="The DLL called 'handler', a function that was given to register_handler, after"
    ):
        shared.trigger(1)
    assert shared.plus_one(1) == 2


def test_a_function_that_is_over_keeps_no_memory_of_its_call(shared: Library) -> None:
    shared.define("int with_text(int (*ask)(int depth), int depth, const char *text);", export="descend")

    def used() -> int:
        return sum(each.size for each in shared.memory_map() if each.state == "committed")

    before, text = used(), "x" * 1_000_000
    for depth in range(40):
        assert shared.with_text(lambda depth: depth, depth, text) == depth
    assert used() - before < 20_000_000


def test_a_kept_function_is_called_in_later_calls(shared: Library) -> None:
    with shared.callback(lambda code, user: code * user, "Handler") as handler:
        shared.register_handler(handler, 3)
        assert (shared.trigger(5), shared.trigger(6)) == (15, 18)
        assert shared.fire_and_wait(4) == 3 * (0 + 1 + 2 + 3)
    with pytest.raises(CallError, match="The DLL called a callback that had been released"):
        shared.trigger(5)
    handler.release()


def test_a_kept_function_belongs_to_its_host_and_may_be_released_once(lib: Library) -> None:
    handler = lib.callback(lambda code, user: code, "Handler")
    handler.release()
    handler.release()
    with pytest.raises(StalePointerError, match=r"which was freed by Callback\.release"):
        lib.register_handler(handler, None)
    handler = lib.callback(lambda code, user: code, "Handler")
    lib.restart()
    with pytest.raises(StalePointerError, match="from a host that has ended since"):
        lib.register_handler(handler, None)
    with pytest.raises(StalePointerError, match="from a host that has ended since"):
        lib.through_struct({"read": handler}, 1)
    handler.release()


def test_addresses_and_handles_know_what_they_are(shared: Library) -> None:
    heard = RecordedCallback(0x77)
    shared.ask_address(heard)
    ((handle, memory),) = heard.calls
    assert isinstance(handle, RemotePointer)
    assert isinstance(memory, RemotePointer)
    assert (repr(handle), repr(memory)) == ("<Handle 0x00001234>", "<void * 0xFFFF0001>")
    assert handle.life is memory.life is shared.callback(heard, "Handler").life


def test_a_thread_that_wants_an_answer_waits_for_the_next_call(shared: Library) -> None:
    heard = RecordedCallback(7)
    with shared.callback(heard, "int (__stdcall *)(int code, void *user)") as handler:
        shared.register_handler(handler, None)
        shared.fire(5)
        assert shared.join() == 5 * 7
    assert [code for code, _ in heard.calls] == list(range(5))


def test_pumping_lets_the_threads_call(shared: Library) -> None:
    heard = RecordedCallback(1)
    with shared.callback(heard, "Handler") as handler:
        shared.register_handler(handler, None)
        shared.fire(300)
        assert shared.pump(LONG, calls=100) >= 100
        while len(heard.calls) < 300:
            shared.pump(LONG, calls=1)
        assert shared.join() == 300
        assert shared.pump() == 0


def test_pumping_handles_the_messages_of_windows_and_timers(lib: Library) -> None:
    heard = RecordedCallback()
    with lib.callback(heard, "TimerProc") as tick:
        timer = lib.start_timer(tick, 10)
        assert lib.pump(LONG, calls=3) >= 3
        assert lib.stop_timer(timer)
    assert {(message, number) for _, message, number, _ in heard.calls} == {(0x113, timer)}  # WM_TIMER


def test_a_thread_that_wants_no_answer_does_not_wait(shared: Library) -> None:
    """What it told is a copy: it goes on and writes over it."""
    heard = RecordedCallback()
    with shared.callback(heard, "Silent") as handler:
        shared.register_silent(handler)
        shared.fire_silently(20)
        while len(heard.calls) < 20:
            shared.pump(LONG, calls=1)
        shared.join()
    assert [event for event, _ in heard.calls] == [
        {"number": number, "value": number * 0.5, "text": "event"} for number in range(20)
    ]


def test_of_calls_that_nobody_lets_in_the_last_are_kept_and_the_loss_is_told(lib: Library) -> None:
    heard = RecordedCallback()
    lib.register_silent(lib.callback(heard, "Silent"))
    answered = lib.call("answered_at").result
    assert isinstance(answered, int)
    lib.fire_silently(QUEUED + 50)
    begun = time.monotonic()
    while lib.read(answered, "int") < QUEUED + 50:
        assert time.monotonic() - begun < LONG
    done = lib.call("join")
    assert heard.count == QUEUED
    (event, _) = heard.calls[0]
    assert isinstance(event, dict)
    assert event["number"] == 50
    assert done.warnings == ("Between two calls the DLL called back 10,050 times; the first 50 were lost.",)
    assert lib.call("join").warnings == ()


def test_many_threads_of_the_dll_call_at_once(shared: Library) -> None:
    inner: list[int] = []

    def handle(code: int, user: object) -> int:
        inner.append(shared.plus_one(code))
        return 1

    with shared.callback(handle, "Handler") as handler:
        shared.register_handler(handler, None)
        assert shared.fire_from_many(8, 25) == 200
    assert sorted(inner) == sorted(8 * list(range(1, 26)))


def test_a_coroutine_function_is_refused(shared: Library) -> None:
    async def handle(code: int, user: object) -> int:
        return code

    with pytest.raises(ArgumentError, match="'handler' is a coroutine function"):
        shared.register_handler(handle, None)
    with pytest.raises(ArgumentError, match="'handle' is a coroutine function"):
        shared.callback(handle, "Handler")


def test_who_does_not_wait_is_given_the_chosen_value(lib: Library) -> None:
    heard = RecordedCallback(1)
    handler = lib.callback(heard, "Handler", on_error=-1, wait=False)
    lib.register_handler(handler, None)
    lib.fire(3)
    lib.pump(LONG, calls=3)
    assert [code for code, _ in heard.calls] == [0, 1, 2]
    assert -3 <= lib.join() <= 3


def test_an_exception_of_a_kept_function_reaches_the_call_that_is_open(shared: Library) -> None:
    with shared.callback(raises(KeyError("lost")), "Handler", on_error=-5) as handler:
        shared.register_handler(handler, None)
        shared.fire(1)
        with pytest.raises(CallError, match="The callback raised KeyError: 'lost'"):
            shared.join()
        assert shared.join() == -5


def test_closing_frees_a_thread_that_waits(lib: Library) -> None:
    handler = lib.callback(RecordedCallback(1), "Handler")
    lib.register_handler(handler, None)
    lib.fire(1)
    lib.close()
    handler.release()
    assert lib.host is HostState.STOPPED


# -- types of kept functions


@pytest.mark.parametrize(
    "text, convention, names",
    [
        ("Handler", Convention.STDCALL, ["code", "user"]),
        ("int (*)(int)", Convention.CDECL, ["arg1"]),
        ("void *( __stdcall * ) (const Vector *a, int (*inner)(int))", Convention.STDCALL, ["a", "inner"]),
        ("int (CALLBACK *named)(int x);", Convention.STDCALL, ["x"]),
        ("int __stdcall on_event(int code, const Event *event)", Convention.STDCALL, ["code", "event"]),
    ],
)
def test_the_type_of_a_kept_function(shared: Library, text: str, convention: Convention, names: list[str]) -> None:
    with shared.callback(lambda *_: 0, text) as made:
        of = pointed(made.type)
        assert isinstance(of, FunctionType)
        assert (of.convention, [each.name for each in of.parameters]) == (convention, names)
        assert made.name == "<lambda>"
        assert repr(made) == f"<Callback <lambda> at 0x{int(made):08X}>"


@pytest.mark.parametrize("text", ["Vector", "int", "", "int (*)(strange)", "int (*handler)"])
def test_a_text_that_is_no_type_of_a_function(shared: Library, text: str) -> None:
    with pytest.raises(DeclarationError):
        shared.callback(lambda *_: 0, text)

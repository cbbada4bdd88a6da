"""What a library tells of its calls and of the end of its host, to whoever keeps a record."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from which_windows import WINDOWS

from probe32 import Library
from probe32.client.output import Output
from probe32.errors import AddressError, ArgumentError, CallStoppedError, HostDiedError, NativeFaultError
from probe32.library.made_call import MadeCall
from probe32.library.process import HostState


class Record:
    """Everything that a library told."""

    def __init__(self) -> None:
        self.calls: list[MadeCall] = []
        self.states: list[HostState] = []
        self.output: list[Output] = []
        self.dead = threading.Event()

    def on_state(self, state: HostState, detail: str) -> None:
        self.states.append(state)
        if state is HostState.DEAD:
            self.dead.set()


@pytest.fixture
def record() -> Record:
    return Record()


@pytest.fixture
def lib(deaths_dll: Path, record: Record) -> Iterator[Library]:
    with Library(deaths_dll, on_host_state=record.on_state, on_output=record.output.append) as lib:
        lib.on_call = record.calls.append
        lib.define("void print_with_printf(const char *text); void exit_process(unsigned status);")
        lib.define("void sleep_for_ever(void); void write_null(void);")
        yield lib


def test_every_call_is_told_with_its_number(lib: Library, record: Record) -> None:
    lib.call("print_with_printf", "one")
    lib.call("print_with_printf", "two")
    with pytest.raises(NativeFaultError):
        lib.call("write_null")
    with pytest.raises(ArgumentError):
        lib.call("print_with_printf", 1.5)  # refused before anything was asked
    first, second, third = record.calls
    assert (first.symbol, first.arguments, first.error, first.generation) == ("print_with_printf", ("one",), None, 1)
    assert first.result is not None
    assert isinstance(third.error, NativeFaultError)
    numbers = {each.text.strip(): each.number for each in lib.output}
    assert numbers == {"one": first.number, "two": second.number}
    assert lib.ended_by is None


def test_a_host_that_dies_is_told_with_its_reason(lib: Library, record: Record) -> None:
    with pytest.raises(HostDiedError):
        lib.call("exit_process", 7)
    died = lib.ended_by
    assert isinstance(died, HostDiedError)
    assert died.last_calls[-1] == "exit_process(7)"
    assert record.calls[-1].error is died
    lib.call("print_with_printf", "again")
    assert lib.ended_by is None
    assert record.calls[-1].generation == 2


def test_a_host_that_is_killed_while_nobody_calls_is_noticed_at_once(lib: Library, record: Record) -> None:
    lib.call("print_with_printf", "one")
    os.kill(int(lib.host_description.split()[-1]), signal.SIGTERM if WINDOWS else signal.SIGKILL)
    assert record.dead.wait(30)
    assert lib.host is HostState.DEAD
    how = "ended with exit code 15" if WINDOWS else "was killed"
    assert str(lib.ended_by) == f"The 32-bit host {how}. No call was under way."
    lib.call("print_with_printf", "two")
    assert lib.ended_by is None


def test_where_a_call_is_can_be_asked_while_it_lasts(lib: Library, record: Record) -> None:
    with pytest.raises(AddressError, match="No host"):
        lib.where()
    lib.start()
    stopped: list[BaseException] = []

    def _call() -> None:
        try:
            lib.call("sleep_for_ever")
        except CallStoppedError as error:
            stopped.append(error)

    calling = threading.Thread(target=_call)
    calling.start()
    while "deaths.dll" not in str(lib.where()):
        pass
    lib.stop()
    calling.join()
    assert len(stopped) == 1
    assert lib.ended_by is None  # it was ended on purpose


@pytest.mark.logs("The listener for calls raised")
def test_a_listener_that_fails_disturbs_no_call(lib: Library) -> None:
    def fail(_: MadeCall) -> None:
        raise ValueError("no")

    lib.on_call = fail
    assert lib.call("print_with_printf", "one").result is None

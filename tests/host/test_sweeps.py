"""Many calls in one message, sequences and sweeps, with the real host: how far they came, whatever ended them."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from probe32 import Library
from probe32.abi.calls import CallResult
from probe32.errors import (
    ArgumentError,
    CallStoppedError,
    CallTimeoutError,
    HostDiedError,
    NativeFaultError,
    Probe32Error,
    StalePointerError,
    StepError,
)
from probe32.library.made_call import MadeCall
from probe32.library.process import HostState
from probe32.recording import replaying
from probe32.sequences import (
    Axis,
    Collected,
    Listed,
    Outcome,
    Point,
    Reducer,
    Reference,
    Sequence,
    SequenceRun,
    Span,
    Step,
    Sweep,
    SweepRun,
    csv_text,
)


@pytest.fixture(scope="module")
def lib(sample_dll: Path, sample_header: Path) -> Iterator[Library]:
    with Library(sample_dll) as made:
        made.include(sample_header)
        made.start()
        yield made


@pytest.fixture
def own(sample_dll: Path, sample_header: Path) -> Iterator[Library]:
    """For tests whose host ends."""
    with Library(sample_dll) as made:
        made.include(sample_header)
        yield made


OPEN = Step("sp_open", ("SIM::0",), set_up=True)
TIME = Step("sp_set_integration_time", (Reference(1), 10.0))
READ = Step("sp_read_spectrum", (Reference(1), 16))
CLOSE = Step("sp_close", (Reference(1),), clean_up=True)
MEASURE = Sequence("measure", (OPEN, TIME, READ, CLOSE))


# -- many calls in one message


def collect(results: Iterable[CallResult]) -> tuple[list[CallResult], Exception | None]:
    """What came, and what was raised then."""
    made = []
    try:
        for each in results:
            made.append(each)
    except Probe32Error as error:
        return made, error
    return made, None


def test_many_calls_give_what_single_ones_give(lib: Library) -> None:
    results = [each.result for each in lib.call_many(("add", (number, 2)) for number in range(3000))]
    assert results == list(range(2, 3002))
    mixed = [("add", (1, 2)), ("greet", ("you", 20)), ("middle", ({"x": 0, "y": 0}, {"x": 2, "y": 4}))] * 50
    made = list(lib.call_many(mixed))
    assert [each.result for each in made[:2]] == [3, 12]
    assert made[-2].outputs == {"buffer": "Hello, you!"}
    assert made[-1].outputs == {"result": {"x": 1.0, "y": 2.0}}


def test_results_that_are_larger_than_the_journal(lib: Library) -> None:
    sizes = [400_000, 700_000, 3_000_000, 10, 20]
    list(lib.call_many([("fill_bytes", (1, 0))] * 2))
    made = list(lib.call_many(("fill_bytes", (size, 7)) for size in sizes))
    assert [len(each.outputs["buffer"]) for each in made] == sizes  # type: ignore[arg-type]
    assert made[2].outputs["buffer"][:3] == [7, 8, 9]  # type: ignore[index]


def test_an_argument_that_does_not_fit_ends_it_when_its_turn_comes(lib: Library) -> None:
    calls = [*(("add", (number, 1)) for number in range(20)), ("add", (1, "x")), ("add", (1, 1))]
    made, error = collect(lib.call_many(calls))
    assert [each.result for each in made] == list(range(1, 21))
    assert isinstance(error, ArgumentError)
    assert error.parameter == "b"


def test_what_was_made_before_a_fault_is_kept(lib: Library) -> None:
    list(lib.call_many([("add", (1, 1))] * 200))
    calls = [("divide_unchecked", (100, 1))] * 300 + [("divide_unchecked", (100, 0)), ("divide_unchecked", (100, 1))]
    made, error = collect(lib.call_many(calls))
    assert [each.result for each in made] == [100] * 300
    assert isinstance(error, NativeFaultError)
    assert str(error).startswith("divide_unchecked failed natively: integer division by zero")


def test_the_death_of_the_host_within_a_message_loses_nothing(deaths_dll: Path) -> None:
    with Library(deaths_dll) as lib:
        lib.define("int length(const char *text);")
        lib.define("void raise_code(unsigned long code);")
        lib.length("abc")
        with pytest.raises(NativeFaultError):
            lib.raise_code(0xC0000005)
        heard: list[MadeCall] = []
        lib.on_call = heard.append
        calls = [("length", ("abc",))] * 400 + [("raise_code", (0x80000003,))] + [("length", ("abc",))] * 5
        made, error = collect(lib.call_many(calls))
        assert [each.result for each in made] == [4] * 400
        assert isinstance(error, HostDiedError)
        assert str(error).startswith("The call of raise_code ended the host")
        assert [each.signature.name for each in heard] == ["length"] * 400 + ["raise_code"]
        assert (heard[-1].result, type(heard[-1].error)) == (None, HostDiedError)
        assert heard[-2].result is not None
        assert lib.length("ab") == 3


def test_a_deadline_is_each_call_s(own: Library) -> None:
    own.wait_ms(0)
    waits = [("wait_ms", (each,)) for each in (*[60] * 20, 60_000, 0)]  # the first together take longer than a second
    made, error = collect(own.call_many(waits, timeout=1))
    assert (len(made), type(error)) == (20, CallTimeoutError)
    assert str(error).startswith("wait_ms did not return within 1 s")


def test_a_pointer_that_was_freed_in_between_is_refused(own: Library) -> None:
    own.define("_Freed_by_(sp_close) SP_HANDLE WINAPI sp_open(const char *address);")
    handle = own.sp_open("SIM::1")
    own.sp_get_detector(handle)
    made, error = collect(own.call_many([("sp_get_detector", (handle,))] * 3 + [("sp_close", (handle,))] * 2))
    assert (len(made), type(error)) == (4, StalePointerError)


def test_callbacks_work_within_many(lib: Library) -> None:
    lib.integrate(lambda x, user: x, None, 0.0, 1.0, 10)
    seen: list[float] = []

    def function(x: float, user: object) -> float:
        seen.append(x)
        return next(lib.call_many([("add_double", (x, 0.0))])).result  # type: ignore[return-value]

    made = list(lib.call_many([("integrate", (function, None, 0.0, 2.0, 4))] * 3))
    assert [each.result for each in made] == [pytest.approx(2.0)] * 3
    assert len(seen) == 12


# -- sequences


def outcomes(run: SequenceRun, first: int = 1, last: int | None = None) -> list[tuple[int, bool, str]]:
    return [(each.number, each.replayed, _kind(each)) for each in run.outcomes(first, last)]


def _kind(outcome: Outcome) -> str:
    return "" if outcome.error is None else outcome.error.kind


def test_a_sequence_feeds_results_into_later_steps(lib: Library) -> None:
    run = SequenceRun(lib, MEASURE)
    assert outcomes(run) == [(1, False, ""), (2, False, ""), (3, False, ""), (4, False, "")]
    assert run.results[4].result == 1
    assert len(run.results[3].outputs["counts"]) == 16  # type: ignore[arg-type]


def test_an_element_and_a_member_are_arguments(lib: Library) -> None:
    steps = (
        Step("ramp", (4, 10.0, 5.0)),
        Step("add_double", (Reference(1, "values", (3,)), 1.0)),
        Step("middle", ({"x": Reference(2), "y": 0}, {"x": 0, "y": 8})),
        Step("add_double", (Reference(3, "result", ("x",)), Reference(3, "result", ("y",)))),
    )
    run = SequenceRun(lib, Sequence("s", steps))
    assert [each[2] for each in outcomes(run)] == [""] * 4
    assert (run.results[2].result, run.results[4].result) == (26.0, 17.0)
    short = SequenceRun(lib, Sequence("s", (steps[0], Step("add_double", (Reference(1, "values", (9,)), 1.0)))))
    (_, failed) = short.outcomes()
    assert "Step 2, add_double, argument 'a': Step 1 did not give 'values[9]' this time." in str(failed.error)


def test_the_first_error_ends_it_and_cleans_up(own: Library) -> None:
    bad = Sequence("s", (OPEN, Step("divide_unchecked", (1, 0)), Step("add", (1, 1)), CLOSE))
    assert outcomes(SequenceRun(own, bad)) == [(1, False, ""), (2, False, "fault"), (4, False, "")]
    assert outcomes(SequenceRun(own, bad, go_on=True))[2] == (3, False, "")
    lost = Sequence("s", (OPEN, Step("end_process", (3,)), CLOSE))
    assert outcomes(SequenceRun(own, lost)) == [(1, False, ""), (2, False, "died")]


def test_set_up_is_made_again_in_a_new_host_and_handles_follow(own: Library) -> None:
    steps = (OPEN, Step("end_process", (3,)), READ, CLOSE)
    run = SequenceRun(own, Sequence("s", steps), go_on=True)
    assert outcomes(run) == [(1, False, ""), (2, False, "died"), (1, True, ""), (3, False, ""), (4, False, "")]
    ((old, new),) = run.renewed.items()
    assert (old.usable, new.usable) == (False, True)
    run = SequenceRun(own, MEASURE)
    assert outcomes(run, 1, 2) == [(1, False, ""), (2, False, "")]
    own.restart()
    assert outcomes(run, 3) == [(1, True, ""), (3, False, ""), (4, False, "")]
    assert outcomes(run, 1) == [(1, False, ""), (2, False, ""), (3, False, ""), (4, False, "")]


def test_a_step_without_what_it_refers_to(lib: Library) -> None:
    ((number, _, kind),) = outcomes(SequenceRun(lib, MEASURE), 3, 3)
    assert (number, kind) == (3, "step")


def test_each_step_has_its_deadline(own: Library) -> None:
    slow = Sequence("s", (Step("wait_ms", (60_000,), timeout=0.3), Step("add", (1, 1))))
    assert outcomes(SequenceRun(own, slow)) == [(1, False, "timeout")]
    assert outcomes(SequenceRun(own, slow, go_on=True)) == [(1, False, "timeout"), (2, False, "")]


def test_a_sequence_is_stopped_between_steps(lib: Library) -> None:
    run = SequenceRun(lib, MEASURE)
    seen = []
    for each in run.outcomes():
        seen.append(each.number)
        run.control.stop()
    assert seen == [1, 4]


# -- sweeps


def swept(run: SweepRun) -> list[Point]:
    return list(run.points())


def test_ten_thousand_points(lib: Library) -> None:
    sweep = Sweep("s", Step("add"), (Axis("a", Span(0, 99, step=1)), Axis("b", Span(0, 99, step=1))))
    points = swept(SweepRun(lib, sweep))
    assert len(points) == 10_000
    assert [each.index for each in points] == list(range(10_000))
    assert all(each.collected == (sum(each.values),) for each in points)  # type: ignore[arg-type]
    assert points[123].values == (1, 23)


def test_a_sequence_is_swept_between_its_set_up_and_its_clean_up(lib: Library) -> None:
    collect = (Collected(Reference(3, "counts"), Reducer.MAX), Collected(Reference(3, "wavelengths", (0,))))
    sweep = Sweep("s", MEASURE, (Axis("milliseconds", Span(1, 100, count=5, logarithmic=True)),), collect)
    heard: list[MadeCall] = []
    lib.on_call = heard.append
    try:
        run = SweepRun(lib, sweep)
        points = swept(run)
    finally:
        lib.on_call = None
    assert [each.signature.name for each in heard].count("sp_open") == 1
    assert [each.signature.name for each in heard][-1] == "sp_close"
    brightest = [float(each.collected[0]) for each in points]  # type: ignore[arg-type]
    assert brightest == sorted(brightest)
    assert points[0].error is None
    assert run.columns == ("max of counts", "wavelengths[0]")


def test_steps_of_a_point_may_feed_one_another(lib: Library) -> None:
    steps = Sequence("s", (Step("ramp", (3, 0.0, 1.0)), Step("mean", (Reference(1, "values"), 3))))
    points = swept(
        SweepRun(lib, Sweep("s", steps, (Axis("step", Listed((1.0, 2.0, 3.0))),), (Collected(Reference(2)),)))
    )
    assert [each.collected for each in points] == [(1.0,), (2.0,), (3.0,)]


def test_a_fault_says_at_which_point_and_may_be_passed_over(lib: Library) -> None:
    axes = (Axis("denominator", Span(-200, 200, step=1)),)
    run = SweepRun(lib, Sweep("s", Step("divide_unchecked", (1000, 0)), axes))
    points = swept(run)
    assert len(points) == 201
    failure = run.failure(points[-1])
    assert failure.startswith("Point 201 of 401 (denominator = 0), step 1, divide_unchecked: divide_unchecked failed")
    assert points[-2].collected == (-1000,)
    assert (points[-1].collected, run.failure(points[-2])) == ((None,), "")
    points = swept(SweepRun(lib, Sweep("s", Step("divide_unchecked", (1000, 0)), axes, go_on=True)))
    assert [each.index for each in points] == list(range(401))
    assert [each.index for each in points if each.error is not None] == [200]


def test_the_host_s_death_at_a_point_keeps_all_before_and_sets_up_again(own: Library) -> None:
    steps = Sequence("s", (OPEN, Step("sp_get_detector", (Reference(1),)), Step("end_process", (0,)), CLOSE))
    sweep = Sweep("s", steps, (Axis("code", Listed((3, 4))),), go_on=True)
    points = swept(SweepRun(own, sweep))
    assert [(each.index, each.step, type(each.error)) for each in points] == [
        (0, 3, HostDiedError),
        (1, 3, HostDiedError),
    ]
    own.sp_get_detector(own.sp_open("SIM::2"))


def test_a_hang_at_a_point(own: Library) -> None:
    values = Listed((*([0] * 300), 60_000, 0, 1))
    run = SweepRun(own, Sweep("s", Step("wait_ms"), (Axis("milliseconds", values),), timeout=1, go_on=True))
    points = swept(run)
    assert len(points) == 303
    assert [each.index for each in points if each.error is not None] == [300]
    assert "Point 301 of 303 (milliseconds = 60000), step 1, wait_ms: wait_ms did not return within 1 s" in run.failure(
        points[300]
    )


def test_pause_stop_and_the_end_of_a_hanging_call(own: Library) -> None:
    run = SweepRun(own, Sweep("s", Step("add", (0, 1)), (Axis("a", Span(0, 99_999, step=1)),)))
    seen: list[Point] = []
    enough = threading.Event()

    def consume() -> None:
        for each in run.points():
            seen.append(each)
            if len(seen) == 100:
                run.control.pause()
                enough.set()

    worker = threading.Thread(target=consume)
    worker.start()
    assert enough.wait(60)
    assert (run.control.paused, len(seen)) == (True, 100)
    run.control.resume()
    while len(seen) < 200:
        enough.wait(0.01)
    run.control.stop()
    worker.join(60)
    assert not worker.is_alive()
    assert 200 <= len(seen) < 99_999
    hung = SweepRun(own, Sweep("s", Step("wait_ms"), (Axis("milliseconds", Listed((0, 60_000, 1))),), go_on=True))
    points = hung.points()
    next(points)
    busy = threading.Event()
    own.on_host_state = lambda state, _: busy.set() if state is HostState.BUSY else None
    stopping = threading.Thread(target=lambda: (busy.wait(60), own.stop()))
    stopping.start()
    left = list(points)
    stopping.join()
    assert [type(each.error) for each in left] == [CallStoppedError]


def test_a_set_up_that_fails_is_told(lib: Library) -> None:
    steps = Sequence("s", (Step("divide_unchecked", (1, 0), set_up=True), Step("add", (1, 2))))
    run = SweepRun(lib, Sweep("s", steps, (Axis("a", Listed((1,))),)))
    with pytest.raises(StepError, match="Step 1, divide_unchecked: divide_unchecked failed natively") as failed:
        swept(run)
    assert (failed.value.step, int(failed.value.exit_code)) == (1, 6)


def test_a_table_says_where_it_comes_from(lib: Library) -> None:
    run = SweepRun(lib, Sweep("=by hand", Step("divide_unchecked", (7, 0)), (Axis("denominator", Listed((2, 0))),)))
    points = swept(run)
    text = csv_text(run, points, datetime(2026, 1, 2, 3, 4, 5))
    lines = text.splitlines()
    assert lines[:2] == ["# sweep: =by hand", "# dll: sample.dll"]
    assert lines[2].startswith("# version: 1.")
    assert lines[4:6] == ["# functions: divide_unchecked", "# date: 2026-01-02 03:04:05"]
    assert lines[6] == "denominator,divide_unchecked,last error,microseconds,error"
    assert lines[7].startswith("2,3,0,")
    assert lines[8].startswith('0,,0,0,"Point 2 of 2 (denominator = 0), step 1')


def test_a_sweep_is_recorded_and_answered_without_the_dll(own: Library, sample_header: Path, tmp_path: Path) -> None:
    sweep = Sweep("s", MEASURE, (Axis("milliseconds", Listed((1.0, 50.0))),))
    with own.recording(tmp_path / "sweep.json"):
        points = swept(SweepRun(own, sweep))
    with replaying(tmp_path / "sweep.json"), Library(tmp_path / own.path.name) as recorded:
        recorded.include(sample_header)
        again = swept(SweepRun(recorded, sweep))
    assert [each.collected for each in again] == [each.collected for each in points]
    assert [each.error for each in points] == [None, None]

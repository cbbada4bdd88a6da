"""Sequences and sweeps as values: ranges, references, what is wrong with them. No host."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from probe32 import Library
from probe32.errors import ArgumentError, FileError, StepError
from probe32.project import DllIdentity, Project, load, save
from probe32.sequences import (
    Axis,
    Collected,
    Column,
    Listed,
    Reducer,
    Reference,
    Sequence,
    Span,
    Step,
    Sweep,
    SweepRun,
    Written,
    check,
    default_collection,
    offers,
    problems,
    problems_of_sweep,
)


@pytest.fixture(scope="module")
def lib(sample_dll: Path, sample_header: Path) -> Iterator[Library]:
    with Library(sample_dll) as made:
        made.include(sample_header)
        yield made


OPEN = Step("sp_open", ("SIM::0",), set_up=True)
TIME = Step("sp_set_integration_time", (Reference(1), 10.0))
READ = Step("sp_read_spectrum", (Reference(1), 16))
CLOSE = Step("sp_close", (Reference(1),), clean_up=True)
MEASURE = Sequence("measure", (OPEN, TIME, READ, CLOSE))


# -- ranges


@pytest.mark.parametrize(
    "span, values",
    [
        (Span(0, 10, step=5), (0, 5, 10)),
        (Span(0, 10, step=4), (0, 4, 8)),
        (Span(3, -3, step=-3), (3, 0, -3)),
        (Span(0.0, 0.3, step=0.1), (0.0, 0.1, 0.2, pytest.approx(0.3))),
        (Span(0, 10, count=3), (0, 5, 10)),
        (Span(0, 1, count=5), (0.0, 0.25, 0.5, 0.75, 1.0)),
        (Span(7, 7, count=1), (7,)),
        (Span(7, 7, step=1), (7,)),
        (Span(1, 1000, count=4, logarithmic=True), (1.0, *map(pytest.approx, (10.0, 100.0)), 1000.0)),
        (Span(1, 8, step=2, logarithmic=True), (1, 2, 4, 8)),
        (Span(8, 1, step=0.5, logarithmic=True), (8.0, 4.0, 2.0, 1.0)),
    ],
)
def test_the_values_of_a_range(span: Span, values: tuple[object, ...]) -> None:
    found = span.values()
    assert found == values
    assert list(map(type, found)) == [type(each) if isinstance(each, (int, float)) else float for each in values]


@pytest.mark.parametrize(
    "points, message",
    [
        (Span(0, 10, step=-1), "Steps of -1 don't lead from 0 to 10"),
        (Span(0, 10), "Steps of 0 don't lead"),
        (Span(0, 10, count=3, logarithmic=True), "begins and ends above 0"),
        (Span(1, 10, step=0.5, logarithmic=True), "Steps of 0.5 don't lead"),
        (Span(0, float("inf"), count=3), "finite"),
        (Span(0, 1, step=1e-9), "can't have 1,000,000,00. values"),
        (Span(0, 1, count=2_000_000), "can't have 2,000,000 values"),
        (Listed(()), "The list is empty"),
    ],
)
def test_a_range_that_makes_no_sense_is_refused_by_the_argument_s_name(points: Span | Listed, message: str) -> None:
    with pytest.raises(ArgumentError, match=f"'time' can't be varied so: .*{message}") as refused:
        Axis("time", points).values()
    assert (refused.value.parameter, bool(refused.value.hint)) == ("time", True)


def test_values_from_a_column_of_a_csv_file(tmp_path: Path) -> None:
    path = tmp_path / "times.csv"
    path.write_text("# made by hand\ntime;name\n1;a\n2.5;b\n\n4;\n", "utf-8")
    assert Column(str(path), "time").values() == (1, 2.5, 4)
    assert Column(str(path), "name").values() == ("a", "b")
    assert Column(str(path), "2").values() == ("a", "b")
    path.write_text("1,10\n2,20\n", "utf-8")
    assert Column(str(path), "2").values() == (10, 20)
    with pytest.raises(FileError, match=r"has no column 'x'") as refused:
        Column(str(path), "x").values()
    assert refused.value.hint == "Its columns: 1, 10."
    with pytest.raises(FileError, match=r"can't be read: No such file"):
        Column(str(tmp_path / "none.csv"), "x").values()


# -- references


@pytest.mark.parametrize(
    "reference, text",
    [
        (Reference(1), "{step 1}"),
        (Reference(12, "info", ("pixels",)), "{step 12: info.pixels}"),
        (Reference(2, "values", (3,)), "{step 2: values[3]}"),
        (Reference(2, "", ("x",)), "{step 2: return.x}"),
        (Reference(0), "{step removed}"),
    ],
)
def test_a_reference_as_text_and_back(reference: Reference, text: str) -> None:
    assert str(reference) == text
    assert Reference.read(text) == reference
    assert Reference.read(text[1:]) is None


def test_references_follow_the_steps_that_they_mean() -> None:
    longer = MEASURE.with_step(Step("version"), 1)
    assert [str(each) for step in longer.steps for each in step.references()] == ["{step 2}"] * 3
    assert longer.moved(2, -1).steps[0] == OPEN
    assert [each.step for step in longer.moved(2, -1).steps for each in step.references()] == [1] * 3
    assert longer.without(1) == MEASURE
    assert [str(each) for step in MEASURE.without(1).steps for each in step.references()] == ["{step removed}"] * 3
    assert MEASURE.moved(1, -5) == MEASURE
    nested = Sequence("n", (OPEN, Step("f", ({"a": [Reference(1)]},)))).with_step(OPEN, 1)
    assert nested.step(3).arguments == ({"a": [Reference(2)]},)


def test_what_earlier_steps_offer(lib: Library) -> None:
    sequence = Sequence("s", (OPEN, Step("sp_get_info", (Reference(1),)), Step("divide", (7, 2)), CLOSE))
    texts = [str(each.reference) for each in offers(sequence, lib, 4)]
    assert texts[:3] == ["{step 3}", "{step 3: quotient}", "{step 3: remainder}"]
    assert {"{step 2: info}", "{step 2: info.serial}", "{step 1}"} <= set(texts)
    assert [str(each.reference) for each in offers(sequence, lib, 2)] == ["{step 1}"]
    assert offers(sequence, lib, 1) == []


# -- what is wrong


def test_a_sequence_that_can_be_run(lib: Library) -> None:
    check(MEASURE, lib)
    check(Sequence("written", (Step("add", (Written("0x10"), Written("-3"))),)), lib)


@pytest.mark.parametrize(
    "step, message, parameter",
    [
        (Step("nobody"), "Step 2, nobody: ", ""),
        (Step("add", (1,)), "Step 2, add: add takes 2 arguments", ""),
        (Step("add", (1, "x")), "Step 2, add, argument 'b': 'x' does not fit", "b"),
        (Step("add", (1, Written("ten"))), "Step 2, add, argument 'b': 'ten' is no value", "b"),
        (Step("add", (1, Reference(2))), "argument 'b': It refers to itself", "b"),
        (Step("add", (1, Reference(3))), "argument 'b': It refers to step 3, which does not come before it", "b"),
        (Step("add", (1, Reference(0))), "argument 'b': It refers to a step that was removed", "b"),
        (Step("add", (1, Reference(1, "info"))), "argument 'b': Step 1, sp_open, gives no 'info'", "b"),
        (Step("add", (1, Reference(1, "", ("x",)))), "'return' of step 1, sp_open, has no member 'x'", "b"),
    ],
)
def test_what_is_wrong_is_named_by_step_and_argument(lib: Library, step: Step, message: str, parameter: str) -> None:
    (found,) = problems(Sequence("s", (OPEN, step)), lib)
    assert message in str(found)
    assert (found.step, found.parameter, found.kind) == (2, parameter, "step")


def test_what_is_switched_off_is_not_looked_at_and_can_t_be_referred_to(lib: Library) -> None:
    off = Step("sp_open", ("SIM::0",), enabled=False)
    (found,) = problems(Sequence("s", (off, Step("nobody", enabled=False), Step("sp_close", (Reference(1),)))), lib)
    assert "refers to step 1, which is switched off" in str(found)


def test_a_handle_of_another_kind_is_refused(lib: Library) -> None:
    with Library(lib.path) as other:
        other.define("typedef struct A *HA; typedef struct B *HB; HA sp_open(const char *address); int sp_close(HB b);")
        (found,) = problems(Sequence("s", (OPEN, CLOSE)), other)
        assert "{step 1} is a HA, and a HB is wanted" in str(found)


# -- sweeps


def test_the_points_of_a_sweep(lib: Library) -> None:
    sweep = Sweep("s", Step("add"), (Axis("a", Span(0, 2, step=1)), Axis("b", Listed((10, "0x20")))))
    with pytest.raises(StepError, match=r"'0x20'|argument 'b'|does not fit"):
        SweepRun(lib, sweep)
    sweep = Sweep("s", Step("add"), (Axis("a", Span(0, 2, step=1)), Axis("b", Listed((10, Written("0x20"))))))
    run = SweepRun(lib, sweep)
    assert run.axes == ((0, 1, 2), (10, 32))
    assert (len(run), run.columns) == (6, ("add",))


def test_whole_numbers_are_what_a_whole_parameter_gets(lib: Library) -> None:
    sweep = Sweep("s", Step("is_even"), (Axis("value", Span(1, 5, count=9)),))
    assert SweepRun(lib, sweep).axes == ((1, 2, 3, 4, 5),)
    assert SweepRun(lib, Sweep("s", TIME_ALONE, (Axis("milliseconds", Span(1, 3, step=1)),))).axes == ((1.0, 2.0, 3.0),)


def test_a_list_stays_as_it_is(lib: Library, tmp_path: Path) -> None:
    assert SweepRun(
        lib,
        Sweep(
            "s",
            Step("is_even"),
            (
                Axis(
                    "value",
                    Listed((1, 1, 2)),
                ),
            ),
        ),
    ).axes == ((1, 1, 2),)
    path = tmp_path / "values.csv"
    path.write_text("value\n2.0\n2\n", "utf-8")
    assert SweepRun(lib, Sweep("s", Step("is_even"), (Axis("value", Column(str(path), "value")),))).axes == ((2, 2),)


TIME_ALONE = Step("sp_set_integration_time", (0, 0.0))


@pytest.mark.parametrize(
    "axes, message",
    [
        ((), "has one axis or two, not 0"),
        ((Axis("x", Listed((1,))),), r"No step that is made at each point has no argument 'x'|has no argument 'x'"),
        ((Axis("a", Listed((1,))), Axis("a", Listed((1,)))), "'a' is varied by both axes"),
        ((Axis("a", Listed(("x",))),), "'x' does not fit 'a'"),
        ((Axis("a", Column("/nowhere.csv", "a")),), "can't be read"),
    ],
)
def test_what_is_wrong_with_a_sweep(lib: Library, axes: tuple[Axis, ...], message: str) -> None:
    with pytest.raises(StepError, match=message):
        SweepRun(lib, Sweep("s", Step("add", (0, 0)), axes))


def test_a_sweep_of_set_up_alone_makes_no_sense(lib: Library) -> None:
    found = [str(each) for each in problems_of_sweep(Sequence("s", (OPEN, CLOSE)), (), lib)]
    assert found[0] == "'s' has no step that a sweep could make at each point."


def test_the_most_points(lib: Library) -> None:
    many = Span(0, 1999, step=1)
    with pytest.raises(StepError, match=r"has 4,000,000 points; 1,000,000 are the most"):
        SweepRun(lib, Sweep("s", Step("add"), (Axis("a", many), Axis("b", many))))


def test_what_is_collected_without_being_asked_for(lib: Library) -> None:
    def texts(*steps: Step) -> list[str]:
        found = default_collection(Sequence("s", steps), lib)
        return [f"{each.reducer.value} {each.part.part}" for each in found]

    assert texts(Step("add")) == ["whole return"]
    assert texts(Step("sp_close")) == ["whole return"]
    assert texts(READ) == ["mean wavelengths", "mean counts"]
    assert texts(Step("divide")) == ["whole quotient", "whole remainder"]
    assert texts(Step("product_name")) == ["whole return"]
    assert texts(OPEN, Step("add")) == ["whole return"]


def test_columns_are_called_after_what_they_hold(lib: Library) -> None:
    run = SweepRun(lib, Sweep("s", MEASURE, (Axis("milliseconds", Span(1, 2, count=2), unit="ms"),)))
    assert run.columns == ("mean of wavelengths", "mean of counts")
    assert run.sweep.axes[0].title == "milliseconds (ms)"
    twice = Sequence("s", (OPEN, READ, READ))
    run = SweepRun(lib, Sweep("s", twice, (Axis("count", Span(1, 2, count=2), step=2),)))
    assert run.columns[1] == "mean of sp_read_spectrum · counts"


def test_a_sweep_over_a_sequence_of_another_name() -> None:
    sweep = Sweep("s", "measure")
    assert sweep.sequence([MEASURE]) is MEASURE
    with pytest.raises(StepError, match="the sequence 'measure', which does not exist"):
        sweep.sequence([])


@pytest.mark.parametrize(
    "reducer, kept",
    [("whole", [3, 1, 2]), ("mean", 2.0), ("min", 1), ("max", 3), ("sum", 6), ("first", 3), ("last", 2), ("length", 3)],
)
def test_what_is_kept_of_an_array(reducer: str, kept: object) -> None:
    assert Reducer(reducer).reduce([3, 1, 2]) == kept
    assert Reducer(reducer).reduce([]) == {"whole": [], "length": 0}.get(reducer)
    assert Reducer(reducer).reduce(7) == 7


# -- in the project


def saved(project: Project, folder: Path) -> tuple[dict[str, Any], Project]:
    save(project, folder / "p.probe32")
    return json.loads((folder / "p.probe32").read_text("utf-8")), load(folder / "p.probe32")


def test_a_project_keeps_sequences_and_sweeps(sample_dll: Path, tmp_path: Path) -> None:
    every_argument = (
        Written("0x10"),
        Reference(1, "info", ("values", 3)),
        {"x": Reference(1), "y": 2.5},
        [1, Reference(1, "", ("x",))],
        b"\0\xff",
        None,
        {"a": [1, 2]},
    )
    steps = (
        OPEN,
        Step("f", every_argument, note="reads", enabled=False, timeout=2.5, unknown={"colour": "red"}),
        CLOSE,
    )
    sequence = Sequence("s", steps, "of the instrument", {"later": 1})
    axes = (
        Axis("a", Span(1, 10, count=4, logarithmic=True), 2, "ms"),
        Axis("b", Listed((1, Written("SP_CCD"), "x")), unknown={"later": [1]}),
        Axis("c", Column(str(tmp_path / "sub" / "times.csv"), "time")),
        Axis("d", Span(0, 1.5, step=0.5)),
    )
    collect = (Collected(Reference(3, "counts"), Reducer.MAX, "V"),)
    sweeps = [
        Sweep("w", "s", axes[:2], collect, 1.5, True, {"later": 2}),
        Sweep("one", OPEN, axes[2:]),
        Sweep("own", sequence),
    ]
    project = Project(DllIdentity(sample_dll, "sample.dll"), sequences=[sequence], sweeps=sweeps)
    document, again = saved(project, tmp_path)
    assert again.sequences == [sequence]
    assert again.sweeps == sweeps
    assert document["sweeps"][1]["axes"][0]["column"] == {"path": "sub/times.csv", "name": "time"}
    assert document["sequences"][0]["steps"][1]["arguments"][:2] == [
        {"text": "0x10"},
        {"reference": "{step 1: info.values[3]}"},
    ]
    assert saved(again, tmp_path)[0] == document


def test_a_project_without_them_says_nothing_of_them(sample_dll: Path, tmp_path: Path) -> None:
    document, again = saved(Project(DllIdentity(sample_dll, "sample.dll")), tmp_path)
    assert "sequences" not in document
    assert (again.sequences, again.sweeps) == ([], [])


@pytest.mark.parametrize(
    "field, value, place",
    [
        ("sequences", [{"name": "s", "steps": [{"function": 1}]}], '"sequences[0].steps[0].function" must be text'),
        ("sequences", [{"name": "s", "steps": [{"function": "f", "set_up": 1}]}], 'set_up" must be true or false'),
        (
            "sequences",
            [{"name": "s", "steps": [{"function": "f", "arguments": [{"reference": "x"}]}]}],
            r'arguments\[0\].reference" must be a reference such as',
        ),
        ("sweeps", [{"name": "s"}], '"sweeps[0].sequence" is missing'),
        ("sweeps", [{"name": "s", "sequence": "x", "collect": [{"reducer": "best"}]}], 'reducer" must be one of whole'),
        (
            "sweeps",
            [{"name": "s", "sequence": "x", "axes": [{"argument": "a", "range": {"start": "1"}}]}],
            r'axes\[0\].range.start" must be a number',
        ),
    ],
)
def test_a_wrong_field_is_named_by_its_place(
    sample_dll: Path, tmp_path: Path, field: str, value: object, place: str
) -> None:
    document, _ = saved(Project(DllIdentity(sample_dll, "sample.dll")), tmp_path)
    (tmp_path / "p.probe32").write_text(json.dumps(document | {field: value}), "utf-8")
    with pytest.raises(FileError, match=place.replace("[0].", r"\[0\].") if "\\" not in place else place):
        load(tmp_path / "p.probe32")

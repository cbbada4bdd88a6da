"""`probe32 run` and `probe32 sweep` with the real 32-bit host."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from probe32 import project
from probe32.cli.main import main
from probe32.library import Library
from probe32.sequences import Axis, Listed, Reference, Sequence, Span, Step, Sweep, Written

OPEN = Step("sp_open", ("SIM::0",), set_up=True)
MEASURE = Sequence(
    "measure",
    (
        OPEN,
        Step("sp_set_integration_time", (Reference(1), Written("20"))),
        Step("sp_close", (Reference(1),), clean_up=True),
    ),
)
CRASH = Sequence("crash", (OPEN, Step("end_process", (3,)), Step("add", (1, 2))))
HANG = Sequence("hang", (Step("wait_forever", timeout=0.3),))
WRONG = Sequence("wrong", (Step("add", (1, Reference(7))),))
SUMS = Sweep("sums", Step("add", (0, 100)), (Axis("a", Span(0, 2, step=1), unit="V"),))
TIMES = Sweep("times", "measure", (Axis("milliseconds", Listed((1.0, 2.0))),))
UNTIDY = Sweep(
    "untidy",
    Sequence("untidy", (*MEASURE.steps[:2], Step("divide_unchecked", (1, 0), clean_up=True))),
    (Axis("milliseconds", Listed((1.0,))),),
)
QUOTIENTS = Sweep("quotients", Step("divide_unchecked", (10, 1)), (Axis("denominator", Listed((2, 0, 5))),))


@pytest.fixture(scope="module")
def bench(sample_dll: Path, sample_header: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with sequences and sweeps."""
    path = tmp_path_factory.mktemp("project") / "bench.probe32"
    with Library(sample_dll) as library:
        library.include(sample_header)
        document = project.from_library(library)
    document.sequences = [MEASURE, CRASH, HANG, WRONG]
    document.sweeps = [SUMS, TIMES, UNTIDY, QUOTIENTS]
    project.save(document, path)
    return path


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(bench: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """The command line, with the project after the command."""

    def run(command: str, *argv: str) -> Done:
        code = main([command, str(bench), *argv])
        return Done(code, *capsys.readouterr())

    return run


@pytest.fixture
def document(run: Callable[..., Done]) -> Callable[..., Any]:
    """What it prints as JSON, and nothing else."""

    def document(*argv: str, code: int = 0) -> Any:
        done = run(*argv, "--json")
        assert (done.returncode, done.stderr) == (code, "")
        return json.loads(done.stdout)

    return document


def test_a_sequence_runs(run: Callable[..., Done], document: Callable[..., Any]) -> None:
    told = document("run", "measure")
    assert (told["sequence"], told["done"]) == ("measure", True)
    assert [(each["step"], each["function"], each["error"]) for each in told["steps"]] == [
        (1, "sp_open", None),
        (2, "sp_set_integration_time", None),
        (3, "sp_close", None),
    ]
    lines = run("run", "measure").stdout.splitlines()
    assert lines[0].startswith("1 sp_open: 0x")
    assert lines[1:] == ["2 sp_set_integration_time: 1", "3 sp_close: 1"]


def test_a_step_that_fails_gives_the_exit_code(document: Callable[..., Any]) -> None:
    told = document("run", "crash", code=6)
    assert [(each["error"] or {}).get("kind") for each in told["steps"]] == [None, "died"]
    told = document("run", "crash", "--go-on", code=6)
    assert [(each["function"], each["replayed"]) for each in told["steps"]] == [
        ("sp_open", False),
        ("end_process", False),
        ("sp_open", True),
        ("add", False),
    ]
    assert document("run", "hang", code=7)["steps"][0]["error"]["kind"] == "timeout"
    assert document("run", "wrong", code=4)["error"]["message"].startswith("Step 1, add, argument 'b': It refers")


def test_a_name_is_needed_where_there_are_several(run: Callable[..., Done], document: Callable[..., Any]) -> None:
    done = run("run")
    assert done.returncode == 2
    assert "has 4 sequences" in done.stderr
    assert "There are: 'measure', 'crash', 'hang', 'wrong'." in done.stderr
    assert document("sweep", "nobody", code=2)["error"]["kind"] == "usage"


def test_a_sweep_prints_a_table(run: Callable[..., Done], document: Callable[..., Any]) -> None:
    done = run("sweep", "sums")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "# sweep: sums"
    assert lines[6] == "a (V),add,last error,microseconds,error"
    assert [each.split(",")[:2] for each in lines[7:]] == [["0", "100"], ["1", "101"], ["2", "102"]]
    told = document("sweep", "times")
    assert (told["done"], told["axes"][0]["argument"]) == (True, "milliseconds")
    assert [(each["values"], each["collected"]) for each in told["points"]] == [([1.0], [1]), ([2.0], [1])]


def test_a_point_that_fails_is_named(run: Callable[..., Done], document: Callable[..., Any]) -> None:
    done = run("sweep", "quotients")
    assert done.returncode == 6
    assert "Point 2 of 3 (denominator = 0), step 1, divide_unchecked" in done.stderr
    told = document("sweep", "quotients", "--go-on", code=6)
    assert [each["collected"] for each in told["points"]] == [[5], [None], [2]]
    assert (told["done"], told["points"][1]["error"]["kind"]) == (False, "fault")


def test_a_clean_up_that_fails_is_told(run: Callable[..., Done]) -> None:
    done = run("sweep", "untidy")
    assert done.returncode == 0
    assert "The clean-up failed in step 3, divide_unchecked: divide_unchecked failed natively" in done.stderr

"""The long proofs at their shortest: `python dev.py faults`, `threads`, `soak` and `fuzz` make them at length."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from proofs.arena import Arena, arena
from proofs.faults import KINDS
from proofs.fuzz import PARTS, attacked
from proofs.fuzzed_hosts import STRANGERS
from proofs.soak import Plan, growth, soaked
from proofs.threads import shared
from proofs.work import JOBS
from which_windows import UNDER_WINE

from probe32 import Library
from probe32.errors import NativeFaultError


@pytest.fixture(scope="module")
def place() -> Iterator[Arena]:
    with arena() as made:
        yield made


@pytest.mark.parametrize("kind", KINDS)
def test_every_death_is_told_leaves_nothing_and_is_survived(place: Arena, kind: str) -> None:
    if kind == "message box" and UNDER_WINE:
        pytest.skip("Wine is not Windows: no screen is there for its windows")
    rows = KINDS[kind](place, 1)
    assert [problem for row in rows for problem in row.problems] == []
    assert all(row.times == 1 or row.note for row in rows)


def test_a_typed_call_tells_every_kind_of_native_fault(place: Arena) -> None:
    with Library(Path(place.folder, "deaths.dll")) as library:
        library.define("void illegal_instruction(void); void raise_cpp(void);")
        with pytest.raises(NativeFaultError, match="illegal instruction") as caught:
            library.call("illegal_instruction")
        assert (caught.value.code, caught.value.module.rpartition("\\")[2]) == (0xC000001D, "deaths.dll")
        with pytest.raises(NativeFaultError, match=r"C\+\+ exception"):
            library.call("raise_cpp")


def test_threads_and_a_loop_share_a_client() -> None:
    tally = shared(threads=8, calls=100)
    assert (tally.examples, tally.wrong.total()) == ([], 0)
    assert {*JOBS, "asyncio"} >= set(tally.made) >= {"add", "echo", "fail", "asyncio"}


@pytest.mark.skipif(sys.platform == "win32", reason="what processes use is read from /proc")
@pytest.mark.parametrize("plan", [Plan(10_000), Plan(2000, mixed=True, deaths=500)], ids=["additions", "mixed"])
def test_nothing_grows(plan: Plan) -> None:
    tally, readings = soaked(plan)
    assert (tally.examples, tally.wrong.total(), len(readings)) == ([], 0, 100)
    assert [each for each in growth(readings) if "memory" not in each] == []
    if not plan.deaths:  # two thousand requests are no time for it to settle
        assert growth(readings) == []


@pytest.mark.skipif(
    sys.platform == "win32", reason="a copy of this process plays the host, and time is limited by a signal"
)
@pytest.mark.parametrize("name", [*PARTS, STRANGERS])
def test_nonsense_does_no_harm(name: str) -> None:
    outcome = attacked(name, cases=5 if name.startswith("host:") else 200, number=1)
    assert outcome.problems == []
    assert outcome.cases >= 5

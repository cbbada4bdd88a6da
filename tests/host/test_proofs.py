"""The long proofs at their shortest: `python dev.py faults`, `threads`, `soak` and `fuzz` make them at length."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from proofs.arena import Arena, arena
from proofs.faults import KINDS

from probe32 import Library
from probe32.errors import NativeFaultError


@pytest.fixture(scope="module")
def place() -> Iterator[Arena]:
    with arena() as made:
        yield made


@pytest.mark.parametrize("kind", KINDS)
def test_every_death_is_told_leaves_nothing_and_is_survived(place: Arena, kind: str) -> None:
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

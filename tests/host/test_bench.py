"""The benchmark as a person starts it, at its cheapest; `tests/unit/test_bench.py` has its arithmetic."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks import running
from benchmarks.catalogue import BENCHMARKS
from benchmarks.results import Missing
from benchmarks.rows import Row, alone
from benchmarks.samples import Sample
from benchmarks.session import Session, UnmeasurableError
from schemas import results_validator

from probe32.launch import find_host

TESTS = Path(__file__).resolve().parents[1]


def bench(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What `python dev.py bench` runs when everything is set up."""
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS / "support")))},
        capture_output=True,
        text=True,
        check=False,
    )


def test_one_benchmark_gives_a_table_and_files_and_leaves_nothing_behind(tmp_path: Path) -> None:
    result, docs = tmp_path / "result.json", tmp_path / "docs"
    docs.mkdir()
    done = bench("--quick", "--only", "pipe", "--json", result, "--docs", docs)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"Takes about 0\.\d minutes", done.stdout)
    assert "Had to be ended" not in done.stdout
    document = json.loads(result.read_text("utf-8"))
    results_validator().validate(document)
    row, wire = document["rows"]
    assert (row["name"], wire["name"]) == ("pipe-echo", "pipe-wire")
    assert all(row[side]["amount"] > 0 for side in ("ours", "theirs"))
    assert row["ours"]["count"] == row["theirs"]["count"] >= 1000
    assert "| small call `add(i, 2)`, on one processor |" in docs.joinpath("benchmarks.md").read_text("utf-8")
    assert not set(tmp_path.iterdir()) - {result, docs}


def test_one_that_fails_or_can_not_be_made_keeps_no_other_from_being_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Session) -> list[Row]:
        raise ValueError("no such thing")

    def unmeasurable(_: Session) -> list[Row]:
        raise UnmeasurableError("there is no such file")

    row = alone("a", "what", Sample((1.0,)))
    monkeypatch.setattr(running, "BENCHMARKS", {"fails": fails, "not": unmeasurable, "works": lambda _: [row]})
    said: list[str] = []
    results = running.run(["fails", "not", "works"], Session(find_host()), said.append)
    assert results.missing == [
        Missing("fails", "it failed with ValueError: no such thing", failed=True),
        Missing("not", "there is no such file", failed=False),
    ]
    assert [each.name for each in results.all_rows] == ["a"]
    assert "FAILED\nTraceback" in said[1]
    assert results.yardstick.count == 10


def test_an_unknown_benchmark_is_refused() -> None:
    done = bench("--only", "nonsense")
    assert done.returncode == 2
    assert "nonsense" in done.stderr
    assert all(name in done.stderr for name in BENCHMARKS)

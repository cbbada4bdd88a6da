"""The benchmark as a person starts it, at its cheapest; `tests/unit/test_bench.py` has its arithmetic."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from benchmarks.catalogue import BENCHMARKS

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
    result, page = tmp_path / "result.json", tmp_path / "page.md"
    done = bench("--quick", "--only", "pipe", "--json", result, "--markdown", page)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"Takes about 0\.\d minutes", done.stdout)
    assert "Had to be ended" not in done.stdout
    (row,) = json.loads(result.read_text("utf-8"))["rows"]
    assert row["name"] == "pipe-echo"
    assert all(row[side]["amount"] > 0 for side in ("ours", "theirs"))
    assert row["ours"]["count"] == row["theirs"]["count"] >= 1000
    assert "| small call `add(i, 2)`, on one processor |" in page.read_text("utf-8")
    assert not set(tmp_path.iterdir()) - {result, page}


def test_an_unknown_benchmark_is_refused() -> None:
    done = bench("--only", "nonsense")
    assert done.returncode == 2
    assert "nonsense" in done.stderr
    assert all(name in done.stderr for name in BENCHMARKS)

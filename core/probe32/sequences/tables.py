"""What a sweep gave as CSV text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from ..abi.text import to_json
from ..pe.facts import Image
from .sweeping import Point, SweepRun


def csv_text(run: SweepRun, points: Iterable[Point], made: datetime) -> str:
    """A table with a line for each of `points`: the axes' values, what was collected, last error, time, failure.

    `run` is what made them, and `made` when. It is CSV, with a line feed between lines. Lines that begin with `#` come
    first and say which DLL, function, version and date. Texts that a spreadsheet would take for a formula begin with a
    `'`.
    """
    return _head(run, made) + _table(run, points)


def _head(run: SweepRun, made: datetime) -> str:
    image: Image = run.library.image
    steps = ", ".join(each.function for each in run.sequence.steps if each.enabled)
    facts = {
        "sweep": run.sweep.name,
        "dll": image.path.name,
        "version": image.version.get("FileVersion", ""),
        "sha256": image.sha256,
        "functions": steps,
        "date": f"{made:%Y-%m-%d %H:%M:%S}",
    }
    return "".join(f"# {name}: {' '.join(str(value).split())}\n" for name, value in facts.items())


def _table(run: SweepRun, points: Iterable[Point]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    titles = [*(each.title for each in run.sweep.axes), *run.columns, "last error", "microseconds", "error"]
    writer.writerow([_cell(each) for each in titles])
    for each in points:
        failure = run.failure(each)
        row: Sequence[object] = (*each.values, *each.collected, each.last_error, round(each.duration_us, 3), failure)
        writer.writerow([_cell(value) for value in row])
    return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, (bool, float)) or value is None:
        return "" if value is None else value
    if isinstance(value, int):
        return int(value)
    text = value if isinstance(value, str) else json.dumps(to_json(value))
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text

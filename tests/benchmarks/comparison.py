"""What has become of each row since another run.

Times differ from machine to machine, so ratios are compared: to the rival, to the floor, or to the yardstick. Only
what is no time, such as a number of objects, is compared as it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .results import Results
from .rows import Row

LEAST = 0.1
"""The change that is told at all: two runs on the same quiet machine differ by up to that."""

Verdict = Literal["worse", "better", "same", "new", "gone"]


@dataclass(frozen=True)
class Change:
    """A row `then` and `now`. `factor` is how many times as much it takes; `noise` is what may be chance of that."""

    name: str
    what: str
    verdict: Verdict
    factor: float | None = None
    noise: float = 0.0


def changes(then: Results, now: Results) -> list[Change]:
    """Every row of both runs, those of now first. What the run of now did not do at all is left out."""
    before = {row.name: row for row in then.all_rows}
    found = [_change(before.get(row.name), row) for row in now.all_rows]
    kept = {row.name for row in now.all_rows}
    lost = [row for name in now.rows for row in then.rows.get(name, ()) if row.name not in kept]
    return found + [Change(row.name, row.what, "gone") for row in lost]


def told(found: Sequence[Change], then: Results) -> str:
    """The changes as lines for a terminal: the worse ones first, those of no weight only counted."""
    lines = [f"Compared with {then.version} of {then.date} (ratios, not times):"]
    for verdict in ("worse", "better", "new", "gone"):
        lines += [f"  {verdict:<6}  {_told(each)}" for each in found if each.verdict == verdict]
    same = sum(each.verdict == "same" for each in found)
    return "\n".join([*lines, f"  {same} of {len(found)} rows did not change by more than their spread."])


def _told(each: Change) -> str:
    if each.factor is None:
        return each.what
    return f"{each.factor:.2f} x as much, where ± {each.noise:.0%} may be chance: {each.what}"


def _change(then: Row | None, now: Row) -> Change:
    if then is None or (then.against, then.ours.unit) != (now.against, now.ours.unit):
        return Change(now.name, now.what, "new")
    before, after = _compared(then), _compared(now)
    noise = max(LEAST, math.hypot(*(value.noise for row in (then, now) for value in (row.ours, row.theirs) if value)))
    if before == after:
        return Change(now.name, now.what, "same", 1.0, noise)
    factor = after / before if before else math.inf
    verdict: Verdict = "worse" if factor > 1 + noise else "better" if factor * (1 + noise) < 1 else "same"
    return Change(now.name, now.what, verdict, factor, noise)


def _compared(row: Row) -> float:
    """What is compared of a row; a goal of "at most" with a rival is about the ratio all the same."""
    return row.ours.amount if row.ratio is None else row.ratio

"""The page of the documentation, and the drawing on it, made from the results of a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from . import chart
from .catalogue import GROUPS
from .comparison import Change
from .results import Results
from .table import markdown_table
from .units import amount_text

PAGE = "benchmarks.md"
DRAWING = "images/benchmarks.svg"

_PAGE = """\
# Benchmarks

How long things take, measured in one run with everything side by side. Made by `python dev.py bench --publish`; don't
edit it by hand.
{drawing}
## How to read it

"Probe32" and "takes" are medians: half of the measurements were below. The brackets hold the middle half of them, from
the lowest quarter to the highest; of a 99th percentile, the middle half of those of ten parts of the run. A µs is a
millionth of a second, a ms a thousandth. The ratio says how many times faster than what stands beside it Probe32 is, or
how many times as long it takes. What stands beside it is one of two things: a *rival*, which does the same work in
another way, or the *floor*, the least that the work could take.

Both were measured in turns, one after the other, so what else the machine did has hit both. So trust the ratios: the
times differ from machine to machine, the ratios hardly.

"msl-loadlib" is version 1.1.0's own 32-bit server with its own protocol (HTTP, and pickles in a file), run in the same
way in the same Wine. Its 64-bit side is left out, which only makes it look faster.

## Where it was measured

{date}, Probe32 {version}.

| the machine | |
| --- | --- |
{machine}

The noise: the same piece of Python work, done {count} times between all the benchmarks, took {yardstick}; the middle
half of that lies between {low} and {high}. Differences smaller than that, or than the spread of a row, mean nothing.

{groups}{missing}{changes}
## Measure it again

| command | measures |
| --- | --- |
| `python dev.py bench` | everything, in about four minutes |
| `python dev.py bench --only small --only batch` | a part; `--help` lists them |
| `python dev.py bench --json mine.json --compare other.json` | and keep the results, and compare them with others |

A run ends with a comparison, by default with the last release that has its results in `tests/benchmarks/releases`;
rows that got worse by more than their spread come first. Times of different machines are never compared: ratios are,
and a row that has nothing beside it is set in relation to the piece of Python work above. The exit code is 1 when a
benchmark failed, whatever the figures.

Close what else computes before, and let the system run the processor at one frequency where it can
(`cpupower frequency-set -g performance`). No test of Probe32 depends on a time.
"""


def write(results: Results, changes: Sequence[Change], since: Results | None, folder: Path) -> None:
    """Write the page and the drawing into the folder of the documentation."""
    drawing = chart.drawn(results.all_rows)
    if drawing:
        file = folder / DRAWING
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(drawing, encoding="utf-8")
    (folder / PAGE).write_text(text(results, changes, since, drawing=bool(drawing)), encoding="utf-8")


def text(results: Results, changes: Sequence[Change], since: Results | None, *, drawing: bool) -> str:
    """The page. `changes` are those against `since`, which is None where there is nothing to compare with."""
    yard = results.yardstick
    return _PAGE.format(
        drawing=f"\n![Probe32 and msl-loadlib, time on a logarithmic scale]({DRAWING})\n" if drawing else "",
        date=results.date,
        version=results.version,
        machine="\n".join(f"| {name} | {each} |" for name, each in results.machine.items()),
        count=yard.count,
        yardstick=amount_text(yard.amount, yard.unit),
        low=amount_text(yard.low, yard.unit),
        high=amount_text(yard.high, yard.unit),
        groups="\n".join(_groups(results)),
        missing=_missing(results),
        changes=_changes(changes, since),
    )


def _groups(results: Results) -> list[str]:
    sections = []
    for group in GROUPS:
        rows = [row for name in group.benchmarks for row in results.rows.get(name, ())]
        if rows:
            sections.append(f"## {group.title}\n\n{group.text}\n\n{markdown_table(rows)}\n")
    return sections


def _missing(results: Results) -> str:
    said = "".join(f"\n- `{each.name}`: {each.reason}" for each in results.missing)
    return f"\n## Not measured\n{said}\n" if said else ""


def _changes(changes: Sequence[Change], since: Results | None) -> str:
    if since is None:
        return "\n## Since the last release\n\nThere are no results of an earlier release.\n"
    told = [each for each in changes if each.verdict in ("worse", "better") and each.factor is not None]
    lines = [f"| {each.what} | {each.factor:.2f} | {each.noise:.0%} | {each.verdict} |" for each in told]
    table = "\n".join(["| what | times as much | of which may be chance | |", "| --- | --- | --- | --- |", *lines])
    same = f"{len(changes) - len(told)} other rows did not change by more than their spread, or are new."
    return f"\n## Since {since.version}\n\n{f'{table}{chr(10) * 2}' if told else ''}{same}\n"

"""The result as text for a terminal, as a page for the documentation, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from .rows import Row, Value

SCHEMA = 1

HEADINGS = ("what", "ours", "against", "theirs", "ratio", "goal", "met")

_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))

_PAGE = """\
# Benchmarks

Made by `python dev.py bench --markdown docs/benchmarks.md`; don't edit it by hand.

Measured {date} with Probe32 {version} on: {machine}.

Ours and theirs were measured in turns, in one run: the times differ from machine to machine, the ratios hardly.
Values are medians unless a row says otherwise; ± is half the width of the middle half of the values.
"msl-loadlib" is version 1.1.0's own 32-bit server with its own protocol (HTTP, and pickles in a file), run in the
same way, in the same Wine.

{table}
{notes}"""


def row_texts(row: Row) -> tuple[str, ...]:
    """The cells of a row, in the order of `HEADINGS`."""
    ratio = "" if row.ratio is None else f"{row.ratio:.3g}"
    met = {None: "", True: "yes", False: "NO"}[row.met]
    theirs = value_text(row.theirs) if row.theirs else ""
    return row.what, value_text(row.ours), row.against, theirs, ratio, str(row.goal or ""), met


def value_text(value: Value) -> str:
    """A value with its spread, as `93.1 µs ± 4 %`; a count has no spread."""
    if value.unit != "s":
        return f"{value.amount:g} {value.unit}"
    amount = duration_text(value.amount)
    return f"{amount} ± {value.spread * 50:.0f} %" if value.count > 1 else amount


def duration_text(seconds: float) -> str:
    """Three digits and the unit that suits them."""
    size, unit = next((each for each in _UNITS if seconds >= 0.9995 * each[0]), _UNITS[-1])
    return f"{seconds / size:#.3g}".rstrip(".") + f" {unit}"


def plain_table(rows: Sequence[Row]) -> str:
    """Aligned columns for a terminal."""
    lines = [HEADINGS, *map(row_texts, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def markdown_table(rows: Sequence[Row]) -> str:
    """A table in Markdown."""
    lines = [HEADINGS, ("---",) * len(HEADINGS), *map(row_texts, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def page(rows: Sequence[Row], facts: Mapping[str, str], notes: Sequence[str]) -> str:
    """The page of the documentation; `facts` has `date`, `version` and `machine`, `notes` what is missing."""
    said = "".join(f"\n- {note}" for note in notes)
    return _PAGE.format(**facts, table=markdown_table(rows), notes=f"\nNot measured:\n{said}\n" if said else "")


def document(rows: Sequence[Row], facts: Mapping[str, str], notes: Sequence[str]) -> dict[str, object]:
    """All results, for JSON; durations in seconds."""
    return {"schema": SCHEMA, **facts, "rows": [_entry(row) for row in rows], "missing": list(notes)}


def _entry(row: Row) -> dict[str, object]:
    return {**asdict(row), "goal": None if row.goal is None else str(row.goal), "ratio": row.ratio, "met": row.met}

"""Rows as text: aligned columns for a terminal, and Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from .rows import Row, Value
from .units import amount_text, spread_text

HEADINGS = ("what", "Probe32", "beside it", "takes", "ratio", "goal", "met")


def row_texts(row: Row) -> tuple[str, ...]:
    """The cells of a row, in the order of `HEADINGS`. The yardstick is left out: it is there for comparisons."""
    beside = (row.against, value_text(row.theirs), ratio_text(row)) if row.theirs and row.has_rival else ("", "", "")
    return row.what, value_text(row.ours), *beside, row.goal_text, {None: "", True: "yes", False: "NO"}[row.met]


def ratio_text(row: Row) -> str:
    """`84.5 x faster` or `2.61 x as long`; "" where there is no ratio."""
    if row.ratio is None:
        return ""
    return f"{1 / row.ratio:.3g} x faster" if row.ratio < 1 else f"{row.ratio:.3g} x as long"


def value_text(value: Value) -> str:
    """A value with the middle half of what was measured, as `93.1 µs (90.2 to 99)`."""
    amount = amount_text(value.amount, value.unit)
    if value.count == 1:
        return amount
    return f"{amount} ({spread_text(value.low, value.high, value.amount, value.unit)})"


def plain_table(rows: Sequence[Row]) -> str:
    """Aligned columns for a terminal."""
    lines = [HEADINGS, *map(row_texts, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def markdown_table(rows: Sequence[Row]) -> str:
    """A table in Markdown, with notes below it."""
    lines = [HEADINGS, ("---",) * len(HEADINGS), *map(row_texts, rows)]
    notes = "".join(f"\n\n{note}" for note in dict.fromkeys(row.note for row in rows if row.note))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + notes

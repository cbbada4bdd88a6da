"""The rows that have msl-loadlib beside them as a drawing: two dots a row, on a scale of time by powers of ten."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from .rows import Row
from .table import ratio_text
from .units import duration_text

RIVAL = "msl-loadlib"
_LINE, _TOP, _LEFT, _WIDTH, _RIGHT = 26, 58, 270, 420, 120
_STYLE = """\
.paper { fill: #ffffff } text { fill: #1f2328; font: 12px system-ui, sans-serif } .soft { fill: #59636e }
.grid { stroke: #d1d9e0 } .way { stroke: #818b98; stroke-width: 2 } .ours { fill: #0969da } .theirs { fill: #bc4c00 }
@media (prefers-color-scheme: dark) {
.paper { fill: #161b22 } text { fill: #e6edf3 } .soft { fill: #9198a1 } .grid { stroke: #30363d }
.way { stroke: #656c76 } .ours { fill: #58a6ff } .theirs { fill: #f0883e }
}"""


def drawn(rows: Sequence[Row]) -> str:
    """An SVG with colours for light and dark; "" when no row has msl-loadlib beside it."""
    pairs = [(row, row.theirs) for row in rows if row.theirs and row.against.startswith(RIVAL) and row.ratio]
    if not pairs:
        return ""
    amounts = [value.amount for row, theirs in pairs for value in (row.ours, theirs)]
    first, last = math.floor(math.log10(min(amounts))), math.ceil(math.log10(max(amounts)))

    def place(seconds: float) -> float:
        return _LEFT + (math.log10(seconds) - first) / (last - first) * _WIDTH

    width, height = _LEFT + _WIDTH + _RIGHT, _TOP + len(pairs) * _LINE + 12
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img">',
        f"<title>Probe32 and {RIVAL}, time on a logarithmic scale</title>",
        f'<style>{_STYLE}</style><rect class="paper" width="{width}" height="{height}" rx="6"/>',
        *_legend(),
    ]
    for power in range(first, last + 1):
        parts += _mark(place(10.0**power), duration_text(10.0**power).replace(".00", "").replace(".0", ""), height)
    for number, (row, theirs) in enumerate(pairs):
        y = _TOP + number * _LINE + _LINE / 2
        parts += _pair(row, place(row.ours.amount), place(theirs.amount), y)
    return "\n".join([*parts, "</svg>", ""])


def _legend() -> list[str]:
    return [
        f'<circle class="ours" cx="{_LEFT + 6}" cy="16" r="5"/>',
        f'<text x="{_LEFT + 16}" y="20">Probe32</text>',
        f'<circle class="theirs" cx="{_LEFT + 86}" cy="16" r="5"/>',
        f'<text x="{_LEFT + 96}" y="20">{RIVAL}</text>',
        f'<text class="soft" x="{_LEFT + _WIDTH}" y="20" text-anchor="end">left is faster</text>',
    ]


def _mark(x: float, text: str, height: int) -> list[str]:
    return [
        f'<path class="grid" d="M{x:.1f} {_TOP - 6}V{height - 10}"/>',
        f'<text class="soft" x="{x:.1f}" y="{_TOP - 12}" text-anchor="middle">{text}</text>',
    ]


def _pair(row: Row, ours: float, theirs: float, y: float) -> list[str]:
    return [
        f'<text x="{_LEFT - 14}" y="{y + 4}" text-anchor="end">{escape(row.what.replace("`", ""))}</text>',
        f'<path class="way" d="M{ours:.1f} {y}H{theirs:.1f}"/>',
        f'<circle class="ours" cx="{ours:.1f}" cy="{y}" r="5"/>',
        f'<circle class="theirs" cx="{theirs:.1f}" cy="{y}" r="5"/>',
        f'<text x="{_LEFT + _WIDTH + 14}" y="{y + 4}">{ratio_text(row)}</text>',
    ]

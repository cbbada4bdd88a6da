"""Which bytes of a struct stand in which drawn row, and where a block's outline runs through them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from probe32.memory_layout import Block, Strip

_KEPT = 2
"""Rows drawn at each end of a long member before the rest is left out."""


@dataclass(frozen=True)
class Row:
    """A drawn row: the bytes from `start` to before `end`; more than a row's worth where rows were left out."""

    start: int
    end: int


def rows_of(strip: Strip, width: int) -> list[Row]:
    """The rows for a strip with `width` bytes to a row; a long member's middle is one row."""
    found: list[Row] = []
    start = 0
    while start < strip.size:
        end = max(_dull_until(strip, start, width), start + width)
        found.append(Row(start, min(end, strip.size)))
        start = end
    return found


def _dull_until(strip: Strip, start: int, width: int) -> int:
    """Where the rows end that lie deep inside the member that fills the row at `start`; 0 when none does."""
    margin = _KEPT * width
    for each in strip.blocks:
        if each.start <= (start - margin) * 8 and (start + width + margin) * 8 <= each.end:
            return (each.end // 8 - margin) // width * width
    return 0


@dataclass(frozen=True)
class Grid:
    """The geometry of one strip's rows: from bytes to pixels."""

    rows: list[Row]
    width: int
    left: float
    top: float
    byte: float
    height: float

    @property
    def bottom(self) -> float:
        """Below the last row."""
        return self.top + self.height * len(self.rows)

    def pieces(self, block: Block) -> list[QRectF]:
        """A rectangle in each row that the block touches."""
        return list(self._pieces(block))

    def _pieces(self, block: Block) -> Iterator[QRectF]:
        for at, row in enumerate(self.rows):
            start, end = max(block.start, row.start * 8), min(block.end, row.end * 8)
            if start >= end:
                continue
            top = self.top + at * self.height
            if row.end - row.start > self.width:  # rows left out, all of one member
                yield QRectF(self.left, top, self.byte * self.width, self.height)
            else:
                left = self.left + (start / 8 - row.start) * self.byte
                yield QRectF(left, top, (end - start) / 8 * self.byte, self.height)

    def widest(self, block: Block) -> QRectF:
        """Where there is most room for words: all of it when that is a rectangle, else the widest piece."""
        pieces = self.pieces(block)
        widest = max(pieces, key=lambda each: each.width())
        same = [each for each in pieces if each.width() == widest.width()]
        return QRectF(same[0].topLeft(), same[-1].bottomRight())

    def outline(self, block: Block) -> QPainterPath:
        """The block's pieces as one shape."""
        path = QPainterPath()
        for each in self.pieces(block):
            one = QPainterPath()
            one.addRect(each)
            path = path.united(one)
        return path.simplified()

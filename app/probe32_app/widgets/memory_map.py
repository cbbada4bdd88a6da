"""A struct as it lies in memory, drawn in rows of bytes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from probe32.memory_layout import PADDING, Block, Strip

from ..translating import tr
from .memory_rows import Grid, Row, rows_of
from .theme import Theme

_HUES = ("accent", "busy", "code_number", "warning", "success", "code_keyword")
_GAP = 10
_MARGIN = 4


class MemoryMap(QWidget):
    """Draws `Strip`s. `selected` carries the row of the member that a person chose with mouse or arrow keys."""

    selected = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._strips: tuple[Strip, ...] = ()
        self._rows: list[list[Row]] = []
        self._width = 8
        self._current = PADDING
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setMouseTracking(True)

    def show_strips(self, strips: tuple[Strip, ...], name: str, words: str) -> None:
        """Draw these; `words` say the same for those who do not see it."""
        self._strips = strips
        self.setAccessibleName(name)
        self.setAccessibleDescription(words)
        self._resized()

    def set_row_bytes(self, width: int) -> None:
        """How many bytes stand in a row: 4 or 8."""
        self._width = width
        self._resized()

    def set_current(self, row: int) -> None:
        """Mark the member of a row; `PADDING` marks none."""
        self._current = row
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self._theme = theme
        self.update()

    def block_at(self, place: QPointF) -> Block | None:
        """The block under a point."""
        for grid, strip in self._grids():
            for each in strip.blocks:
                if any(piece.contains(place) for piece in grid.pieces(each)):
                    return each
        return None

    def place_of(self, row: int) -> QPointF | None:
        """The middle of the first piece of a member."""
        for grid, strip in self._grids():
            for each in strip.blocks:
                if each.row == row and (pieces := grid.pieces(each)):
                    return pieces[0].center()
        return None

    def sizeHint(self) -> QSize:
        """Room for all rows."""
        bottom = max((grid.bottom for grid, _ in self._grids()), default=0.0)
        return QSize(round(self._left() + self._width * self._unit() * 3), round(bottom) + _MARGIN)

    def minimumSizeHint(self) -> QSize:
        """All rows, narrow."""
        return QSize(round(self._left() + self._width * self._unit() * 1.5), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the strips."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for grid, strip in self._grids():
            self._draw_head(painter, grid, strip)
            for at, each in enumerate(strip.blocks):
                self._draw_block(painter, grid, each, at)
            for each in strip.blocks:
                if each.row == self._current and each.row != PADDING:
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.setPen(QPen(self._theme.color("accent"), 2.5 if self.hasFocus() else 2))
                    painter.drawPath(grid.outline(each))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Say what is under the mouse."""
        if isinstance(event, QHelpEvent):
            block = self.block_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), block.words if block else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the member under the mouse."""
        block = self.block_at(event.position())
        if block is not None and block.row != PADDING:
            self._choose(block.row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the next or previous member."""
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        rows = sorted({each.row for strip in self._strips for each in strip.blocks} - {PADDING})
        if by is None or not rows:
            super().keyPressEvent(event)
            return
        at = rows.index(self._current) + by if self._current in rows else 0
        self._choose(rows[min(max(at, 0), len(rows) - 1)])

    def _choose(self, row: int) -> None:
        self.set_current(row)
        self.selected.emit(row)

    def _resized(self) -> None:
        self._rows = [rows_of(each, self._width) for each in self._strips]
        self.updateGeometry()
        self.update()

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        return font

    def _unit(self) -> float:
        return QFontMetricsF(self.font()).averageCharWidth() * 2

    def _left(self) -> float:
        """Room for the offsets."""
        size = max((each.size for each in self._strips), default=0)
        return QFontMetricsF(self._small()).horizontalAdvance(str(max(size, 100))) + 10

    def _grids(self) -> list[tuple[Grid, Strip]]:
        line = QFontMetricsF(self.font()).height()
        byte = max((self.width() - self._left() - _MARGIN) / self._width, 1.0)
        top, found = 0.0, []
        for each, rows in zip(self._strips, self._rows, strict=True):
            top += line * (2.2 if each.title else 1.2)
            grid = Grid(rows, self._width, self._left(), top, byte, round(line * 2.1))
            found.append((grid, each))
            top = grid.bottom + _GAP
        return found

    def _draw_head(self, painter: QPainter, grid: Grid, strip: Strip) -> None:
        line = QFontMetricsF(self.font()).height()
        if strip.title:
            painter.setPen(self._theme.color("text"))
            place = QRectF(0, grid.top - 2.2 * line, self.width(), line)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, strip.title)
        painter.setFont(self._small())
        painter.setPen(self._theme.color("text_muted"))
        for byte in range(min(grid.width, strip.size)):
            place = QRectF(grid.left + byte * grid.byte, grid.top - line * 1.1, grid.byte, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"+{byte}")
        for at, row in enumerate(grid.rows):
            place = QRectF(0, grid.top + at * grid.height, grid.left - 6, grid.height)
            text = "⋮" if row.end - row.start > grid.width else str(row.start)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setFont(self.font())

    def _draw_block(self, painter: QPainter, grid: Grid, block: Block, at: int) -> None:
        outline = grid.outline(block)
        if block.row == PADDING:
            painter.fillPath(outline, self._theme.color("surface_alt"))
            painter.fillPath(outline, QBrush(self._theme.color("border_strong"), Qt.BrushStyle.BDiagPattern))
        else:
            painter.fillPath(outline, self._hue(block.row, strong=block.row == self._current))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("border_strong"), 1))
        painter.drawPath(outline)
        self._write(painter, grid, block)

    def _write(self, painter: QPainter, grid: Grid, block: Block) -> None:
        """The name, and below it the type where there is room; what does not fit is cut."""
        piece = grid.widest(block).adjusted(3, 1, -3, -1)
        small = self._small()
        padding = block.row == PADDING
        first = tr("padding") if padding else block.label
        second = block.size_text if padding else block.type
        painter.save()
        painter.setClipRect(piece)
        if padding:
            self._plate(painter, piece, first if _fits(small, f" {first} ", piece) else "")
        elif _fits(self.font(), first, piece) or piece.width() > 20:
            line, middle = grid.height / 2, piece.center().y()
            upper = QRectF(piece.left(), middle - line + 1, piece.width(), line)
            lower = QRectF(piece.left(), middle - 1, piece.width(), line)
            painter.setPen(self._theme.color("text"))
            _draw_elided(painter, self.font(), upper, first)
            painter.setPen(self._theme.color("text_muted"))
            _draw_elided(painter, small, lower, second)
        painter.restore()

    def _plate(self, painter: QPainter, piece: QRectF, text: str) -> None:
        """Words on a plain ground, so that the hatching does not run through them."""
        if not text:
            return
        metrics = QFontMetricsF(self._small())
        ground = QRectF(0, 0, metrics.horizontalAdvance(text) + 8, metrics.height())
        ground.moveCenter(piece.center())
        painter.fillRect(ground, self._theme.color("surface_alt"))
        painter.setFont(self._small())
        painter.setPen(self._theme.color("text_muted"))
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, text)

    def _hue(self, row: int, *, strong: bool) -> QColor:
        """A quiet colour of the theme, another one for each member."""
        ground, hue = self._theme.color("surface"), self._theme.color(_HUES[row % len(_HUES)])
        share = (0.34 if strong else 0.2) if self._theme.dark else (0.26 if strong else 0.13)
        mixed = [a * (1 - share) + b * share for a, b in zip(_rgb(ground), _rgb(hue), strict=True)]
        return QColor(*(round(each) for each in mixed))


def _rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()


def _fits(font: QFont, text: str, place: QRectF) -> bool:
    return QFontMetricsF(font).horizontalAdvance(text) + 2 <= place.width()


def _draw_elided(painter: QPainter, font: QFont, place: QRectF, text: str) -> None:
    painter.setFont(font)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)

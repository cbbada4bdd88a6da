"""Lines and heat maps in a theme's colours. The only module that knows pyqtgraph; it takes half a second to import."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..translating import tr
from .theme import Theme

_TOKENS = ("accent", "busy", "warning", "code_number", "danger", "success", "text_muted", "code_function")
"""The colours of lines, one after the other, then anew."""
_GRIDS = 1
"""Levels of grid lines besides the numbered ones. One more makes painting take half as long again."""
_MARKED = 60
"""Up to so many points of a line are marked."""
_MOST_LINES = 40
_TICKS = 12


@dataclass(frozen=True)
class Line:
    """One line of a plot; both have the same length, and NaN is a gap."""

    title: str
    xs: array[float]
    ys: array[float]


@dataclass(frozen=True)
class HeatMap:
    """Values over two axes: row by row, `len(xs)` of them for each of `ys`, the last rows perhaps not there yet."""

    xs: Sequence[object]
    ys: Sequence[object]
    values: array[float]


class Plot(QWidget):
    """Shows lines or a heat map. The wheel zooms, dragging moves, dragging with the right button stretches."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._lines: list[pg.PlotDataItem] = []
        self._image: pg.ImageItem | None = None
        self._bar: pg.ColorBarItem | None = None
        self._begin()
        self.set_theme(theme)

    def show_axes(self, x: str, y: str, *, logarithmic: bool = False) -> None:
        """Write names and units beside the axes; `logarithmic` is the x axis. What was shown before is gone."""
        if self._image is not None:  # its colour bar can't be taken out again
            self._column.removeWidget(self.view)
            self.view.deleteLater()
            self._begin()
            self.set_theme(self._theme)
        self._make_lines(())
        self._plot.setLogMode(logarithmic, False)
        for name, text in (("bottom", x), ("left", y)):
            axis = self._plot.getAxis(name)
            axis.enableAutoSIPrefix(False)
            axis.setLabel(text)
        self._plot.getAxis("bottom").setStyle(
            maxTickLevel=0 if logarithmic else _GRIDS
        )  # those between decades overlap
        self._plot.getAxis("left").setStyle(maxTickLevel=_GRIDS)
        self.reset_view()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines; growing ones are given again and again."""
        shown = lines[:_MOST_LINES]
        if len(shown) != len(self._lines):
            self._make_lines([each.title for each in shown])
        for line, item in zip(shown, self._lines, strict=True):
            item.setSymbol("o" if len(line.xs) <= _MARKED else None)
            item.setData(np.frombuffer(line.xs), np.frombuffer(line.ys), connect="finite")

    def show_map(self, heat: HeatMap) -> None:
        """Show a heat map; a growing one is given again and again."""
        width, height = len(heat.xs), len(heat.ys)
        grid = np.full(width * height, np.nan)
        grid[: len(heat.values)] = np.frombuffer(heat.values) if heat.values else 0.0
        known = grid[np.isfinite(grid)]
        levels = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
        if self._image is None or self._bar is None:
            self._image, self._bar = self._made_map(heat)
        flat = levels[0] == levels[1]
        spread = (levels[0], levels[1] + (abs(levels[1]) or 1.0) * 1e-9) if flat else levels
        self._image.setImage(grid.reshape(height, width), autoLevels=False, levels=spread)
        self._image.setRect(QRectF(*_extent(heat.xs, heat.ys)))
        self._bar.setLevels(spread)

    def reset_view(self) -> None:
        """Show everything, and follow what grows."""
        self._plot.vb.enableAutoRange()

    def picture(self) -> QPixmap:
        """What is shown, as a picture."""
        return self.view.grab()

    def points(self) -> list[list[tuple[float, float]]]:
        """The points of each line as they are shown."""
        found = []
        for each in self._lines:
            xs, ys = each.getData()
            found.append([] if xs is None or ys is None else list(zip(xs.tolist(), ys.tolist(), strict=True)))
        return found

    @property
    def map_values(self) -> list[list[float]]:
        """The rows of the heat map; empty when none is shown."""
        image = self._image.image if self._image is not None else None
        return [] if image is None else [list(map(float, row)) for row in image]

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self._theme = theme
        self.view.setBackground(theme.color("surface"))
        for name in ("bottom", "left"):
            axis = self._plot.getAxis(name)
            axis.setPen(QPen(theme.color("border_strong")))
            axis.setTextPen(theme.color("text_muted"))
        self._plot.showGrid(True, True, 0.15)
        self._legend.setLabelTextColor(theme.color("text"))
        background = QColor(theme.color("surface"))
        background.setAlphaF(0.8)
        self._legend.setBrush(background)
        for at, each in enumerate(self._lines):
            self._colour(each, at)
        if self._bar is not None:
            self._colour_bar(self._bar)

    def _begin(self) -> None:
        self.view = pg.PlotWidget()
        self.view.setAccessibleName(tr("Plot"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot = self.view.plotItem
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setDownsampling(auto=True, mode="peak")
        self._plot.setClipToView(True)
        self._legend = self._plot.addLegend()
        self._legend.hide()
        self._lines = []
        self._image = self._bar = None
        self._column.addWidget(self.view)

    def _make_lines(self, titles: Sequence[str]) -> None:
        for line in self._lines:
            self._plot.removeItem(line)
        self._lines = []
        self._legend.clear()
        for at, title in enumerate(titles):
            line = pg.PlotDataItem()
            self._colour(line, at)
            self._plot.addItem(line)
            self._lines.append(line)
            if len(titles) > 1:
                self._legend.addItem(line, title)
        self._legend.setVisible(len(titles) > 1)

    def _colour(self, line: pg.PlotDataItem, at: int) -> None:
        color = self._theme.color(_TOKENS[at % len(_TOKENS)])
        pen = QPen(color, 1.6 * self.devicePixelRatioF())  # a cosmetic one counts the pixels of the screen
        pen.setCosmetic(True)
        line.setPen(pen)
        line.setSymbolSize(5)
        line.setSymbolBrush(color)
        line.setSymbolPen(None)

    def _made_map(self, heat: HeatMap) -> tuple[pg.ImageItem, pg.ColorBarItem]:
        image = pg.ImageItem()
        image.setOpts(axisOrder="row-major")
        colours = pg.colormap.get("viridis")
        image.setColorMap(colours)
        self._plot.addItem(image)
        bar = pg.ColorBarItem(interactive=False, colorMap=colours, width=14)
        bar.setImageItem(image, insert_in=self._plot)
        self._colour_bar(bar)
        for name, values in (("bottom", heat.xs), ("left", heat.ys)):
            self._plot.getAxis(name).setTicks(None if _is_even(values) else [_ticks(values)])
        return image, bar

    def _colour_bar(self, bar: pg.ColorBarItem) -> None:
        bar.axis.setPen(QPen(self._theme.color("border_strong")))
        bar.axis.setTextPen(self._theme.color("text_muted"))


def _extent(xs: Sequence[object], ys: Sequence[object]) -> tuple[float, float, float, float]:
    """Left, bottom, width and height of the picture: each value in the middle of its stripe."""
    (left, width), (bottom, height) = _stripes(xs), _stripes(ys)
    return left, bottom, width, height


def _stripes(values: Sequence[object]) -> tuple[float, float]:
    numbers = _numbers(values)
    if numbers is None or not _is_even(values):
        return -0.5, float(len(values))
    step = numbers[1] - numbers[0] if len(numbers) > 1 else 1.0
    return numbers[0] - step / 2, step * len(numbers)


def _is_even(values: Sequence[object]) -> bool:
    """Whether they are numbers at equal distances."""
    numbers = _numbers(values)
    if numbers is None:
        return False
    if len(numbers) < 3:
        return True
    step = (numbers[-1] - numbers[0]) / (len(numbers) - 1)
    near = abs(step) * 1e-6
    return step != 0 and all(
        math.isclose(each, numbers[0] + step * at, abs_tol=near) for at, each in enumerate(numbers)
    )


def _numbers(values: Sequence[object]) -> list[float] | None:
    found = [float(each) for each in values if isinstance(each, (int, float))]
    return found if len(found) == len(values) else None


def _ticks(values: Sequence[object]) -> list[tuple[float, str]]:
    every = max(1, math.ceil(len(values) / _TICKS))
    texts = [f"{each:.4g}" if isinstance(each, float) else str(each) for each in values]
    return [(float(at), texts[at]) for at in range(0, len(values), every)]

"""What a sweep has given so far, as numbers for plots and as rows of a table."""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from probe32.abi.text import to_json
from probe32.sequences import Point, Span, SweepRun

from ..translating import tr
from .readable import duration_text, short_text
from .step_rows import FAILED_ROLE

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass(eq=False)
class SweepData:
    """One run of a sweep: its points, in order, and the numbers of each axis and of each column; NaN is none.

    `title` tells it from other runs; `failures` counts the points that failed.
    """

    title: str
    run: SweepRun
    points: list[Point] = field(default_factory=list)
    axes: list[array[float]] = field(default_factory=list)
    columns: list[array[float]] = field(default_factory=list)
    failures: int = 0

    def __post_init__(self) -> None:
        self.axes = [array("d") for _ in self.run.axes]
        self.columns = [array("d") for _ in self.run.columns]

    @property
    def titles(self) -> tuple[str, ...]:
        """The axes and the columns, by name and unit."""
        return (*(each.title for each in self.run.sweep.axes), *self.run.columns)

    @property
    def logarithmic(self) -> bool:
        """Whether the one axis is best shown so."""
        points = self.run.sweep.axes[0].points
        return len(self.run.axes) == 1 and isinstance(points, Span) and points.logarithmic

    def add(self, points: Iterable[Point]) -> None:
        """Take more points."""
        for each in points:
            for at, (numbers, value) in enumerate(zip(self.axes, each.values, strict=True)):
                numbers.append(_number(value, self.run.axes[at]))
            for numbers, value in zip(self.columns, each.collected, strict=True):
                numbers.append(_number(value))
            self.points.append(each)
            self.failures += each.error is not None


def _number(value: object, among: Sequence[object] = ()) -> float:
    """A value as a number: texts of an axis count by their places."""
    if isinstance(value, (int, float)):
        return float(value)
    return float(among.index(value)) if value in among else math.nan


class SweepTable(QAbstractTableModel):
    """The points of one run; it only grows at its end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data: SweepData | None = None
        self._rows = 0

    def show(self, data: SweepData | None) -> None:
        """Show a run, or none."""
        self.beginResetModel()
        self._data = data
        self._rows = len(data.points) if data else 0
        self.endResetModel()

    def grow(self) -> None:
        """Show the points that have come since."""
        count = len(self._data.points) if self._data else 0
        if count > self._rows:
            self.beginInsertRows(ROOT, self._rows, count - 1)
            self._rows = count
            self.endInsertRows()

    def rowCount(self, parent: Index = ROOT) -> int:
        """The number of points."""
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = ROOT) -> int:
        """The axes, what was collected, the last error, the time, and why a point failed."""
        return 0 if parent.isValid() or self._data is None else len(self._data.titles) + 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles, and the numbers of the points."""
        if role != Qt.ItemDataRole.DisplayRole or self._data is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        return (*self._data.titles, tr("Last error"), tr("Time"), tr("Failure"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, the same as tool tip, and `FAILED_ROLE`."""
        if self._data is None:
            return None
        point = self._data.points[index.row()]
        if role == FAILED_ROLE:
            return point.error is not None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() < len(self._data.titles):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        values = (*point.values, *point.collected)
        if index.column() < len(values):
            return _text(values[index.column()])
        rest = (str(point.last_error or ""), duration_text(point.duration_us), self._data.run.failure(point))
        return rest[index.column() - len(values)]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.8g}"
    return value if isinstance(value, str) else short_text(json.dumps(to_json(value)))

"""The numbers of an array result, as rows that are only looked at when they come into sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from probe32.abi.types import Array, Pointer, Type, resolve
from probe32.interpretations import Statistics

from ..translating import tr
from .readable import hex_text

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class ResultNumbersModel(QAbstractTableModel):
    """A column of numbers, and for whole ones another in hexadecimal; any number of rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._values: Sequence[float] = ()
        self._element: Type | None = None

    @property
    def values(self) -> Sequence[float]:
        """All numbers."""
        return self._values

    def show(self, of: Type, values: Sequence[float]) -> None:
        """Show the elements of an array, or of what a pointer leads to."""
        kind = resolve(of)
        self.beginResetModel()
        self._values = values
        self._element = kind.target if isinstance(kind, Pointer) else kind.element if isinstance(kind, Array) else of
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """The number of elements."""
        return 0 if parent.isValid() else len(self._values)

    def columnCount(self, parent: Index = ROOT) -> int:
        """One, or two for whole numbers."""
        return 0 if parent.isValid() else 2 if self._values and isinstance(self._values[0], int) else 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles, and the indices in C."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = (tr("Value"), tr("Hexadecimal"))
        return titles[section] if orientation is Qt.Orientation.Horizontal else f"[{section}]"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        value = self._values[index.row()]
        if index.column():
            return hex_text(self._element, value) if self._element is not None else ""
        return str(int(value)) if isinstance(value, int) else repr(value)


def are_numbers(value: object) -> TypeGuard[Sequence[float]]:
    """Whether it is a list of at least two numbers; C's arrays are of one kind, so the first ones tell."""
    if not isinstance(value, (list, tuple)) or len(value) < 2:
        return False
    return all(isinstance(each, (int, float)) and not isinstance(each, bool) for each in value[:100])


def statistics_text(total: int, found: Statistics | None) -> str:
    """Count, least, greatest and mean on one line."""
    count = f"{total:,}"
    if found is None:
        return tr("{count} values, none of them finite").format(count=count)
    text = tr("{count} values · {least} to {greatest} · mean {mean}")
    numbers = {"least": found.least, "greatest": found.greatest, "mean": found.mean}
    words = text.format(count=count, **{name: f"{number:.7g}" for name, number in numbers.items()})
    return words + (tr(" · {count} not finite").format(count=found.not_finite) if found.not_finite else "")

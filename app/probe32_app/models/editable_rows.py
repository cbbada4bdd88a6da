"""What the editable tables have in common: rows that a person adds, takes out and moves, and a cell that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
RowT = TypeVar("RowT")

PROBLEM_ROLE = Qt.ItemDataRole.UserRole
"""The sentence that says what is wrong in a cell, or None."""


class EditableRows(QAbstractTableModel, Generic[RowT]):
    """Rows with a column for each member of `columns`; `cells` maps what errors call a cell to its column.

    `edited` is emitted for a person's edits only, never when other rows are shown.
    """

    columns: ClassVar[type[IntEnum]]
    cells: ClassVar[Mapping[str, int]]
    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[RowT] = []
        self._problem: tuple[int, str, str] = (-1, "", "")

    @property
    def rows(self) -> tuple[RowT, ...]:
        """What the cells hold now."""
        return tuple(self._rows)

    def set_problem(self, row: int, sentence: str, cell: str = "") -> None:
        """Mark a cell of one row as wrong, or all of the row; row -1 marks none."""
        self._problem = (row, sentence, cell)
        self._announce_all()

    def add_row(self, after: int) -> int:
        """Put a new row behind the row `after`, at the end for -1; returns its row."""
        raise NotImplementedError

    def remove_row(self, row: int) -> None:
        """Take a row out."""
        self.beginRemoveRows(ROOT, row, row)
        del self._rows[row]
        self.endRemoveRows()
        self.edited.emit()

    def move_row(self, row: int, by: int) -> int:
        """Move a row up (-1) or down (1); returns where it is afterwards."""
        to = row + by
        if not 0 <= to < len(self._rows):
            return row
        self.beginMoveRows(ROOT, row, row, ROOT, to + (by > 0))
        self._rows.insert(to, self._rows.pop(row))
        self.endMoveRows()
        self.edited.emit()
        return to

    def rowCount(self, parent: Index = ROOT) -> int:
        """The number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """The number of `columns`."""
        return 0 if parent.isValid() else len(self.columns)

    def _insert(self, after: int, row: RowT) -> int:
        at = after + 1 if 0 <= after < len(self._rows) else len(self._rows)
        self.beginInsertRows(ROOT, at, at)
        self._rows.insert(at, row)
        self.endInsertRows()
        self.edited.emit()
        return at

    def _replace(self, index: Index, row: RowT) -> None:
        """Take over what a person made of a row."""
        if row != self._rows[index.row()]:
            self._rows[index.row()] = row
            self.dataChanged.emit(index, index)
            self.edited.emit()

    def _problem_of(self, index: Index) -> str | None:
        row, sentence, cell = self._problem
        column = self.cells.get(cell, index.column())
        return sentence if (index.row(), index.column()) == (row, column) else None

    def _announce_all(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

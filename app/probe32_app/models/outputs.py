"""The table of what a call gave back through its parameters."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_HEADERS = ("Output", "Type", "Value")


@dataclass(frozen=True)
class OutputRow:
    """One out or in-out parameter after the call; `full` is the whole value where `value` is shortened."""

    name: str
    type: str
    value: str
    full: str


class OutputsModel(QAbstractTableModel):
    """Rows of `OutputRow`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[OutputRow, ...] = ()

    @property
    def rows(self) -> tuple[OutputRow, ...]:
        """What is shown."""
        return self._rows

    def set_rows(self, rows: tuple[OutputRow, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """The number of outputs."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Name, type, value."""
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles of the columns."""
        shown = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _HEADERS[section] if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell; the whole value as tool tip and in the user role."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.name, row.type, row.value)[index.column()]
        return row.full if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.UserRole) else None

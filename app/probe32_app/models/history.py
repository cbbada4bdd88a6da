"""The calls made in this session, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
LIMIT = 500


@dataclass(frozen=True)
class HistoryEntry:
    """One call: everything needed to repeat it, and how it went."""

    time: str
    ordinal: int
    function: str
    prototype: str
    arguments: dict[str, str]
    outcome: str
    duration: str
    failed: bool = False
    call: tuple[int, int] = (0, 0)
    """Which host of the library made it, counted from 1, and the number of its request there; zeros: none did."""

    @property
    def arguments_text(self) -> str:
        """The arguments on one line."""
        return ", ".join(f"{name} = {text}" for name, text in self.arguments.items())


class HistoryColumn(IntEnum):
    """The columns, in order."""

    TIME = 0
    FUNCTION = 1
    ARGUMENTS = 2
    OUTCOME = 3
    DURATION = 4


ENTRY_ROLE = Qt.ItemDataRole.UserRole
FAILED_ROLE = Qt.ItemDataRole.UserRole + 1
_HEADERS = ("Time", "Function", "Arguments", "Outcome", "Duration")


class HistoryModel(QAbstractTableModel):
    """Rows of `HistoryEntry`, at most `LIMIT` of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[HistoryEntry] = []

    @property
    def entries(self) -> tuple[HistoryEntry, ...]:
        """All entries, newest first."""
        return tuple(self._entries)

    def add(self, entry: HistoryEntry) -> None:
        """Put an entry on top; the oldest beyond the limit goes."""
        self.beginInsertRows(ROOT, 0, 0)
        self._entries.insert(0, entry)
        self.endInsertRows()
        if len(self._entries) > LIMIT:
            self.beginRemoveRows(ROOT, LIMIT, LIMIT)
            del self._entries[LIMIT]
            self.endRemoveRows()

    def clear(self) -> None:
        """Forget every call."""
        self.beginResetModel()
        self._entries.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """The number of calls."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = ROOT) -> int:
        """The number of `HistoryColumn`s."""
        return 0 if parent.isValid() else len(HistoryColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles of the columns."""
        shown = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _HEADERS[section] if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, the same as tool tip, `ENTRY_ROLE` and `FAILED_ROLE`."""
        entry = self._entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            texts = (entry.time, entry.function, entry.arguments_text, entry.outcome, entry.duration)
            return texts[index.column()]
        return {ENTRY_ROLE: entry, FAILED_ROLE: entry.failed}.get(role)

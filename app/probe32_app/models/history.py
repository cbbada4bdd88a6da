"""The calls made with a DLL: pinned ones first, then the others, newest first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from ..translating import marked, tr
from .history_entry import HistoryEntry
from .readable import short_text

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
LIMIT = 500
_MOST_RECENT = 12


class HistoryColumn(IntEnum):
    """The columns, in order."""

    TIME = 0
    FUNCTION = 1
    ARGUMENTS = 2
    OUTCOME = 3
    DURATION = 4


ENTRY_ROLE = Qt.ItemDataRole.UserRole
FAILED_ROLE = Qt.ItemDataRole.UserRole + 1
PINNED_ROLE = Qt.ItemDataRole.UserRole + 2
_HEADERS = (marked("Time"), marked("Function"), marked("Arguments"), marked("Outcome"), marked("Duration"))


class HistoryModel(QAbstractTableModel):
    """Rows of `HistoryEntry`: pinned ones, and at most `limit` others; `dropped` is true once some had to go.

    `added` carries the entry of a call that was just made.
    """

    added = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pinned: list[HistoryEntry] = []
        self._entries: list[HistoryEntry] = []
        self.limit = LIMIT
        self.dropped = False

    @property
    def entries(self) -> tuple[HistoryEntry, ...]:
        """The calls, newest first, without those that are pinned."""
        return tuple(self._entries)

    @property
    def pinned(self) -> tuple[HistoryEntry, ...]:
        """The calls that are kept in the project."""
        return tuple(self._pinned)

    def add(self, entry: HistoryEntry) -> None:
        """Put an entry above the others; the oldest beyond the limit goes."""
        top = len(self._pinned)
        self.beginInsertRows(ROOT, top, top)
        self._entries.insert(0, entry)
        self.endInsertRows()
        if len(self._entries) > self.limit:
            last = top + self.limit
            self.dropped = True
            self.beginRemoveRows(ROOT, last, top + len(self._entries) - 1)
            del self._entries[self.limit :]
            self.endRemoveRows()
        self.added.emit(entry)

    def show(self, entries: Sequence[HistoryEntry]) -> None:
        """Show these calls, newest first, in place of those that are there."""
        self.beginResetModel()
        self.dropped = len(entries) > self.limit
        self._entries = list(entries[: self.limit])
        self.endResetModel()

    def show_pinned(self, entries: Sequence[HistoryEntry]) -> None:
        """Show these calls as pinned."""
        if list(entries) != self._pinned:
            self.beginResetModel()
            self._pinned = list(entries)
            self.endResetModel()

    def remove(self, entries: Collection[HistoryEntry]) -> None:
        """Forget some calls that are not pinned."""
        gone = {id(each) for each in entries}
        self.beginResetModel()
        self._entries = [each for each in self._entries if id(each) not in gone]
        self.endResetModel()

    def clear(self) -> None:
        """Forget every call that is not pinned."""
        self.show(())

    def recent_texts(self, ordinal: int, parameter: str) -> list[str]:
        """What was given for a parameter of an export, the last first, each once."""
        calls = (each for each in (*self._entries, *self._pinned) if each.ordinal == ordinal)
        texts = dict.fromkeys(each.arguments[parameter] for each in calls if parameter in each.arguments)
        return list(texts)[:_MOST_RECENT]

    def rowCount(self, parent: Index = ROOT) -> int:
        """The number of calls."""
        return 0 if parent.isValid() else len(self._pinned) + len(self._entries)

    def columnCount(self, parent: Index = ROOT) -> int:
        """The number of `HistoryColumn`s."""
        return 0 if parent.isValid() else len(HistoryColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles of the columns."""
        shown = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return tr(_HEADERS[section]) if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, more of the same as tool tip, and the roles of this module."""
        row, pinned = index.row(), len(self._pinned)
        entry = self._pinned[row] if row < pinned else self._entries[row - pinned]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            time = tr("pinned") if entry.pinned else entry.time
            text = (time, entry.function, entry.arguments_text, entry.outcome, entry.duration)[index.column()]
            return short_text(text, 300 if role == Qt.ItemDataRole.DisplayRole else 1000)
        return {ENTRY_ROLE: entry, FAILED_ROLE: entry.failed, PINNED_ROLE: entry.pinned}.get(role)


class HistoryFilter(QSortFilterProxyModel):
    """Leaves the calls in which all of some words stand."""

    def __init__(self, model: HistoryModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setSourceModel(model)

    def set_words(self, words: str) -> None:
        """The words to look for, in any case; "" leaves all."""
        self._words = words
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether a call is shown."""
        entry = self.sourceModel().index(row, 0, parent).data(ENTRY_ROLE)
        return not self._words or (isinstance(entry, HistoryEntry) and entry.matches(self._words))

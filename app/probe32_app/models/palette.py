"""What can be done and gone to, found by a few letters."""

from __future__ import annotations

import heapq
import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

MOST = 60
"""Entries shown at once: nobody reads further, one types another letter."""
ENTRY_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Entry:
    """A line of the palette. `key` tells whoever made it what it stands for; `detail` is small print."""

    text: str
    detail: str
    shortcut: str
    key: object


class PaletteModel(QAbstractListModel):
    """The entries that match what is typed, the best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Entry, ...] = ()
        self._folded: list[str] = []
        self._found: list[Entry] = []

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Offer these; the ones that come first win among equals."""
        self._all = tuple(entries)
        self._folded = [each.text.casefold() for each in self._all]
        self.search("")

    def search(self, typed: str) -> None:
        """Show what matches: the letters in their order, spaces aside."""
        self.beginResetModel()
        self._found = [self._all[at] for at in best(typed, self._folded)]
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """How many match."""
        return 0 if parent is not None and parent.isValid() else len(self._found)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text, the `Entry`, and all of it for screen readers."""
        entry = self._found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(each for each in (entry.text, entry.detail, entry.shortcut) if each)
        return None


def best(typed: str, folded: Sequence[str], most: int = MOST) -> list[int]:
    """The places of the case-folded texts that match what is typed, the best first.

    A text that begins so comes before one in which a word does, that before one that holds it, that before one that has
    the letters in their order; shorter texts come first, then those that stood first.
    """
    wanted = "".join(typed.casefold().split())
    if not wanted:
        return list(range(min(most, len(folded))))
    letters = re.compile(".*?".join(map(re.escape, wanted)))
    whole = typed.strip().casefold()
    ranked = []
    for at, text in enumerate(folded):
        place = text.find(whole)
        if place >= 0:
            ranked.append((0 if place == 0 else 2 if text[place - 1].isalnum() else 1, len(text), at))
        elif letters.search(text):
            ranked.append((3, len(text), at))
    return [at for _, _, at in heapq.nsmallest(most, ranked)]

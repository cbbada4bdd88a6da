"""What can be done and gone to, found by a few letters."""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

MOST = 60
"""Entries shown at once: nobody reads further, one types another letter."""
_SLICE = 0.008
"""Seconds of a search at a stretch, so that the window lives."""
_PIECE = 2_000
"""Texts that are looked at between two looks at the clock: about 2 ms."""
ENTRY_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Entry:
    """A line of the palette. `key` tells whoever made it what it stands for; `detail` is small print."""

    text: str
    detail: str
    shortcut: str
    key: object


class PaletteModel(QAbstractListModel):
    """The entries that match what is typed, the best first. Among very many the search goes on in slices."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entry: Callable[[int], Entry] = _none
        self._folded: list[str] = []
        self._search = Search("", ())
        self._found: list[int] = []
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self._go_on)

    def set_entries(self, texts: Sequence[str], entry: Callable[[int], Entry]) -> None:
        """Offer these; the ones that come first win among equals. `entry` makes the entry of a place."""
        self._entry = entry
        self._folded = [each.casefold() for each in texts]
        self._search = Search("", self._folded)
        self.search("")

    def search(self, typed: str) -> None:
        """Show what matches: the letters in their order, spaces aside; where that takes long, at first a part."""
        self._search = Search(typed, self._folded, self._search)
        self._timer.stop()
        if not self._search.advance(_SLICE):
            self._timer.start()
        self._show()

    def finish(self) -> None:
        """Search to the end now."""
        self._timer.stop()
        if not self._search.done:
            self._search.advance(math.inf)
            self._show()

    @property
    def entries(self) -> list[Entry]:
        """All that there are."""
        return [self._entry(at) for at in range(len(self._folded))]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """How many are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._found)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text, the `Entry`, and all of it for screen readers."""
        entry = self._entry(self._found[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(each for each in (entry.text, entry.detail, entry.shortcut) if each)
        return None

    def _go_on(self) -> None:
        if self._search.advance(_SLICE):
            self._show()
        else:
            self._timer.start()

    def _show(self) -> None:
        self.beginResetModel()
        self._found = self._search.best
        self.endResetModel()


class Search:
    """Looks for what is typed among case-folded texts, a slice at a time.

    `before` is the last search in the same texts: what has one more letter is looked for among what it has found.
    """

    def __init__(self, typed: str, folded: Sequence[str], before: Search | None = None) -> None:
        self.wanted = "".join(typed.casefold().split())
        self._whole = typed.strip().casefold()
        self._letters = re.compile(".*?".join(map(re.escape, self.wanted)))
        self._folded = folded
        narrower = before is not None and before.done and self.wanted.startswith(before.wanted)
        self._rows: Sequence[int] = before.matched if before and narrower else range(len(folded))
        self._at = 0
        self._ranked: list[tuple[int, int, int]] = []
        self._matched: list[int] = []

    @property
    def matched(self) -> Sequence[int]:
        """The places of all that match so far."""
        return self._matched if self.wanted else self._rows

    @property
    def done(self) -> bool:
        """Whether all texts have been looked at."""
        return not self.wanted or self._at >= len(self._rows)

    def advance(self, seconds: float) -> bool:
        """Go on for about so long; whether that was the end."""
        end = perf_counter() + seconds
        while not self.done and perf_counter() < end:
            self._look(self._rows[self._at : self._at + _PIECE])
            self._at += _PIECE
        return self.done

    @property
    def best(self) -> list[int]:
        """The places of the best matches so far, `MOST` at the most.

        A text that begins so comes before one in which a word does, that before one that holds it, that before one that
        has the letters in their order; shorter texts come first, then those that stood first.
        """
        if not self.wanted:
            return list(self._rows[:MOST])
        return [at for _, _, at in self._ranked]

    def _look(self, rows: Sequence[int]) -> None:
        folded, whole, fits = self._folded, self._whole, self._letters.search
        matched = [at for at in rows if fits(folded[at])]
        ranked = []
        for at in matched:
            text = folded[at]
            place = text.find(whole)
            rank = 3 if place < 0 else 0 if place == 0 else 2 if text[place - 1].isalnum() else 1
            ranked.append((rank, len(text), at))
        self._ranked = heapq.nsmallest(MOST, self._ranked + ranked)
        self._matched += matched


def _none(at: int) -> Entry:
    raise IndexError(at)

"""How a row of the history looks: outcomes that failed stand out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ..models.history import FAILED_ROLE, PINNED_ROLE, HistoryColumn
from .option import write_in

Index = QModelIndex | QPersistentModelIndex


class HistoryDelegate(QStyledItemDelegate):
    """Writes the outcome of a failed call in the colour for failures, and what is pinned in the accent's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._failed = QColor()
        self._pinned = QColor()

    def set_colors(self, failed: QColor, pinned: QColor) -> None:
        """The colours for failures, and for the word at what is pinned."""
        self._failed, self._pinned = failed, pinned

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Choose the colour of the text."""
        super().initStyleOption(option, index)
        if index.column() == HistoryColumn.OUTCOME and index.data(FAILED_ROLE):
            write_in(option, self._failed)
        if index.column() == HistoryColumn.TIME and index.data(PINNED_ROLE):
            write_in(option, self._pinned)

"""How a row of the history looks: outcomes that failed stand out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ..models.history import FAILED_ROLE, HistoryColumn
from .option import fields

Index = QModelIndex | QPersistentModelIndex


class HistoryDelegate(QStyledItemDelegate):
    """Writes the outcome of a failed call in the colour for failures."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._failed = QColor()

    def set_failed_color(self, color: QColor) -> None:
        """The colour for failures."""
        self._failed = color

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Choose the colour of the text."""
        super().initStyleOption(option, index)
        if index.column() == HistoryColumn.OUTCOME and index.data(FAILED_ROLE):
            palette = QPalette(fields(option).palette)
            palette.setColor(QPalette.ColorRole.Text, self._failed)
            palette.setColor(QPalette.ColorRole.HighlightedText, self._failed)
            fields(option).palette = palette

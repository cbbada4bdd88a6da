"""How a value looks that is another than in the call before: bold, in the accent's colour."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ..models.outputs import CHANGED_ROLE
from .option import fields, write_in

Index = QModelIndex | QPersistentModelIndex
_VALUE = 1


class OutputsDelegate(QStyledItemDelegate):
    """Marks changed values."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changed = QColor()

    def set_changed_color(self, color: QColor) -> None:
        """The colour of what has changed."""
        self._changed = color

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Choose font and colour."""
        super().initStyleOption(option, index)
        if index.column() == _VALUE and index.data(CHANGED_ROLE):
            fields(option).font.setBold(True)
            write_in(option, self._changed)

"""How bytes of memory look: zeros recede, what has changed stands out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..models.memory import CHANGED_ROLE, ZERO_ROLE
from ..translating import tr
from ..widgets.theme import Theme
from .option import fields, write_in

Index = QModelIndex | QPersistentModelIndex


class MemoryDelegate(QStyledItemDelegate):
    """Colours by role; edits two hexadecimal digits."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zero = self._changed = self._behind = QColor()

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self._zero = theme.color("text_muted")
        self._changed, self._behind = theme.color("warning"), theme.color("warning_soft")

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Choose the colours."""
        super().initStyleOption(option, index)
        if index.data(CHANGED_ROLE):
            write_in(option, self._changed)
            fields(option).backgroundBrush = QBrush(self._behind)
        elif index.data(ZERO_ROLE):
            write_in(option, self._zero)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line for two hexadecimal digits."""
        line = QLineEdit(parent)
        line.setInputMask(">Hh")
        line.setAccessibleName(tr("Byte in hexadecimal digits"))
        return line

"""How a line of output looks: its stream by colour, what was searched for marked."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QBrush, QFont
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ..models.output import LINE_ROLE, OutputColumn, OutputLine
from ..widgets.theme import Theme
from .option import fields, write_in

Index = QModelIndex | QPersistentModelIndex
_TOKENS = {"stderr": "danger", "debug": "busy", "python": "warning"}


class OutputDelegate(QStyledItemDelegate):
    """Colours `OutputLine`s; `sought` is marked where it occurs in a line."""

    def __init__(self, theme: Theme, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = font
        self.sought = ""

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Choose font and colours."""
        super().initStyleOption(option, index)
        line = index.data(LINE_ROLE)
        if not isinstance(line, OutputLine):
            return
        is_text = index.column() == OutputColumn.TEXT
        token = _TOKENS.get(line.stream, "text") if is_text else "text_muted"
        write_in(option, self._theme.color(token))
        if is_text:
            fields(option).font = self._font
            if self.sought and self.sought in line.text.casefold():
                fields(option).backgroundBrush = QBrush(self._theme.color("warning_soft"))

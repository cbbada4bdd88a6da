"""The editor of a cell that holds one value, and the look of one that means no value of its type."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..delegates.option import fields, write_in
from ..models.leaf_texts import PROBLEM_ROLE, TYPE_ROLE, choices_of
from ..translating import tr
from .labels import droppless_line

Index = QModelIndex | QPersistentModelIndex


class LeafDelegate(QStyledItemDelegate):
    """A line for most values, a list of names for an enum's."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Write what is wrong in the colour for failures, which the palette has as bright text."""
        super().initStyleOption(option, index)
        if index.data(PROBLEM_ROLE):
            write_in(option, fields(option).palette.color(QPalette.ColorRole.BrightText))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """What a value is typed in."""
        choices = choices_of(index.data(TYPE_ROLE))
        return _choice(parent, choices) if choices else _line(parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the present text."""
        if isinstance(editor, QComboBox):
            editor.setEditText(str(index.data(Qt.ItemDataRole.EditRole)))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take the text over."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText(), Qt.ItemDataRole.EditRole)
        else:
            super().setModelData(editor, model, index)


def _line(parent: QWidget) -> QWidget:
    line = droppless_line()
    line.setParent(parent)
    line.setAccessibleName(tr("Value"))
    return line


def _choice(parent: QWidget, choices: Sequence[str]) -> QWidget:
    box = QComboBox(parent)
    box.setLineEdit(droppless_line())
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.addItems(list(choices))
    box.setAccessibleName(tr("Value"))
    return box

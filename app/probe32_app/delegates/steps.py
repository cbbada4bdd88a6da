"""Editors and colours of the tables of steps and of points."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..models.step_rows import FAILED_ROLE, WHEN, StepColumn
from ..translating import tr
from .option import fields

Index = QModelIndex | QPersistentModelIndex


class FailingDelegate(QStyledItemDelegate):
    """What went wrong in the colour of `set_failed_color`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._failed = QColor()

    def set_failed_color(self, color: QColor) -> None:
        """The colour of what went wrong."""
        self._failed = color

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Colour what went wrong."""
        super().initStyleOption(option, index)
        if index.data(FAILED_ROLE):
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                fields(option).palette.setColor(role, self._failed)


class StepsDelegate(FailingDelegate):
    """A list for when a step is made."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list, or a line."""
        if index.column() != StepColumn.WHEN:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.addItems([tr(each) for each in WHEN])
        box.setAccessibleName(tr("When the step is made"))
        box.activated.connect(lambda _: self._commit(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's text."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Give the text back."""
        if isinstance(editor, QComboBox):
            model.setData(model.index(index.row(), index.column()), editor.currentText())
        else:
            super().setModelData(editor, model, index)

    def _commit(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

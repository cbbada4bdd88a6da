"""Cells whose text is chosen from a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

Index = QModelIndex | QPersistentModelIndex


class ChoosingDelegate(QStyledItemDelegate):
    """A list in the cells that `choices_for` has choices for; what is chosen there is taken at once."""

    def choices_for(self, index: Index) -> Sequence[str]:
        """The choices for a cell; none by default."""
        return ()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list, or the usual line."""
        choices = self.choices_for(index)
        if not choices:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.addItems(list(choices))
        box.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        box.activated.connect(lambda _: self.commit(box))
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

    def commit(self, editor: QWidget) -> None:
        """Take the editor's text and close it."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

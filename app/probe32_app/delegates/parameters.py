"""Editors of the table of parameters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QComboBox, QStyleOptionViewItem, QWidget

from ..models.parameters import WORDS_ROLE, ParameterColumn
from ..models.prototype_form import DIRECTIONS
from ..translating import tr
from .completion import CompletingDelegate, Index


class ParameterDelegate(CompletingDelegate):
    """Lines with completion for types and sizes, a list for the direction; a problem's cell is underlined."""

    marked = (ParameterColumn.NAME, ParameterColumn.TYPE, ParameterColumn.SIZE, ParameterColumn.DEFAULT)

    def words_for(self, index: Index) -> Sequence[str]:
        """All known types in the column of types, the other parameters in that of sizes."""
        if index.column() == ParameterColumn.TYPE:
            return self.types()
        words = index.data(WORDS_ROLE)
        return words if isinstance(words, list) else ()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list for the direction, a line for everything else."""
        if index.column() != ParameterColumn.DIRECTION:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.addItems(list(DIRECTIONS))
        box.setAccessibleName(tr("Direction"))
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

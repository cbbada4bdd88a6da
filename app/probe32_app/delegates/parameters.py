"""Editors of the table of parameters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..models.parameters import PROBLEM_ROLE, ParameterColumn
from ..models.prototype_form import DIRECTIONS
from .option import fields

Index = QModelIndex | QPersistentModelIndex


class ParameterDelegate(QStyledItemDelegate):
    """Lines with completion for types and sizes, a list for the direction; a problem's row is underlined."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._types: Callable[[], Sequence[str]] = tuple
        self._mark = QColor()

    def set_types(self, types: Callable[[], Sequence[str]]) -> None:
        """Ask `types` for the completions each time an editor opens."""
        self._types = types

    def set_mark(self, color: QColor) -> None:
        """The colour that underlines a problem."""
        self._mark = color

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list for the direction, a line for everything else."""
        if index.column() == ParameterColumn.DIRECTION:
            box = QComboBox(parent)
            box.addItems(list(DIRECTIONS))
            box.setAccessibleName("Direction")
            box.activated.connect(lambda _: self._commit(box))
            return box
        line = QLineEdit(parent)
        line.setAccessibleName(("Name", "Type", "Direction", "Size")[index.column()])
        if index.column() == ParameterColumn.TYPE:
            completer = QCompleter(list(self._types()), line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            line.setCompleter(completer)
            line.returnPressed.connect(lambda: self._on_return(line, completer))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's text."""
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Give the text back."""
        plain = model.index(index.row(), index.column())
        if isinstance(editor, QComboBox):
            model.setData(plain, editor.currentText())
        elif isinstance(editor, QLineEdit):
            model.setData(plain, editor.text())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, underlined where its row has a problem."""
        super().paint(painter, option, index)
        if index.data(PROBLEM_ROLE) and index.column() in (ParameterColumn.NAME, ParameterColumn.TYPE):
            painter.save()
            painter.setPen(QPen(self._mark, 2))
            cell = fields(option).rect
            painter.drawLine(cell.left() + 5, cell.bottom() - 1, cell.right() - 5, cell.bottom() - 1)
            painter.restore()

    def _on_return(self, editor: QLineEdit, completer: QCompleter) -> None:
        # With the list open Qt only closes that, and a person would have to press Return again.
        if completer.popup().isVisible():
            completer.popup().hide()
            self._commit(editor)

    def _commit(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

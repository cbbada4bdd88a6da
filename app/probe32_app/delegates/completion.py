"""Lines with completion for table cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyleOptionViewItem, QWidget

from ..models.editable_rows import PROBLEM_ROLE
from .choosing import ChoosingDelegate, Index
from .option import fields

_FEW = 12
Words = Callable[[], Sequence[str]]


class CompletingDelegate(ChoosingDelegate):
    """Lines, with completion in the columns that `words_for` has words for; marked cells are underlined."""

    marked: tuple[int, ...] = (0, 1)
    """The columns whose cells are underlined in a row with a problem."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.types: Words = tuple
        self._mark = QColor()

    def set_types(self, types: Words) -> None:
        """Ask `types` for the completions each time an editor opens."""
        self.types = types

    def set_mark(self, color: QColor) -> None:
        """The colour that underlines a problem."""
        self._mark = color

    def words_for(self, index: Index) -> Sequence[str]:
        """The completions for a cell; none by default."""
        return ()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line, or a list."""
        if self.choices_for(index):
            return super().createEditor(parent, option, index)
        line = QLineEdit(parent)
        line.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        words = self.words_for(index)
        if words:
            completer = QCompleter(list(words), line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            line.setCompleter(completer)
            line.returnPressed.connect(lambda: self._on_return(line, completer))
            if len(words) <= _FEW:  # all of them are seen at once
                QTimer.singleShot(0, line, completer.complete)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's text."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Give the text back."""
        if isinstance(editor, QLineEdit):
            model.setData(model.index(index.row(), index.column()), editor.text())
        else:
            super().setModelData(editor, model, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, underlined where its row has a problem."""
        super().paint(painter, option, index)
        if index.data(PROBLEM_ROLE) and index.column() in self.marked:
            painter.save()
            painter.setPen(QPen(self._mark, 2))
            cell = fields(option).rect
            painter.drawLine(cell.left() + 5, cell.bottom() - 1, cell.right() - 5, cell.bottom() - 1)
            painter.restore()

    def _on_return(self, editor: QLineEdit, completer: QCompleter) -> None:
        # With the list open Qt only closes that, and a person would have to press Return again.
        if completer.popup().isVisible():
            completer.popup().hide()
            self.commit(editor)

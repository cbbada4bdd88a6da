"""Where Python is typed: several lines, completion, and the keys of a console."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel, QTextCursor
from PySide6.QtWidgets import QCompleter, QPlainTextEdit, QWidget

from .highlight import Highlighter
from .labels import monospaced
from .theme import Theme

_MOST_LINES = 8
_INDENT = "    "
_WORD = Qt.ItemDataRole.UserRole
_POPUP_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Backtab)
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Asked = Callable[[str], bool]
Words = Callable[[str], tuple[int, Sequence[tuple[str, str]]]]


class ConsoleInput(QPlainTextEdit):
    """`submitted` carries what is to be run; nothing is run by pasting. `recalled` asks for an earlier (-1) or later
    entry (1), `search_requested` for the list of them.
    """

    submitted = Signal(str)
    interrupt_requested = Signal()
    recalled = Signal(int)
    search_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_complete: Asked = lambda _: True
        self._words: Words = lambda text: (len(text), ())
        self._start = 0
        self.completer = QCompleter(QStandardItemModel(self), self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setWidget(self)
        self.completer.activated[QModelIndex].connect(self._on_chosen)  # type: ignore[index]
        self.setAcceptDrops(False)  # a file dropped here is meant for the window
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        monospaced(self)
        self.completer.popup().setFont(self.font())
        self._highlighter = Highlighter(self, self.document(), "python", theme)
        self.textChanged.connect(self._fit)
        self._fit()

    def set_sources(self, is_complete: Asked, words: Words) -> None:
        """`is_complete` tells whether a text can be run; `words` gives where completion begins, and names with what
        they are, for the text up to the caret.
        """
        self._is_complete, self._words = is_complete, words

    @property
    def before_caret(self) -> str:
        """The text up to the caret."""
        return self.toPlainText()[: self.textCursor().position()]

    def show_text(self, text: str) -> None:
        """Replace the text, the caret at its end."""
        self.selectAll()
        self.insertPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._highlighter.set_theme(theme)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as text; prompts of an interactive session are left out."""
        lines = source.text().split("\n")
        prompted = [line for line in lines if line.startswith((">>> ", "... "))]
        self.insertPlainText("\n".join(line[4:] for line in prompted) if prompted else source.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return runs what is complete, Tab completes, Up and Down recall."""
        if self.completer.popup().isVisible() and event.key() in _POPUP_KEYS:
            event.ignore()  # the list takes it
        elif event.matches(QKeySequence.StandardKey.Copy) and not self.textCursor().hasSelection():
            self.interrupt_requested.emit()
        elif event.key() in _RETURNS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_return(new_line=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Tab and not event.modifiers():
            self._on_tab()
        elif event.key() == Qt.Key.Key_F7:
            self.search_requested.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._at_edge(event.key()):
            self.recalled.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)
            if event.text() == "." or self.completer.popup().isVisible():
                self._complete()

    def _on_return(self, *, new_line: bool) -> None:
        text, at_end = self.toPlainText(), self.textCursor().atEnd()
        if not new_line and ("\n" not in text or at_end) and self._is_complete(text):
            if text.strip():
                self.submitted.emit(text)
            return
        line = self.textCursor().block().text()
        indent = line[: len(line) - len(line.lstrip())]
        self.insertPlainText("\n" + indent + (_INDENT if line.rstrip().endswith(":") else ""))

    def _on_tab(self) -> None:
        line = self.textCursor().block().text()[: self.textCursor().positionInBlock()]
        if line.strip():
            self._complete(insert_only=True)
        elif self.toPlainText():
            self.insertPlainText(_INDENT)
        else:
            self.focusNextChild()

    def _complete(self, *, insert_only: bool = False) -> None:
        """Offer names; with `insert_only` a name that is the only one is taken at once."""
        self._start, words = self._words(self.before_caret)
        popup = self.completer.popup()
        if not words:
            popup.hide()
            return
        if len(words) == 1 and insert_only:
            self._insert(words[0][0])
            return
        model = self.completer.model()
        assert isinstance(model, QStandardItemModel)
        model.clear()
        width = max(len(name) for name, _ in words[:200])
        for name, about in words:
            item = QStandardItem(f"{name:<{min(width, 32)}}  {about}")
            item.setData(name, _WORD)
            model.appendRow(item)
        place = self.cursorRect()
        place.setWidth(min(self.width(), popup.sizeHintForColumn(0) + 40))
        self.completer.complete(place)
        popup.setCurrentIndex(self.completer.completionModel().index(0, 0))

    def _on_chosen(self, index: QModelIndex) -> None:
        self._insert(str(index.data(_WORD)))

    def _insert(self, name: str) -> None:
        cursor = self.textCursor()
        cursor.setPosition(self._start, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(name)
        self.setTextCursor(cursor)

    def _at_edge(self, key: int) -> bool:
        number = self.textCursor().blockNumber()
        return number == 0 if key == Qt.Key.Key_Up else number == self.blockCount() - 1

    def _fit(self) -> None:
        """Be as high as the text, up to a limit."""
        lines = min(self.blockCount(), _MOST_LINES)
        as_needed, never = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(as_needed if self.blockCount() > _MOST_LINES else never)
        self.setFixedHeight(round(QFontMetricsF(self.font()).lineSpacing() * lines) + 18)

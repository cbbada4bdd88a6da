"""The C text of a prototype, with the place of a problem marked in it."""

from __future__ import annotations

import re
from typing import Protocol, cast

from PySide6.QtCore import QEvent, QMetaMethod, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from ..translating import tr
from .highlight import Highlighter
from .labels import monospaced, restyle
from .theme import Theme

PAUSE_MS = 200
"""How long a person stops typing before the text is read."""
_LINES = 3
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class _Selection(Protocol):
    """The fields of an extra selection, which PySide6's own annotations leave out."""

    cursor: QTextCursor
    format: QTextCharFormat


class PrototypeEditor(QPlainTextEdit):
    """Emits `edited` with the text when a person pauses after typing; `set_text` emits nothing.

    It has no undo of its own: the keys for that go to the window (docs/adr/0028). `run` counts the stretches of typing:
    one ends when the caret is moved, or the editor is left.
    """

    edited = Signal(str)
    many_pasted = Signal(str)
    """A pasted text with several declarations, which was not put into the editor."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._problem: tuple[int, int] = (0, 0)
        self._known = ""
        self.run = 0
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._emit)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)  # a file dropped here is meant for the window
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(tr("C prototype"))
        monospaced(self)
        self.set_lines(_LINES)
        self._highlighter = Highlighter(self, self.document(), "c", theme)
        self.textChanged.connect(self._on_text_changed)

    def set_lines(self, lines: int) -> None:
        """Be as high as this many lines."""
        self.setFixedHeight(round(QFontMetricsF(self.font()).lineSpacing() * lines) + 18)

    def set_text(self, text: str) -> None:
        """Show `text` as if it had always been there; nothing is emitted."""
        self._pause.stop()
        if text == self.toPlainText():
            return
        self._known = text
        self.run += 1
        caret = self.textCursor().position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(caret, len(text)))
        self.setTextCursor(cursor)

    def flush(self) -> None:
        """Emit `edited` now when a person has typed since the last time."""
        if self._pause.isActive():
            self._pause.stop()
            self._emit()

    def set_problem(self, line: int, column: int) -> None:
        """Underline the word at `line` and `column` (from 1); 0, 0 removes the mark."""
        self._problem = (line, column)
        restyle(self, "invalid", bool(line))
        self.setExtraSelections([self._marked(line, column)] if line else [])

    @property
    def problem(self) -> tuple[int, int]:
        """The marked line and column, or (0, 0)."""
        return self._problem

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self._highlighter.set_theme(theme)
        self.set_problem(*self._problem)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste one declaration; several go out through `many_pasted`, when somebody listens."""
        several = _declarations(source.text()) > 1
        if several and self.isSignalConnected(QMetaMethod.fromSignal(self.many_pasted)):
            self.many_pasted.emit(source.text())
        else:
            super().insertFromMimeData(source)
            self.run += 1

    def event(self, event: QEvent) -> bool:
        """Leave the keys for undo and redo to the window."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that changes nothing has moved the caret: the next edit is another one."""
        before = self.toPlainText()
        super().keyPressEvent(event)
        if event.key() not in _MODIFIERS and self.toPlainText() == before:
            self.run += 1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The caret is moved."""
        super().mousePressEvent(event)
        self.run += 1

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Another stretch of typing begins."""
        super().focusInEvent(event)
        self.run += 1

    def _marked(self, line: int, column: int) -> QTextEdit.ExtraSelection:
        mark = QTextCharFormat()
        mark.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        mark.setUnderlineColor(self._theme.color("danger"))
        mark.setBackground(self._theme.color("danger_soft"))
        selection = QTextEdit.ExtraSelection()
        known = cast("_Selection", selection)
        known.cursor = self._cursor_at(line, column)
        known.format = mark
        return selection

    def _cursor_at(self, line: int, column: int) -> QTextCursor:
        block = self.document().findBlockByNumber(min(line, self.document().blockCount()) - 1)
        offset = min(max(column - 1, 0), max(block.length() - 2, 0))
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + offset)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
        if not cursor.hasSelection():
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
        if not cursor.hasSelection():
            cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _on_text_changed(self) -> None:
        # Qt also says so when only the highlighting changed.
        if self.toPlainText() != self._known:
            self._known = self.toPlainText()
            self._pause.start()

    def _emit(self) -> None:
        self.edited.emit(self.toPlainText())


def is_undo(event: QKeyEvent) -> bool:
    """Whether a key is one of those for undo and redo, on whatever system."""
    keys = QKeySequence(event.keyCombination())
    return event.matches(QKeySequence.StandardKey.Undo) or keys.toString() in ("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y")


def _declarations(text: str) -> int:
    """How many declarations a C text seems to hold: its semicolons outside of braces, comments left out."""
    depth = count = 0
    for each in _COMMENT.sub("", text):
        depth += (each == "{") - (each == "}")
        count += each == ";" and depth == 0
    return count

"""Undo and redo keys that an item view answers itself, rather than the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class OwnUndo(QObject):
    """Takes the undo and redo keys of `widget`, which would otherwise undo an edit of the project."""

    def __init__(self, widget: QWidget, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        super().__init__(widget)
        self._ways = (
            (QKeySequence("Ctrl+Z"), undo),
            (QKeySequence("Ctrl+Shift+Z"), redo),
            (QKeySequence("Ctrl+Y"), redo),
        )
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim the key before it becomes a shortcut, then act on it."""
        if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination())
            for keys, act in self._ways:
                if pressed == keys:
                    if event.type() is QEvent.Type.KeyPress:
                        act()
                    event.accept()
                    return True
        return super().eventFilter(watched, event)

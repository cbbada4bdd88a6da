"""Text that can be read and copied, with highlighting."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from .highlight import Highlighter
from .labels import monospaced
from .theme import Theme


class CodeView(QPlainTextEdit):
    """Read-only text in `c`, `python`, `markdown`, `assembler` or `xml`; new text keeps the place where one reads."""

    def __init__(self, language: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAcceptDrops(False)  # files are the window's
        self.setProperty("viewer", True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        monospaced(self)
        self._highlighter = Highlighter(self, self.document(), language, theme)

    def show_text(self, text: str, language: str) -> None:
        """Show `text`; the same text again changes nothing."""
        if text == self.toPlainText():
            return
        place = self.verticalScrollBar().value()
        self._highlighter.set_language(language)
        self.setPlainText(text)
        self.verticalScrollBar().setValue(place)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._highlighter.set_theme(theme)

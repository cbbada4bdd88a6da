"""The left half of the status bar: what is open, and what the keyboard can do where it is."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from ..widgets.labels import ElidedLabel, label

HINT = "hint"
"""The property of a panel that says what can be done in it; the nearest one around the keyboard is shown."""


class StatusWords(QWidget):
    """Follows the keyboard by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = label(role="muted")
        self.hint = ElidedLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(18)
        row.addWidget(self.document)
        row.addWidget(self.hint, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    def show_document(self, text: str) -> None:
        """Say what is open."""
        self.document.setText(text)

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        """Another window's keyboard is none of ours: what was shown stays."""
        if now is None or now.window() is not self.window():
            return
        part: QWidget | None = now
        while part is not None and not part.property(HINT):
            part = part.parentWidget()
        self.hint.set_text(str(part.property(HINT)) if part is not None else "")

"""Which DLL is open, in the middle of the tool bar."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ..widgets.labels import ElidedLabel, label


class TitleLabel(QWidget):
    """The file's name, and its facts in grey."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = label(role="title", scale=1.1)
        self._facts = ElidedLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(self._name)
        row.addWidget(self._facts, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_text(self, name: str, facts: str, tip: str) -> None:
        """Show a name, the facts beside it, and `tip` when the mouse rests on either."""
        self._name.setText(name)
        self._facts.set_text(facts, tip)
        self.setToolTip(tip)

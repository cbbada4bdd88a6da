"""Which DLL is open, in the middle of the tool bar."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ..models.readable import short_name
from ..widgets.labels import ElidedLabel, label

_LONGEST = 40
"""Characters of a name that leave room for the buttons beside it."""


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
        self._name.setText(short_name(name, _LONGEST))
        self._name.setToolTip(name)
        self._facts.set_text(facts, tip)
        self.setToolTip(tip)

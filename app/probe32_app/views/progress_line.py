"""A line that tells what takes long, how far it is, and how to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QToolButton, QWidget

from ..translating import tr
from ..widgets.labels import ElidedLabel

_STEPS = 1000


class ProgressLine(QFrame):
    """Hidden until `show_progress`; its button does what the action `stop` does."""

    stop_requested = Signal()

    def __init__(self, stop: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.text = ElidedLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(260)
        self.bar.setAccessibleName(tr("How far it is"))
        self.button = QToolButton()
        self.button.setText(tr("Stop"))
        self.button.setToolTip(stop.toolTip())
        self.button.setProperty("toggle", True)
        self.button.clicked.connect(self.stop_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 6, 4)
        row.setSpacing(10)
        row.addWidget(self.text, 1)
        row.addWidget(self.bar)
        row.addWidget(self.button)
        self.hide()

    def show_progress(self, text: str, part: float | None) -> None:
        """Say what is done; `part` is how much of it, from 0 to 1, or None when nobody knows."""
        self.text.set_text(text)
        self.setAccessibleName(text)
        self.bar.setRange(0, 0 if part is None else _STEPS)
        self.bar.setValue(0 if part is None else round(part * _STEPS))
        self.show()

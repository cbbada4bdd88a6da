"""The seconds after which a call is ended; empty is never."""

from __future__ import annotations

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..translating import tr
from ..widgets.labels import droppless_line, label, restyle


class DeadlineField(QWidget):
    """A line for a number of seconds; `changed` is emitted for every edit."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = droppless_line()
        self.line.setPlaceholderText(tr("none"))
        self.line.setAccessibleName(tr("Deadline in seconds"))
        self.line.setToolTip(tr("Seconds after which the call is ended, and the 32-bit host with it; empty: never"))
        self.line.setMinimumWidth(self.line.fontMetrics().horizontalAdvance(self.line.placeholderText()) + 18)
        self.line.setMaximumWidth(self.line.fontMetrics().horizontalAdvance("00000.00") + 18)
        caption = label(tr("&Deadline, s"), "muted")
        caption.setBuddy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(caption)
        row.addWidget(self.line)
        self.line.textChanged.connect(self._on_text)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Show a deadline that was typed before."""
        self.line.setText(text)

    @property
    def problem(self) -> str:
        """What is wrong with it; "" when nothing is."""
        return deadline_problem(self.line.text())

    @property
    def seconds(self) -> float | None:
        """The deadline; None for none, and for a text that is wrong."""
        return parse_deadline(self.line.text())

    def _on_text(self, text: str) -> None:
        restyle(self.line, "invalid", bool(deadline_problem(text)))
        self.line.setAccessibleDescription(deadline_problem(text))
        self.changed.emit()


def parse_deadline(text: str) -> float | None:
    """The seconds that a text says; None for none and for nonsense."""
    try:
        seconds = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return seconds if seconds > 0 and math.isfinite(seconds) else None


def deadline_problem(text: str) -> str:
    """What is wrong with a deadline, and what to do; "" when nothing is."""
    if not text.strip() or parse_deadline(text) is not None:
        return ""
    return tr("{text!r} is no deadline. Give a number of seconds above 0, or nothing.").format(text=text)

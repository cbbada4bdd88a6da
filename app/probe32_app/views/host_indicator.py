"""The state of the 32-bit host, in the status bar."""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ..translating import marked, tr
from ..widgets.icons import icon
from ..widgets.labels import label
from ..widgets.theme import Theme
from .actions import Actions

_TOKENS = {"stopped": "border_strong", "starting": "warning", "ready": "success", "busy": "busy", "dead": "danger"}
_WORDS = {
    "stopped": marked("32-bit host not started"),
    "starting": marked("32-bit host starting…"),
    "ready": marked("32-bit host ready"),
    "busy": marked("32-bit host busy"),
    "dead": marked("32-bit host ended; the next call starts a new one"),
}
_DETAILED = ("ready", "busy", "dead")
_BY_TURNS = ("ready", "busy")
_FLICKER, _WHILE_S = 8, 0.4
"""So many changes within so many seconds, as in a sweep, are shown now and then only."""


class HostIndicator(QWidget):
    """A lamp, a few words, and a restart button. The state is also in the words, never in the colour alone."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.state, self._detail = "stopped", ""
        self._times: deque[float] = deque(maxlen=_FLICKER)
        self._calm = QTimer(self, interval=round(_WHILE_S * 1000), singleShot=True)
        self._calm.timeout.connect(self._render)
        self._lamp = _Lamp()
        self.words = label(role="muted")
        self._restart = QToolButton()
        self._restart.setDefaultAction(actions.restart)
        self._restart.setProperty("flat", True)
        self._restart.setAutoRaise(True)
        self._restart.setAccessibleName(tr("Restart the 32-bit host"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(6)
        row.addWidget(self._lamp)
        row.addWidget(self.words)
        row.addWidget(self._restart)
        self.show_state("stopped", "")

    def show_state(self, state: str, detail: str) -> None:
        """Show one of stopped, starting, ready, busy, dead; `detail` follows the words, and is the tool tip."""
        self.state, self._detail = state, detail
        self._times.append(time.monotonic())
        flickers = len(self._times) == _FLICKER and self._times[-1] - self._times[0] < _WHILE_S
        if flickers and state in _BY_TURNS:
            if not self._calm.isActive():
                self._calm.start()
            return
        self._calm.stop()
        self._render()

    @property
    def is_current(self) -> bool:
        """Whether the newest state is shown; if not, it will be when the changes become fewer."""
        return not self._calm.isActive()

    def _render(self) -> None:
        state, detail = self.state, self._detail
        first = detail.splitlines()[0] if detail and state in _DETAILED else ""
        self.words.setText(" · ".join(each for each in (tr(_WORDS.get(state, state)), first) if each))
        self.setToolTip(detail)
        self._lamp.show_color(self._theme.color(_TOKENS.get(state, "border_strong")))

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self._theme = theme
        self._lamp.show_color(theme.color(_TOKENS.get(self.state, "border_strong")))
        self._restart.setIcon(icon("restart", theme))


class _Lamp(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._color = QColor()
        self.setFixedSize(QSize(10, 10))

    def show_color(self, color: QColor) -> None:
        self._color = color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color)
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

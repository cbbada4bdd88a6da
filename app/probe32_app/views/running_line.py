"""That a call is under way, and for how long: nothing of it is seen before it takes long."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QProgressBar

from ..translating import tr
from ..widgets.labels import ElidedLabel

PROGRESS_AFTER_MS = 300
"""Calls shorter than this flash nothing."""
_TICK_MS = 100


class RunningLine(QObject):
    """`words` and `bar` are to be placed. `ticked` is emitted every tenth of a second while a call takes long."""

    ticked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.words = ElidedLabel()
        self.bar = QProgressBar()
        self._running = ""
        self._clock = QElapsedTimer()
        self._delay = QTimer(self, interval=PROGRESS_AFTER_MS, singleShot=True)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._delay.timeout.connect(self._begin)
        self._tick.timeout.connect(self._show_elapsed)
        self._tick.timeout.connect(self.ticked)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("The call is running"))
        self.bar.hide()

    def start(self, function: str) -> None:
        """A call of `function` begins."""
        self._running = function
        self._clock.start()
        self._delay.start()

    def stop(self) -> None:
        """It has ended."""
        self._delay.stop()
        self._tick.stop()
        self.bar.hide()
        self.words.set_text("")

    def _begin(self) -> None:
        self.bar.show()
        self._tick.start()
        self._show_elapsed()

    def _show_elapsed(self) -> None:
        words = tr("{function} has been running for {seconds} s…")
        self.words.set_text(words.format(function=self._running, seconds=f"{self._clock.elapsed() / 1000:.1f}"))

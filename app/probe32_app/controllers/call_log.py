"""Brings the calls that a library has made, from whatever thread, to the window's, and knows the last of them."""

from __future__ import annotations

import threading
from collections import deque

from PySide6.QtCore import QObject, Qt, Signal

from probe32.made_call import MadeCall

from ..models.output import CallKey
from .session import Session

_KEPT = 200
NO_CALL = (0, 0)


class CallLog(QObject):
    """`made` (a `MadeCall`, and the name of its thread) is emitted in the window's thread."""

    made = Signal(object, str)
    _arrived = Signal(object, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._last: deque[MadeCall] = deque(maxlen=_KEPT)
        self._arrived.connect(self.made, Qt.ConnectionType.QueuedConnection)
        session.library_changed.connect(self._on_library_changed)

    def key_of(self, ended_with: object) -> CallKey:
        """Which call gave this very result, or raised this very error; `NO_CALL` when none of the last did."""
        for each in reversed(list(self._last)):
            if ended_with is each.result or ended_with is each.error:
                return each.generation, each.number
        return NO_CALL

    def note(self, call: MadeCall) -> None:
        """A call has ended; in its thread."""
        self._last.append(call)
        self._arrived.emit(call, threading.current_thread().name)

    def _on_library_changed(self) -> None:
        self._last.clear()
        if self._session.library is not None:
            self._session.library.on_call = self.note

"""Brings calls from whatever thread made them to the window's, and knows the last of them."""

from __future__ import annotations

import threading
from collections import deque

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from probe32.errors import CallError
from probe32.library.made_call import MadeCall

from ..models.output import CallKey
from .console_thread import PREFIX
from .session import Session

_KEPT = 200
_WAITING = 500
"""Calls that may wait to be told; a loop that makes more has scrolled the others out of every list."""
_AT_ONCE = 20
_GLANCE_MS = 20
NO_CALL = (0, 0)


class CallLog(QObject):
    """`made` (a `MadeCall`, and the name of its thread) is emitted in the window's thread, for calls of the console and
    for those whose callback failed.
    """

    made = Signal(object, str)
    ended = Signal(object)
    """Each call of the window's own that has ended, in the order of their ends; see `tell_end`."""
    _arrived = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._last: deque[MadeCall] = deque(maxlen=_KEPT)
        self._lock = threading.Lock()
        self._told = False
        self._waiting: deque[tuple[MadeCall, str]] = deque(maxlen=_WAITING)
        self._glance = QTimer(self, interval=_GLANCE_MS, singleShot=True)
        self._glance.timeout.connect(self._tell)
        self._arrived.connect(self._glance.start, Qt.ConnectionType.QueuedConnection)
        session.library_changed.connect(self._on_library_changed)

    def tell_end(self, ended_with: object) -> CallKey:
        """The window's own call has given this result, or raised this error: emit `ended`; returns its key."""
        for each in reversed(list(self._last)):
            if ended_with is each.result or ended_with is each.error:
                self.ended.emit(each)
                return each.generation, each.number
        return NO_CALL

    def note(self, call: MadeCall) -> None:
        """A call has ended; in its thread."""
        self._last.append(call)
        thread = threading.current_thread().name
        if thread.startswith(PREFIX) or (isinstance(call.error, CallError) and call.error.__cause__ is not None):
            with self._lock:
                self._waiting.append((call, thread))
                tell, self._told = not self._told, True
            if tell:
                self._arrived.emit()

    def stop(self) -> None:
        """Tell nothing more: the window is closing."""
        self._glance.stop()

    def _tell(self) -> None:
        with self._lock:
            taken = [self._waiting.popleft() for _ in range(min(_AT_ONCE, len(self._waiting)))]
            self._told = bool(taken)
        for each in taken:
            self.made.emit(*each)
        if taken:
            self._glance.start()

    def _on_library_changed(self) -> None:
        self._last.clear()
        with self._lock:
            self._waiting.clear()
        if self._session.library is not None:
            self._session.library.on_call = self.note

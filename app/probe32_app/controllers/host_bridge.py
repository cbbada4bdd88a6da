"""Brings the host's state from whatever thread it arises in to Qt's."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from probe32.library.process import HostState


class HostBridge(QObject):
    """Give `report` to a `Library`; `state_changed` (state, detail) arrives in the thread that made the bridge."""

    state_changed = Signal(str, str)
    _reported = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reported.connect(self.state_changed, Qt.ConnectionType.QueuedConnection)

    def report(self, state: HostState, detail: str) -> None:
        """From any thread."""
        self._reported.emit(state.value, detail)

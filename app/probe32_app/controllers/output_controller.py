"""Brings what the host prints into the window, as fast as it can be shown, and ties it to the calls."""

from __future__ import annotations

import threading
import time
import traceback
from collections import deque

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from probe32.client.output import Output
from probe32.errors import CallError
from probe32.library.made_call import MadeCall

from ..models.history import HistoryModel
from ..models.history_entry import HistoryEntry
from ..models.output import CallKey, OutputModel, Printed, plain
from ..tasks import Tasks
from ..translating import tr, tr_count
from ..views.dialogs import OUTPUT_FILES, save_file_dialog
from ..views.main_window import MainWindow
from ..views.output_panel import OutputPanel
from .asking import wait_path, wait_written
from .call_log import CallLog
from .session import Session

_WAITING_BYTES = 8 << 20
"""What may wait to be shown; of more, the oldest is dropped."""
_AT_ONCE_BYTES = 64 << 10
"""What is shown in one go: some milliseconds of the window's thread."""
_GLANCE_MS = 30


class Arriving(QObject):
    """Pieces on their way from the thread that reads them to the window's. `news` is emitted there."""

    news = Signal()
    _arrived = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._pieces: deque[Printed] = deque()
        self._bytes = 0
        self._dropped = 0
        self._told = False
        self._arrived.connect(self.news, Qt.ConnectionType.QueuedConnection)

    @property
    def waiting(self) -> int:
        """How many bytes nobody has taken yet."""
        return self._bytes

    def put(self, piece: Output, generation: int) -> None:
        """From any thread."""
        with self._lock:
            printed = Printed(time.time(), piece.stream, piece.data, (generation, piece.number), piece.name)
            self._pieces.append(printed)
            self._bytes += len(piece.data)
            while self._bytes > _WAITING_BYTES:
                gone = len(self._pieces.popleft().data)
                self._bytes -= gone
                self._dropped += gone
            tell, self._told = not self._told, True
        if tell:
            self._arrived.emit()

    def take(self) -> tuple[list[Printed], int]:
        """The next pieces, and how many bytes before them were dropped; no more pieces: `news` tells of the next."""
        with self._lock:
            taken, room = [], _AT_ONCE_BYTES
            while self._pieces and room > 0:
                first = self._pieces.popleft()
                if len(first.data) > room:
                    rest = Printed(first.time, first.stream, first.data[room:], first.call, first.name)
                    self._pieces.appendleft(rest)
                    first = Printed(first.time, first.stream, first.data[:room], first.call, first.name)
                taken.append(first)
                room -= len(first.data)
            self._bytes -= sum(len(each.data) for each in taken)
            self._told = bool(taken)
            dropped, self._dropped = self._dropped, 0
            return taken, dropped


class OutputController(QObject):
    """Shows output, finds its call in the history and the other way round."""

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        panel: OutputPanel,
        model: OutputModel,
        history: HistoryModel,
        log: CallLog,
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._panel = panel
        self._model = model
        self._history = history
        self._arriving = Arriving(self)
        self._glance = QTimer(self, interval=_GLANCE_MS, singleShot=True)
        self._arriving.news.connect(self._show_news)
        self._glance.timeout.connect(self._show_news)
        session.library_changed.connect(self._on_library_changed)
        log.made.connect(self._on_call)
        panel.call_activated.connect(self._on_call_activated)
        panel.save_requested.connect(lambda: tasks.start(self.save(), "save the output"))
        window.history.output_requested.connect(self._on_output_requested)
        window.closed.connect(self._glance.stop)

    async def save(self) -> None:
        """Ask for a file, and write the lines in sight there."""
        library = self._session.library
        name = f"{library.path.stem}-output.txt" if library else "output.txt"
        dialog = save_file_dialog(self._window, name, tr("Save the output"), OUTPUT_FILES)
        if (path := await wait_path(dialog)) is not None:
            shown = self._model.shown
            await wait_written(self._window, path, lambda: plain(shown).encode())

    def _on_library_changed(self) -> None:
        library = self._session.library
        self._model.clear()
        self._panel.show_all()
        if library is not None:
            self._model.encoding = library.encoding
            library.on_output = lambda piece: self._arriving.put(piece, library.hosts_started)

    def _show_news(self) -> None:
        pieces, dropped = self._arriving.take()
        if dropped:
            text = tr_count(
                "[{count} byte was printed faster than it could be shown, and dropped]",
                "[{count} bytes were printed faster than they could be shown, and dropped]",
                dropped,
            )
            self._model.add([Printed(time.time(), "python", text.format(count=dropped).encode() + b"\n", (0, 0), "")])
        if pieces:
            self._model.add(pieces)
            self._panel.show_news()
            self._glance.start()

    def _on_call(self, call: MadeCall, thread: str) -> None:
        """What a callback of ours raised is told with its traceback."""
        reason = call.error.__cause__ if isinstance(call.error, CallError) else None
        if reason is not None and reason.__traceback__ is not None:
            text = "".join(traceback.format_exception(type(reason), reason, reason.__traceback__))
            key = call.generation, call.number
            self._model.add([Printed(time.time(), "python", text.encode(), key, call.signature.name)])
            self._panel.show_news()

    def _on_call_activated(self, key: CallKey) -> None:
        for entry in self._history.entries:
            if entry.call == key:
                self._window.history.select(entry)
                self._window.docks.show("history")
                return

    def _on_output_requested(self, entry: HistoryEntry) -> None:
        self._panel.show_call(entry.call, entry.function)
        self._window.docks.show("output")

"""Lets a person work with the open library in Python, without the window ever waiting for it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from probe32.abi.text import argument_text
from probe32.client.output import Output
from probe32.console import Entries, call_tip, complete
from probe32.errors import Probe32Error
from probe32.library.made_call import MadeCall

from ..messages import Message, Severity, message_for
from ..models.history import HistoryModel
from ..settings import Settings
from ..tasks import Tasks
from ..translating import tr
from ..views.console_panel import ConsolePanel, EntriesDialog
from ..views.main_window import MainWindow
from .asking import wait_answered
from .call_log import CallLog
from .console_thread import ConsoleThread
from .edits import DocumentState, Place
from .output_controller import Arriving
from .past_calls import call_entry, outcome_text
from .result_texts import result_text
from .session import Session

PATIENCE_S = 3.0
"""How long an interruption may take until what runs is left to itself."""
_GLANCE_MS = 30
_WORDS_SHOWN = 400


class ConsoleController(QObject):
    """One thread for each library, begun when something is typed first. Nothing is run but what is submitted."""

    _done = Signal(object)

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        panel: ConsolePanel,
        history: HistoryModel,
        log: CallLog,
        settings: Settings,
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._panel = panel
        self._history = history
        self._tasks = tasks
        self._entries = Entries(settings.data_folder / "console.jsonl")
        self._at = -1
        self._typed = ""
        self._thread: ConsoleThread | None = None
        self._running: ConsoleThread | None = None
        self._before: DocumentState | None = None
        self._arriving = Arriving(self)
        self._glance = QTimer(self, interval=_GLANCE_MS, singleShot=True)
        self._loaded = False
        self._connect(log)

    @property
    def running(self) -> bool:
        """Whether something that was typed runs now."""
        return self._running is not None

    def submit(self, source: str) -> None:
        """Run what was typed; nothing while something runs, or without a library."""
        if self._running is not None or self._session.library is None:
            return
        thread = self._own_thread()
        self._entries.add(source)
        self._at = -1
        self._show_rest()
        self._panel.add("input", source)
        self._panel.input.show_text("")
        self._window.workspace.flush()
        self._before = self._session.state
        self._running = thread
        self._panel.show_running(True)
        thread.submit(source)

    async def stop(self) -> None:
        """Interrupt what runs; a call into the DLL is ended with its host. What does not stop is left to itself."""
        thread, library = self._running, self._session.library
        if thread is None or library is None:
            return
        thread.interpreter.interrupt()
        if library.host.value in ("busy", "starting") and not self._session.calling:
            await asyncio.get_running_loop().run_in_executor(None, library.stop)
        deadline = asyncio.get_running_loop().time() + PATIENCE_S
        while self._running is thread and asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(0.05)
        if self._running is thread:
            self._abandon(thread)

    def begin_afresh(self) -> None:
        """Forget every name that was defined."""
        self._end_thread()
        self._welcome()

    def _connect(self, log: CallLog) -> None:
        panel, start = self._panel, self._tasks.start
        panel.input.set_sources(self._is_complete, self._words)
        panel.input.submitted.connect(self.submit)
        panel.input.interrupt_requested.connect(lambda: start(self.stop(), "stop the console"))
        panel.stop_requested.connect(lambda: start(self.stop(), "stop the console"))
        panel.restart_requested.connect(self.begin_afresh)
        panel.input.recalled.connect(self._on_recalled)
        panel.input.search_requested.connect(lambda: start(self._search(), "what was typed before"))
        panel.input.cursorPositionChanged.connect(self._show_tip)
        self._arriving.news.connect(self._show_arrived)
        self._glance.timeout.connect(self._show_arrived)
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)
        log.made.connect(self._on_call)
        self._session.library_changed.connect(self._on_library_changed)
        self._session.edits.indexChanged.connect(self._on_edited)
        self._window.closed.connect(self._on_closed)

    def _own_thread(self) -> ConsoleThread:
        library = self._session.library
        assert library is not None
        if self._thread is None:
            self._load()
            self._thread = ConsoleThread(
                library, self._entries, self._on_written, self._done.emit, lambda: self._arriving.waiting
            )
            self._thread.start()
        return self._thread

    def _load(self) -> None:
        if not self._loaded:
            self._loaded = True
            self._entries.load()

    def _on_written(self, thread: ConsoleThread, kind: str, text: str) -> None:
        """In the console's thread. One that was left to itself speaks to nobody."""
        if thread is self._thread:
            self._arriving.put(Output(kind, text.encode("utf-8", "replace"), 0, ""), 0)

    def _show_arrived(self) -> None:
        if self._show_some():
            self._glance.start()

    def _show_rest(self) -> None:
        while self._show_some():
            pass

    def _show_some(self) -> bool:
        pieces, _ = self._arriving.take()
        for each in pieces:
            self._panel.add(each.stream, each.data.decode("utf-8", "replace"))
        return bool(pieces)

    def _on_done(self, thread: ConsoleThread) -> None:
        if thread is not self._running:
            return
        self._show_rest()
        self._running = None
        self._panel.show_running(False)
        before, self._before = self._before, None
        if self._session.library is not None and before is not None and self._session.state != before:
            self._session.record(tr("declarations in the console"), Place(), before)
            self._session.export_changed.emit()

    def _on_edited(self) -> None:
        """An edit in the window while something runs is a step of its own."""
        if self._before is not None and self._session.library is not None:
            self._before = self._session.state

    def _abandon(self, thread: ConsoleThread) -> None:
        self._running = self._thread = self._before = None
        thread.end()
        self._panel.show_running(False)
        self._panel.add("note", tr("It does not stop; it is left to itself, and the console begins afresh.") + "\n")

    def _end_thread(self) -> None:
        thread, self._thread, self._running, self._before = self._thread, None, None, None
        if thread is not None:
            thread.end()
        self._panel.show_running(False)

    def _on_library_changed(self) -> None:
        self._end_thread()
        self._panel.input.setEnabled(self._session.library is not None)
        if self._session.library is not None:
            self._welcome()

    def _welcome(self) -> None:
        library = self._session.library
        if library is not None:
            text = tr("{dll} is open as lib; lib.add(1, 2) calls, lib.define(...) declares.")
            self._panel.add("note", f"— {text.format(dll=library.path.name)}\n")

    def _on_closed(self) -> None:
        self._glance.stop()
        self._end_thread()

    def _is_complete(self, text: str) -> bool:
        return self._session.library is None or self._own_thread().interpreter.is_complete(text)

    def _words(self, text: str) -> tuple[int, Sequence[tuple[str, str]]]:
        if self._session.library is None:
            return len(text), ()
        found = complete(self._own_thread().interpreter.namespace, text)
        return found.start, [(each.text, each.about) for each in found.words[:_WORDS_SHOWN]]

    def _show_tip(self) -> None:
        thread = self._thread
        text = self._panel.input.before_caret
        self._panel.show_tip(call_tip(thread.interpreter.namespace, text) if thread and "(" in text else "")

    def _on_recalled(self, step: int) -> None:
        self._load()
        text = self._panel.input.toPlainText()
        if self._at < 0 or text != self._entries.all[self._at]:  # something else was typed since
            self._at, self._typed = -1, text
        below = self._at if self._at >= 0 else len(self._entries.all)
        found = self._entries.with_prefix(self._typed, below, step)
        if found >= 0:
            self._at = found
            self._panel.input.show_text(self._entries.all[found])
        elif step > 0 and self._at >= 0:
            self._at = -1
            self._panel.input.show_text(self._typed)

    async def _search(self) -> None:
        self._load()
        dialog = EntriesDialog(self._window, self._entries.containing(""))
        if await wait_answered(dialog) and dialog.chosen:
            self._panel.input.show_text(dialog.chosen)
        self._panel.input.setFocus()

    def _on_call(self, call: MadeCall, thread: str) -> None:
        """A call that was made here belongs to the history like any other."""
        library = self._session.library
        if self._thread is None or thread != self._thread.name or library is None:
            return
        function = library.functions.get(call.signature.name)
        if function is None:
            return
        outcome, failure = _outcome(call)
        texts = {
            each.name: argument_text(value) for each, value in zip(call.signature.inputs, call.arguments, strict=False)
        }
        values, key = call.arguments[: len(call.signature.inputs)], (call.generation, call.number)
        self._history.add(call_entry(function, texts, "", values, call.result, outcome, failure, key))


def _outcome(call: MadeCall) -> tuple[str, Message | None]:
    """What came of a call in words, and the failure that it ended with."""
    if call.result is None:
        if isinstance(call.error, Probe32Error):
            message = message_for(call.error)
            return f"{message.title}: {message.text}", message
        return tr("Interrupted"), Message(tr("Interrupted"), "", "", Severity.INFO)
    return outcome_text(result_text(call.signature, call.result), call.signature, call.result), None

"""Tells when the host has died, and where a call hangs, and offers what can be done about it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from probe32.client.death_report import death_report
from probe32.errors import CallError, CallTimeoutError, CrashError, Probe32Error
from probe32.library import Library
from probe32.postmortem import Hang

from ..messages import Message, Severity
from ..tasks import Tasks
from ..translating import tr
from ..views.main_window import MainWindow
from ..widgets.banner import Offer
from .library_controller import LibraryController
from .session import Session

PATIENCE_MS = 3000
"""How long a call may take before it is told where it is."""
_GLANCE_S = 1.0
_CALLS_SHOWN = 3
_RESTART, _REPLAY, _REPORT, _STOP = "restart", "replay", "report", "stop"

Replay = Callable[[], Coroutine[object, object, None]]


class HostTrouble(QObject):
    """The banner of the host. `changed` is emitted when it has died, or another one runs."""

    changed = Signal()

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        libraries: LibraryController,
        tasks: Tasks,
        output: Callable[[], Sequence[str]],
    ) -> None:
        """`output` gives the last lines that the host has printed, for the report."""
        super().__init__(window)
        self._session = session
        self._banner = window.trouble
        self._libraries = libraries
        self._tasks = tasks
        self._output = output
        self._replay: tuple[Callable[[], int], Replay] | None = None
        self._calling = ""
        self._since = 0.0
        self._report = ""
        self._told: CallError | None = None
        self._news = asyncio.Event()
        self.patience = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self.patience.timeout.connect(lambda: tasks.start(self._watch(), "look where the call is"))
        libraries.bridge.state_changed.connect(self._on_state)
        session.library_changed.connect(self._on_library_changed)
        self._banner.taken.connect(self._on_taken)
        window.closed.connect(self.patience.stop)

    @property
    def death(self) -> CallError | None:
        """What the host died of; None while all is well."""
        return self._session.library.ended_by if self._session.library else None

    def show(self) -> None:
        """Show the banner of the death again, after it was closed."""
        if self.death is not None:
            self._show_death(self.death)

    def set_replay(self, count: Callable[[], int], replay: Replay) -> None:
        """Offer to make the set-up calls again in a new host: `count` says how many there are, `replay` makes them."""
        self._replay = count, replay

    def _on_state(self, state: str, detail: str) -> None:
        self.patience.stop()
        self._news.set()
        self._calling = detail.removeprefix("Calling ") if state == "busy" else ""
        if state == "busy":
            self._since = time.monotonic()
            self.patience.start()
        elif state == "dead" and self.death is not None:
            self._show_death(self.death)
        else:
            self._banner.clear()
        self._tell_change()

    def _tell_change(self) -> None:
        """Most changes of the host's state, two for each call, are none of its health."""
        if self.death is not self._told:
            self._told = self.death
            self.changed.emit()

    def _on_library_changed(self) -> None:
        self.patience.stop()
        self._news.set()
        self._calling = ""
        self._banner.clear()
        self._tell_change()

    def _show_death(self, error: CallError) -> None:
        library = self._session.library
        assert library is not None
        self._report = death_report(library.image, error, self._output())
        last = error.last_calls if isinstance(error, CrashError) else ()
        lines = [tr("Last calls: {calls}").format(calls="; ".join(last[-_CALLS_SHOWN:]))] if last else []
        timed_out = isinstance(error, CallTimeoutError)
        offers = [Offer(_RESTART, tr("Restart"), "restart")]
        if self._replay is not None and (count := self._replay[0]()):
            offers.append(Offer(_REPLAY, tr("Restart and replay ({count})").format(count=count), "restart"))
        offers.append(Offer(_REPORT, tr("Copy report"), "copy"))
        title = tr("The 32-bit host was ended") if timed_out else tr("The 32-bit host crashed")
        severity = Severity.WARNING if timed_out else Severity.ERROR
        self._banner.show_message(Message(title, error.message, "\n".join([*lines, error.hint]), severity), offers)

    async def _watch(self) -> None:
        """Say where the call under way is, again and again until it has returned."""
        library, call = self._session.library, self._calling
        self._news.clear()
        while library is not None and not self._news.is_set():
            hang = await asyncio.get_running_loop().run_in_executor(None, _where, library)
            if self._news.is_set():
                return
            self._show_hang(call, hang)
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._news.wait(), _GLANCE_S)

    def _show_hang(self, call: str, hang: Hang | None) -> None:
        seconds = round(time.monotonic() - self._since)
        text = tr("{call} has been running for {seconds} s.").format(call=call, seconds=seconds)
        where = str(hang) if hang is not None else tr("it does not tell where it is")
        hint = tr("Wait, or stop it: that ends the host, and what the DLL has in memory is lost.")
        if hang is not None and hang.windows:
            hint = tr("It waits for an answer in a window of its own. {hint}").format(hint=hint)
        shown = f"{text} {where[:1].upper()}{where[1:]}." if where else text
        message = Message(tr("A call is taking long"), shown, hint, Severity.WARNING)
        self._banner.show_message(message, [Offer(_STOP, tr("Stop"), "stop")])

    def _on_taken(self, key: str) -> None:
        if key == _REPORT:
            QGuiApplication.clipboard().setText(self._report)
        elif key == _STOP:
            self._tasks.start(self._stop(), "stop")
        elif key == _RESTART:
            self._tasks.start(self._libraries.restart(), "restart")
        elif key == _REPLAY:
            self._tasks.start(self._restart_and_replay(), "restart and replay")

    async def _stop(self) -> None:
        """End the host under whatever call it is: the window's, or one of the console's."""
        library = self._session.library
        if library is not None:
            await asyncio.get_running_loop().run_in_executor(None, library.stop)

    async def _restart_and_replay(self) -> None:
        await self._libraries.restart()
        if self.death is None and self._replay is not None:
            await self._replay[1]()


def _where(library: Library) -> Hang | None:
    try:
        return library.where()
    except Probe32Error:
        return None

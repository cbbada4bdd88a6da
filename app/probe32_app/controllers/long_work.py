"""Work that may take long: it never blocks the window, shows how far it is, and can be stopped."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from probe32.pe import OnProgress, Reading

from ..translating import tr
from ..views.progress_line import ProgressLine

_UNNOTICED_MS = 300
"""What takes less shows nothing: a line that flashes up says nothing."""

_LOOK_MS = 100

Result = TypeVar("Result")


class _StoppedError(Exception):
    """Ends the work in its thread."""


class LongWork(QObject):
    """One piece of work at a time; the next one stops the one before. `changed` when one begins to show and ends."""

    changed = Signal()

    def __init__(self, line: ProgressLine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self._current: _Running | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        line.stop_requested.connect(self.stop)

    @property
    def shown(self) -> bool:
        """Whether a person sees that something goes on, and may stop it."""
        return self._current is not None and not self._line.isHidden()

    def stop(self) -> None:
        """End what goes on. Its thread ends when it next says how far it is; nobody waits for that."""
        if self._current is not None:
            self._current.stop()

    async def wait(
        self, title: str, work: Callable[[OnProgress], Result], drop: Callable[[Result], object] = lambda _: None
    ) -> Result | None:
        """What `work` returns, in a worker thread; None when it was stopped. What it raises is raised here.

        `title` says what it does, such as "Reading vendor.dll". `drop` is given a result that comes after the stop.
        """
        self.stop()
        loop = asyncio.get_running_loop()
        running = self._current = _Running(title, loop.create_future())
        future = _in_thread(loop, work, running)
        self._timer.start(_UNNOTICED_MS)
        try:
            ends: set[asyncio.Future[Any]] = {future, running.stopped}
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            future.add_done_callback(partial(_done, running, drop))
            if self._current is running:
                self._current = None
                self._timer.stop()
                self._line.hide()
                self.changed.emit()
        running.taken = not running.stopped.done()  # both may be done by now
        return await future if running.taken else None

    def _look(self) -> None:
        if self._current is not None:
            self._line.show_progress(*self._current.told())
            if self._timer.interval() != _LOOK_MS:
                self._timer.start(_LOOK_MS)
                self.changed.emit()


def _in_thread(
    loop: asyncio.AbstractEventLoop, work: Callable[[OnProgress], Result], running: OnProgress
) -> asyncio.Future[Result]:
    """Run it in a thread of its own: on a share that has gone, it may hang for minutes, and nobody is to wait then."""
    future: asyncio.Future[Result] = loop.create_future()

    def finish(put: Callable[[Any], None], value: object) -> None:
        with suppress(RuntimeError):  # the application has ended meanwhile
            loop.call_soon_threadsafe(lambda: None if future.done() else put(value))

    def run() -> None:
        try:
            result = work(running)
        except BaseException as error:
            finish(future.set_exception, error)
        else:
            finish(future.set_result, result)

    threading.Thread(target=run, name="probe32-long-work", daemon=True).start()
    return future


class _Running:
    """Is told by the worker thread how far it is, and tells it to stop."""

    def __init__(self, title: str, stopped: asyncio.Future[None]) -> None:
        self.stopped = stopped
        self.taken = False
        self._title = title
        self._last: tuple[Reading, int, int] | None = None
        self._ended = False

    def __call__(self, what: Reading, done: int, total: int) -> None:
        self._last = (what, done, total)
        if self._ended:
            raise _StoppedError

    def stop(self) -> None:
        self._ended = True
        if not self.stopped.done():
            self.stopped.set_result(None)

    def told(self) -> tuple[str, float | None]:
        """What goes on in words, and how much of it is done."""
        if self._last is None:
            return tr("{title} …").format(title=self._title), None
        what, done, total = self._last
        if what is Reading.BYTES:
            text = tr("{title}: {done:.1f} of {total:.1f} MB")
            return text.format(title=self._title, done=done / 1e6, total=total / 1e6), done / max(total, 1)
        text = tr("{title}: {done:,} of {total:,} names")
        return text.format(title=self._title, done=done, total=total), done / max(total, 1)


def _done(running: _Running, drop: Callable[[Result], object], future: asyncio.Future[Result]) -> None:
    """What came of work that nobody waits for any more."""
    if not running.taken and not future.cancelled() and future.exception() is None:
        drop(future.result())

"""All windows of the program: each with a DLL, a session and a host of its own, over one set of settings."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from .bootstrap import Application, build
from .restarting import restart_after_update
from .settings import Settings
from .translating import install_translator, translation_folders
from .widgets.text_size import TextSize
from .widgets.theme import ThemeManager

_STEP = QPoint(32, 32)
"""How far a window stands from the one that it was opened from."""


class Windows:
    """`open` makes one more; closing the last one ends `run`, and so does the end of the person's session."""

    def __init__(self, application: QApplication, loop: asyncio.AbstractEventLoop, settings: Settings) -> None:
        self._application = application
        self._loop = loop
        self._settings = settings
        self._translator = install_translator(application, translation_folders(settings.path.parent), settings.language)
        self._themes = ThemeManager(application, settings.theme, application)
        self._sizes = TextSize(application, settings.text_size)
        self._open: list[Application] = []
        self._leaving: set[asyncio.Task[None]] = set()
        self._all_gone = asyncio.Event()

    @property
    def all(self) -> tuple[Application, ...]:
        """The parts of each open window, the oldest first."""
        return tuple(self._open)

    async def run(self, path: Path | None = None) -> None:
        """Show a window, with `path` if there is one, and wait until the last one has closed and nothing runs more."""
        first = self.open("" if path is None else str(path))
        first.recovery.start()
        self._application.commitDataRequest.connect(self.keep_unsaved)
        self._application.aboutToQuit.connect(self.end)
        await self._all_gone.wait()
        self._application.commitDataRequest.disconnect(self.keep_unsaved)
        self._application.aboutToQuit.disconnect(self.end)
        self._themes.deleteLater()
        if self._translator is not None:
            self._application.removeTranslator(self._translator)

    def open(self, path: str = "") -> Application:
        """One more window, shown, with a DLL or a project when `path` is not empty."""
        before = self.active
        parts = build(self._application, self._loop, self._settings, self._themes, self._sizes)
        self._open.append(parts)
        parts.windows.window_requested.connect(self.open)
        parts.windows.quit_requested.connect(self._on_quit)
        parts.window.closed.connect(lambda: self._on_closed(parts))
        if before is not None:
            parts.window.move(before.window.pos() + _STEP)
        parts.window.show()
        if path:
            parts.windows.open(path)
        return parts

    @property
    def active(self) -> Application | None:
        """The window in front, else the one opened last; None when there is none."""
        in_front = (each for each in self._open if each.window.isActiveWindow())
        return next(in_front, self._open[-1] if self._open else None)

    def show_error(self, error: BaseException) -> None:
        """An error that nobody caught, in the window in front."""
        if (parts := self.active) is not None:
            parts.commands.show_error(error)

    def keep_unsaved(self) -> None:
        """The session may end, or an update needs the files of this program: write down what is not saved, at once.

        It may as well go on, so nothing is closed. After an update Windows opens again what is open now.
        """
        for each in self._open:
            each.recovery.save_now()
        active = self.active
        restart_after_update(active.session.document_path if active else None)

    def end(self) -> None:
        """The session ends: close all windows, and ask nobody; the next start offers what is not saved."""
        for each in self._open:
            each.recovery.leave_behind()
            each.commands.leave_unasked()

    def _on_quit(self) -> None:
        """Each window asks about its own work, and stays when the person wants it to."""
        for each in self._open:
            each.window.close()

    def _on_closed(self, parts: Application) -> None:
        task = self._loop.create_task(self._wait_gone(parts), name="a window has closed")
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def _wait_gone(self, parts: Application) -> None:
        """Wait for the window's tasks; then nothing of it is left."""
        await parts.tasks.wait_closed()
        self._open.remove(parts)
        parts.window.deleteLater()
        if not self._open:
            self._all_gone.set()

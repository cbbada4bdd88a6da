"""Reads what the file of the open DLL tells, when somebody looks for the first time."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QObject

from probe32.errors import Probe32Error
from probe32.image_outline import Fact, outline, signed_by
from probe32.library import Library
from probe32.pe import read_details

from ..tasks import Tasks
from ..translating import tr
from ..views.info_panel import InfoPanel
from ..views.main_window import MainWindow
from .session import Session

DOCK = "info"


class InfoController(QObject):
    """Reads in a worker thread, once for each library, and not before the panel is in sight."""

    def __init__(self, session: Session, window: MainWindow, panel: InfoPanel, tasks: Tasks) -> None:
        super().__init__(window)
        self._session = session
        self._docks = window.docks
        self._panel = panel
        self._tasks = tasks
        self._wanted: Library | None = None
        window.docks.shown.connect(lambda name: self._on_wanted() if name == DOCK else None)
        window.actions_.show_info.triggered.connect(lambda: window.docks.focus(DOCK))
        session.library_changed.connect(self._on_library_changed)

    def _on_library_changed(self) -> None:
        self._wanted = None
        if self._session.library is None:
            self._panel.show_message(tr("Open a DLL to see what its file tells."))
        else:
            self._on_wanted()

    def _on_wanted(self) -> None:
        library = self._session.library
        if library is not None and library is not self._wanted and self._docks.visible(DOCK):
            self._wanted = library
            self._panel.show_message(tr("Reading the file…"))
            self._tasks.start(self._read(library), "read what the file tells")

    async def _read(self, library: Library) -> None:
        loop = asyncio.get_running_loop()
        try:
            headline, facts = await loop.run_in_executor(None, _told, library.path)
        except Probe32Error as error:
            if self._wanted is library:
                self._panel.show_message(f"{error.message} {error.hint}")
            return
        if self._wanted is library:
            self._panel.show_facts(headline, facts)


def _told(path: Path) -> tuple[str, tuple[Fact, ...]]:
    details = read_details(path)
    return signed_by(details.signing), outline(details)

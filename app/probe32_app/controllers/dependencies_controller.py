"""Finds out what the open DLL needs, when somebody looks at it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QObject

from probe32 import doctor
from probe32.errors import Probe32Error
from probe32.library import Library

from ..tasks import Tasks
from ..translating import tr
from ..views.dependencies_panel import DependenciesPanel
from ..views.docks import Docks
from .search_folders import SearchFolders
from .session import Session

NAME = "dependencies"

_Wanted = tuple[Library, tuple[Path, ...]]


class DependenciesController(QObject):
    """Examines in a worker thread, once for each DLL and each choice of folders that are searched."""

    def __init__(
        self, session: Session, panel: DependenciesPanel, docks: Docks, folders: SearchFolders, tasks: Tasks
    ) -> None:
        super().__init__(panel)
        self._session = session
        self._panel = panel
        self._docks = docks
        self._tasks = tasks
        self._wanted: _Wanted | None = None
        docks.shown.connect(self._on_shown)
        session.library_changed.connect(self._on_library_changed)
        session.state_changed.connect(self._on_wanted)
        panel.folder_added.connect(lambda folder: folders.add(Path(folder)))

    def _on_shown(self, name: str) -> None:
        if name == NAME:
            self._on_wanted()

    def _on_library_changed(self) -> None:
        self._wanted = None
        self._panel.show_notice(tr("Open a DLL to see which others it needs."))
        self._on_wanted()

    def _on_wanted(self) -> None:
        library = self._session.library
        if library is None or not self._docks.visible(NAME):
            return
        wanted = (library, library.search_folders)
        if wanted != self._wanted:
            self._wanted = wanted
            self._panel.show_notice(tr("Looking for what it needs …"))
            self._tasks.start(self._examine(wanted), "examine dependencies")

    async def _examine(self, wanted: _Wanted) -> None:
        library, search = wanted
        try:
            found = await asyncio.get_running_loop().run_in_executor(None, doctor.diagnose, library.path, search)
        except Probe32Error as error:
            if self._wanted == wanted:
                self._panel.show_notice("\n".join(filter(None, (error.message, error.hint))))
            return
        if self._wanted == wanted:
            self._panel.show_diagnosis(found)

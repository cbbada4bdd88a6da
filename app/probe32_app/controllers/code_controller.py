"""Reads the code of the export in focus while somebody looks at it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from PySide6.QtCore import QObject

from probe32.library import Library
from probe32.pe import Disassembly
from probe32.pe.facts import Export

from ..tasks import Tasks
from ..translating import tr
from ..views.main_window import MainWindow
from .session import Session


class CodeController(QObject):
    """Reads in a worker thread, each export once until another one is in focus."""

    def __init__(self, session: Session, window: MainWindow, tasks: Tasks) -> None:
        super().__init__(window)
        self._session = session
        self._workspace = window.workspace
        self._tasks = tasks
        self._wanted: tuple[Library, Export] | None = None
        window.docks.shown.connect(lambda name: self._on_wanted() if name == "code" else None)
        self._docks = window.docks
        session.export_changed.connect(self._on_wanted)
        session.library_changed.connect(self._on_library_changed)

    def _on_library_changed(self) -> None:
        self._wanted = None

    def _on_wanted(self) -> None:
        library, export = self._session.library, self._session.export
        if library is None or export is None:
            self._wanted = None
        if library is None or export is None or not self._docks.visible("code"):
            return
        if self._wanted != (library, export):
            self._wanted = (library, export)
            self._tasks.start(self._read(library, export), "disassemble")

    async def _read(self, library: Library, export: Export) -> None:
        read, found = await asyncio.get_running_loop().run_in_executor(None, _read, library, export)
        if self._wanted == (library, export):
            self._workspace.code.show_code(read, found)


def _read(library: Library, export: Export) -> tuple[Export, Disassembly]:
    found = library.disassembly(export)
    if lead := library.leads_to(export):
        words = tr("Its code is in another DLL: it is forwarded to {place}.")
        found = replace(found, missing=words.format(place=lead.words))
    return replace(export, convention=library.evidence(export)), found

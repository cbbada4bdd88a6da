"""Keeps the preview of the wrapper up to date while somebody looks at it."""

from __future__ import annotations

import asyncio
from functools import partial

from PySide6.QtCore import QObject

from probe32 import codegen
from probe32.errors import Probe32Error

from ..messages import message_for
from ..tasks import Tasks
from ..translating import tr
from ..views.main_window import MainWindow
from .edits import Place, Where
from .project_controller import ProjectController
from .session import Session


class PreviewController(QObject):
    """Generates in a worker thread; edits that arrive meanwhile lead to one more round, not to many."""

    def __init__(self, session: Session, window: MainWindow, projects: ProjectController, tasks: Tasks) -> None:
        super().__init__(window)
        self._session = session
        self._docks = window.docks
        self._panel = window.workspace.preview
        self._projects = projects
        self._tasks = tasks
        self._running = False
        self._stale = True
        window.docks.shown.connect(lambda name: self._on_shown() if name == "wrapper" else None)
        self._panel.wanted.connect(self._on_signatures_changed)
        session.signatures_changed.connect(self._on_signatures_changed)
        session.export_changed.connect(self._show_function)
        self._panel.failure.chosen.connect(self._on_failure_chosen)

    async def refresh(self) -> None:
        """Generate until nothing has changed meanwhile."""
        self._running = True
        try:
            while self._stale and self._session.library is not None:
                self._stale = False
                await self._generate()
        finally:
            self._running = False

    async def _generate(self) -> None:
        library = self._session.library
        assert library is not None
        if not library.functions:
            self._panel.show_message(tr("Give a function a signature; then the wrapper's code appears here."))
            return
        if not self._panel.files:
            self._panel.show_message(tr("Writing the wrapper…"))
        document = self._projects.document(library)
        make = partial(codegen.export_project, document, codegen.Way.WRAPPER, self._panel.options.wanted())
        try:
            made = await asyncio.get_running_loop().run_in_executor(None, make)
            self._panel.show_files(made.files)
        except Probe32Error as error:
            self._panel.show_message(message_for(error).plain)

    def _show_function(self) -> None:
        export, function = self._session.export, self._session.function
        way = self._session.failures.get(export.symbol, "") if export else ""
        self._panel.show_function(function.signature.name if function else "", way)

    def _on_failure_chosen(self, way: str) -> None:
        export, function = self._session.export, self._session.function
        if export is None or function is None:
            return
        text = tr("How {name} fails").format(name=function.signature.name)
        with self._session.edit(text, Place(Where.EXPORT, export.ordinal)):
            self._session.failures = {**self._session.failures, export.symbol: way}
            if not way:
                del self._session.failures[export.symbol]

    def _on_signatures_changed(self) -> None:
        self._show_function()
        self._stale = True
        if self._docks.visible("wrapper"):
            self._on_shown()

    def _on_shown(self) -> None:
        if self._stale and not self._running:
            self._tasks.start(self.refresh(), "preview")

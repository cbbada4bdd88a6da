"""Connects what a person wants to the coroutines that do it."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from probe32.errors import Probe32Error

from ..messages import message_for
from ..models.readable import short_name
from ..settings import Settings
from ..tasks import Tasks
from ..translating import tr, tr_count
from ..views.dialogs import clipboard_text, restart_question
from ..views.export_dialog import ExportChoice, ExportDialog
from ..views.main_window import MainWindow
from ..views.steps_dialog import StepsDialog
from ..widgets.theme import ThemeManager
from .asking import wait_answered
from .call_controller import CallController
from .edits import Place, Where
from .import_controller import ImportController
from .library_controller import LibraryController
from .project_controller import ProjectController
from .session import Session, is_callable

_LOG = logging.getLogger(__name__)


class Commands(QObject):
    """The slots behind actions, drops and the closing of the window."""

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        libraries: LibraryController,
        projects: ProjectController,
        calls: CallController,
        imports: ImportController,
        themes: ThemeManager,
        settings: Settings,
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._libraries = libraries
        self._projects = projects
        self._calls = calls
        self._imports = imports
        self._themes = themes
        self._settings = settings
        self._tasks = tasks
        self._leaving = False
        self._connect_files()
        self._connect_edits()
        self._connect_calls()
        self._connect_window()
        self._on_state_changed()

    def show_error(self, error: BaseException) -> None:
        """The one place where an error that nobody caught ends: the window's banner, and the log for a defect."""
        if not isinstance(error, Probe32Error):
            _LOG.error("A defect: %s", error, exc_info=error)
        self._window.banner.show_message(message_for(error))

    def leave_unasked(self) -> None:
        """Begin to close the window, whatever is not saved and whatever the person is asked just now."""
        self._leaving = True
        self._tasks.start(self.leave(ask=False), "leave unasked")

    async def leave(self, *, ask: bool = True) -> None:
        """Ask about unsaved work, wait until the host has gone, then close the window."""
        try:
            if ask and not await self._projects.wait_leave():
                return
            await self._libraries.close()
        finally:
            self._leaving = False
        for name, state in self._window.layout_state().items():
            self._settings.set_blob(name, state)
        self._settings.save()
        self._window.allow_close()

    def _connect_files(self) -> None:
        actions, start = self._window.actions_, self._tasks.start
        actions.open_sample.triggered.connect(lambda: start(self._open_sample(), "open the sample"))
        actions.save.triggered.connect(lambda: start(self._save(), "save"))
        actions.save_as.triggered.connect(lambda: start(self._save_as(), "save as"))
        actions.export.triggered.connect(self._on_export)
        actions.close_library.triggered.connect(lambda: start(self._close_library(), "close the library"))
        self._projects.backup_wanted.connect(self._on_backup_wanted)

    def _connect_edits(self) -> None:
        actions, edits = self._window.actions_, self._session.edits
        actions.undo.triggered.connect(self._on_undo)
        actions.redo.triggered.connect(self._on_redo)
        edits.undoTextChanged.connect(lambda text: actions.name_edits(undo=text))
        edits.redoTextChanged.connect(lambda text: actions.name_edits(redo=text))
        actions.edit_steps.triggered.connect(self._on_edit_steps)
        actions.paste.triggered.connect(lambda: self._on_paste(clipboard_text()))
        self._window.workspace.signature.editor.many_pasted.connect(self._on_paste)
        actions.edit_types.triggered.connect(self._on_edit_types)
        self._session.brought_back.connect(self._on_brought_back)

    def _connect_calls(self) -> None:
        actions, start, workspace = self._window.actions_, self._tasks.start, self._window.workspace
        actions.call.triggered.connect(lambda: start(self._calls.call(), "call"))
        actions.stop.triggered.connect(self._on_stop)
        self._libraries.work.changed.connect(self._on_state_changed)
        actions.restart.triggered.connect(lambda: start(self._restart(), "restart"))
        actions.find_export.triggered.connect(lambda: workspace.exports.filter.setFocus())
        actions.edit_prototype.triggered.connect(self._on_edit_prototype)
        actions.show_code.triggered.connect(workspace.show_code)
        workspace.exports.export_activated.connect(self._on_export_activated)

    def _connect_window(self) -> None:
        window = self._window
        window.close_requested.connect(self._on_close_requested)
        self._tasks.failed.connect(self.show_error)
        self._session.state_changed.connect(self._on_state_changed)
        self._session.state_changed.connect(window.statusBar().clearMessage)
        self._libraries.opened.connect(self._on_opened)

    async def _open_sample(self) -> None:
        if await self._projects.wait_leave():
            await self._libraries.open_sample()

    async def _save(self) -> None:
        await self._projects.save()

    async def _save_as(self) -> None:
        await self._projects.save_as()

    async def _restart(self) -> None:
        """Restart the host; where it has given handles and pointers, only when the person agrees."""
        if self._settings.asks_before_restart and self._window.host.state in ("ready", "busy"):
            answer = await wait_answered(restart_question(self._window))
            if answer != QMessageBox.StandardButton.Ok:
                return
        await self._libraries.restart()

    async def _close_library(self) -> None:
        if await self._projects.wait_leave():
            await self._libraries.close()

    def _on_export(self) -> None:
        library = self._session.library
        if library is None:
            return
        self._window.workspace.signature.flush()
        folder = self._settings.folder or str(library.path.parent)
        count = len(library.functions)
        words = tr_count(
            "One function of {name} has a signature.", "{count} functions of {name} have a signature.", count
        )
        summary = words.format(count=count, name=library.path.name)
        dialog = ExportDialog(self._window, folder, self._window.workspace.preview.options.wanted(), summary)
        dialog.finished.connect(dialog.deleteLater)
        dialog.export_requested.connect(self._on_export_requested)
        dialog.open()

    def _on_export_requested(self, choice: ExportChoice) -> None:
        self._tasks.start(self._projects.export(choice), "export")

    def _on_backup_wanted(self, path: Path, backup: Path) -> None:
        self._tasks.start(self._projects.open_backup(path, backup), "open a backup")

    def _on_undo(self) -> None:
        self._window.workspace.flush()
        self._session.edits.undo()

    def _on_redo(self) -> None:
        self._window.workspace.flush()
        self._session.edits.redo()

    def _on_edit_steps(self) -> None:
        self._window.workspace.flush()
        StepsDialog(self._window, self._session.edits, self._themes.theme).open()

    def _on_paste(self, text: str) -> None:
        self._window.workspace.flush()
        self._tasks.start(self._imports.paste(text), "paste")

    def _on_edit_types(self) -> None:
        workspace = self._window.workspace
        workspace.show_types(workspace.types.current)
        workspace.types.table.setFocus()

    def _on_brought_back(self, place: Place) -> None:
        """Show where something was undone or done again."""
        workspace = self._window.workspace
        if place.where is Where.EXPORT:
            workspace.exports.select(place.ordinal)
        if place.where is Where.TYPE:
            workspace.show_types(place.name)
        if place.where in (Where.SEQUENCE, Where.SWEEP):
            self._window.docks.show(place.where.value)
        self._session.export_changed.emit()

    def _on_stop(self) -> None:
        if self._libraries.work.shown:
            self._libraries.work.stop()
        else:
            self._tasks.start(self._calls.stop(), "stop")

    def _on_edit_prototype(self) -> None:
        self._window.workspace.signature.editor.setFocus()

    def _on_export_activated(self) -> None:
        """Return in the table leads on to what is to be done next: the first argument, or the prototype."""
        if self._session.function is None:
            self._on_edit_prototype()
        else:
            self._window.workspace.page.focus_call()

    def _on_opened(self) -> None:
        exports = self._window.workspace.exports
        exports.show_all()
        exports.select_first()
        exports.table.setFocus()

    def _on_close_requested(self) -> None:
        if not self._leaving:
            self._leaving = True
            self._tasks.start(self.leave(), "leave")

    def _on_state_changed(self) -> None:
        export = self._session.export
        self._window.actions_.enable_for(
            library=self._session.library is not None,
            wrapper=bool(self._session.signed()),
            function=export is not None and is_callable(export),
            signature=self._session.function is not None,
            calling=self._session.calling,
        )
        self._window.actions_.stop.setEnabled(self._session.calling or self._libraries.work.shown)
        self._window.status.show_document(document_words(self._session))
        edits = self._session.edits
        self._window.actions_.enable_edits(undo=edits.canUndo(), redo=edits.canRedo())


def document_words(session: Session) -> str:
    """The DLL, and how many of its exports have a signature."""
    library = session.library
    if library is None:
        return tr("No DLL is open")
    words = tr("{name} · {signed} of {total} with a signature")
    return words.format(
        name=short_name(library.path.name, 40), signed=len(session.signed()), total=len(library.exports)
    )

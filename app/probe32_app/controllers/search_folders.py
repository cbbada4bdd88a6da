"""Offers to search another folder when a DLL that the open one needs was not found."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from probe32.errors import LoadError

from ..settings import Settings
from ..tasks import Tasks
from ..translating import tr
from ..views.dialogs import folder_dialog
from ..views.main_window import MainWindow
from .asking import wait_answered
from .edits import Place
from .session import Session

_MODULE_NOT_FOUND = 126


class SearchFolders(QObject):
    """Knows what the last failure to load was about; the button below it leads here."""

    def __init__(self, session: Session, window: MainWindow, settings: Settings, tasks: Tasks) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._settings = settings
        self._tasks = tasks
        self._failure: LoadError | None = None
        window.workspace.result.banner.offer_taken.connect(self._on_offer_taken)
        window.actions_.search_folder.triggered.connect(lambda: tasks.start(self._ask(), "add a folder"))

    def offer(self, error: BaseException | None) -> str:
        """The words of a button for what the error is about; "" when no folder would help."""
        helps = isinstance(error, LoadError) and error.code == _MODULE_NOT_FOUND
        self._failure = error if isinstance(error, LoadError) and helps else None
        if self._failure is None:
            return ""
        return tr("Add this folder") if self._failure.folder else tr("Add a folder…")

    def add(self, folder: Path) -> None:
        """Search a folder from the next call on; the project remembers it."""
        library = self._session.library
        if library is None:
            return
        with self._session.edit(tr("search in {folder}").format(folder=folder.name), Place()):
            library.search_folders = (*library.search_folders, folder)
        self._failure = None
        self._window.workspace.result.show_nothing(
            tr("{folder} is searched from now on; call again.").format(folder=folder)
        )

    def _on_offer_taken(self) -> None:
        if self._failure is None:
            return
        if self._failure.folder:
            self.add(Path(self._failure.folder))
        else:
            self._tasks.start(self._ask(), "add a folder")

    async def _ask(self) -> None:
        dialog = folder_dialog(self._window, tr("A folder with the missing DLL"), self._settings.folder)
        if await wait_answered(dialog) == QDialog.DialogCode.Accepted and dialog.selectedFiles():
            self.add(Path(dialog.selectedFiles()[0]))

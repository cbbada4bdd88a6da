"""Offers to search another folder when a DLL that the open one needs was not found."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from probe32.errors import LoadError, Probe32Error

from ..settings import Settings
from ..tasks import Tasks
from ..translating import tr
from ..views.dialogs import folder_dialog
from ..views.main_window import MainWindow
from ..widgets.banner import Offer
from .asking import wait_path
from .edits import Place
from .session import Session

_MODULE_NOT_FOUND = 126
_ASK, _ADD = "ask for a folder", "add folder "


def folder_offers(error: Probe32Error) -> tuple[Offer, ...]:
    """The button for a failed call that another folder may help: that folder, when it is known."""
    if not isinstance(error, LoadError) or error.code != _MODULE_NOT_FOUND:
        return ()
    known = error.folder
    return (Offer(f"{_ADD}{known}", tr("Add this folder")) if known else Offer(_ASK, tr("Add a folder…")),)


class SearchFolders(QObject):
    """Listens to the buttons of `folder_offers`, and to the menu."""

    def __init__(self, session: Session, window: MainWindow, settings: Settings, tasks: Tasks) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._settings = settings
        self._tasks = tasks
        window.workspace.result.banner.taken.connect(self._on_offer_taken)
        window.actions_.search_folder.triggered.connect(lambda: tasks.start(self._ask(), "add a folder"))

    def add(self, folder: Path) -> None:
        """Search a folder from the next call on; the project remembers it."""
        library = self._session.library
        if library is None:
            return
        with self._session.edit(tr("search in {folder}").format(folder=folder.name), Place()):
            library.search_folders = (*library.search_folders, folder)
        self._window.workspace.result.show_nothing(
            tr("{folder} is searched from now on; call again.").format(folder=folder)
        )

    def _on_offer_taken(self, key: str) -> None:
        if key == _ASK:
            self._tasks.start(self._ask(), "add a folder")
        elif key.startswith(_ADD):
            self.add(Path(key.removeprefix(_ADD)))

    async def _ask(self) -> None:
        dialog = folder_dialog(self._window, tr("A folder with the missing DLL"), self._settings.folder)
        if (folder := await wait_path(dialog)) is not None:
            self.add(folder)

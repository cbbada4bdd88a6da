"""Windows and the files that they are opened with: menus, drops, the list of recent files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ..messages import Message, Severity
from ..settings import Settings
from ..tasks import Tasks
from ..translating import tr
from ..views.dialogs import DLL_OR_PROJECT, HEADERS, open_file_dialog
from ..views.main_window import MainWindow
from .import_controller import ImportController
from .project_controller import ProjectController
from .session import Session

HEADER_ENDINGS = (".h", ".hpp", ".hh", ".hxx", ".inc")


class WindowCommands(QObject):
    """`window_requested` carries the path that another window is to open with, "" for none; `quit_requested` asks for
    the end of all windows.
    """

    window_requested = Signal(str)
    quit_requested = Signal()

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        projects: ProjectController,
        imports: ImportController,
        settings: Settings,
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._projects = projects
        self._imports = imports
        self._settings = settings
        self._tasks = tasks
        actions = window.actions_
        actions.open.triggered.connect(lambda: self._ask_for_file(self.open))
        actions.open_elsewhere.triggered.connect(lambda: self._ask_for_file(self.window_requested.emit))
        actions.new_window.triggered.connect(lambda: self.window_requested.emit(""))
        actions.close_window.triggered.connect(window.close)
        actions.quit.triggered.connect(self._on_quit)
        actions.import_header.triggered.connect(self._on_import)
        actions.clear_recent.triggered.connect(self._on_clear_recent)
        window.recent_menu.aboutToShow.connect(self.show_recent)
        window.recent_chosen.connect(self.open)
        window.files_dropped.connect(self.take)
        self.show_recent()

    def open(self, path: str) -> None:
        """Open a DLL or a project."""
        self._tasks.start(self._projects.open(Path(path)), f"open {path}")

    def take(self, paths: Sequence[str], elsewhere: bool) -> None:
        """Open what was dropped: a file here (or `elsewhere`), more in windows of their own, headers into this one."""
        headers = [each for each in paths if Path(each).suffix.lower() in HEADER_ENDINGS]
        others = [each for each in paths if each not in headers]
        here = [] if elsewhere else others[:1]
        for each in others[len(here) :]:
            self.window_requested.emit(each)
        self._tasks.start(self._take(here, headers), "take what was dropped")

    def show_recent(self) -> None:
        """List the files that were opened last, in whichever window."""
        self._window.show_recent(self._settings.recent())

    async def _take(self, files: Sequence[str], headers: Sequence[str]) -> None:
        for each in files:
            await self._projects.open(Path(each))
        for each in headers:
            if self._session.library is None:
                self._window.banner.show_message(_no_dll_for(each))
                return
            await self._imports.import_header(Path(each))

    def _ask_for_file(self, take: object) -> None:
        dialog = open_file_dialog(self._window, tr("Open a DLL or a project"), self._settings.folder, DLL_OR_PROJECT)
        dialog.fileSelected.connect(take)
        dialog.open()

    def _on_import(self) -> None:
        dialog = open_file_dialog(self._window, tr("Import a C header"), self._settings.folder, HEADERS)
        dialog.fileSelected.connect(lambda path: self._tasks.start(self._imports.import_header(Path(path)), "import"))
        dialog.open()

    def _on_clear_recent(self) -> None:
        self._settings.clear_recent()
        self.show_recent()

    def _on_quit(self) -> None:
        self._window.close()
        self.quit_requested.emit()


def _no_dll_for(header: str) -> Message:
    return Message(
        tr("A header needs its DLL"),
        tr("{name} declares functions; nothing is open that has them.").format(name=Path(header).name),
        tr("Open the DLL first, then drop the header again."),
        Severity.INFO,
    )

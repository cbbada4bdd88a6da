"""The composition root: builds every part and gives each what it needs. Nothing else knows them all."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from .controllers.call_controller import CallController
from .controllers.code_controller import CodeController
from .controllers.commands import Commands
from .controllers.evidence_controller import EvidenceController
from .controllers.export_list_controller import ExportListController
from .controllers.host_trouble import HostTrouble
from .controllers.import_controller import ImportController
from .controllers.library_controller import LibraryController
from .controllers.memory_controller import MemoryController
from .controllers.panel_commands import PanelCommands
from .controllers.pointer_shelf import PointerShelf
from .controllers.preview_controller import PreviewController
from .controllers.project_controller import ProjectController
from .controllers.recovery_controller import RecoveryController
from .controllers.search_folders import SearchFolders
from .controllers.session import Session
from .controllers.signature_controller import SignatureController
from .controllers.type_controller import TypeController
from .models.exports import ExportsModel
from .models.history import HistoryModel
from .settings import Settings
from .tasks import Tasks
from .views.main_window import MainWindow
from .widgets.theme import ThemeManager


@dataclass
class Application:
    """All parts of a running application; `run` is its life."""

    window: MainWindow
    session: Session
    history: HistoryModel
    settings: Settings
    tasks: Tasks
    themes: ThemeManager
    libraries: LibraryController
    projects: ProjectController
    calls: CallController
    memory: MemoryController
    imports: ImportController
    commands: Commands
    recovery: RecoveryController
    trouble: HostTrouble
    _rest: tuple[object, ...]

    async def run(self, path: Path | None = None) -> None:
        """Show the window, open `path` if there is one, and wait until it has closed and nothing runs any more."""
        closed = asyncio.Event()
        self.window.closed.connect(closed.set)
        self.window.show()
        self.recovery.start()
        if path is not None:
            self.commands.open(str(path))
        await closed.wait()
        await self.tasks.wait_closed()


def build(application: QApplication, loop: asyncio.AbstractEventLoop, settings: Settings) -> Application:
    """An application that is ready to be shown; nothing is open yet."""
    themes = ThemeManager(application, settings.theme)
    exports, history = ExportsModel(), HistoryModel()
    window = MainWindow(exports, history, themes.theme)
    session, tasks = Session(window), Tasks(loop, window)
    signatures = SignatureController(session, window)
    types = TypeController(session, window)
    shelf = PointerShelf()
    folders = SearchFolders(session, window, settings, tasks)
    calls = CallController(session, window, history, shelf, folders)
    memory = MemoryController(session, window, shelf, tasks)
    libraries = LibraryController(session, window, exports, settings, calls.wait_free)
    evidence = EvidenceController(session, exports, tasks, window)
    code = CodeController(session, window, tasks)
    projects = ProjectController(session, window, libraries, settings)
    preview = PreviewController(session, window, projects, tasks)
    lists = ExportListController(session, window, libraries, settings, tasks)
    imports = ImportController(session, window, libraries, themes, tasks)
    panels = PanelCommands(session, window)
    commands = Commands(session, window, libraries, projects, calls, imports, themes, settings, tasks)
    trouble = HostTrouble(session, window, libraries, tasks, tuple)
    recovery = RecoveryController(session, window, libraries, projects, calls, settings, tasks)
    recovery.keep("types", types.drafts.copy, types.drafts.update)
    window.restore_layout({name: settings.blob(name) for name in window.layout_state()})
    window.show_recent(settings.recent())
    for each in (exports, history, themes):
        each.setParent(window)
    return Application(
        window,
        session,
        history,
        settings,
        tasks,
        themes,
        libraries,
        projects,
        calls,
        memory,
        imports,
        commands,
        recovery,
        trouble,
        (signatures, types, preview, evidence, code, lists, panels),
    )

"""The composition root: builds every part and gives each what it needs. Nothing else knows them all."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from .controllers.call_controller import CallController
from .controllers.call_log import CallLog
from .controllers.code_controller import CodeController
from .controllers.commands import Commands
from .controllers.console_controller import ConsoleController
from .controllers.copy_controller import CopyController
from .controllers.dependencies_controller import DependenciesController
from .controllers.evidence_controller import EvidenceController
from .controllers.export_list_controller import ExportListController
from .controllers.file_watch import FileWatch
from .controllers.history_controller import HistoryController
from .controllers.host_trouble import HostTrouble
from .controllers.import_controller import ImportController
from .controllers.info_controller import InfoController
from .controllers.library_controller import LibraryController
from .controllers.memory_controller import MemoryController
from .controllers.notes_controller import NotesController
from .controllers.output_controller import OutputController
from .controllers.panel_commands import PanelCommands
from .controllers.pointer_shelf import PointerShelf
from .controllers.preview_controller import PreviewController
from .controllers.problems_controller import ProblemsController
from .controllers.project_controller import ProjectController
from .controllers.recovery_controller import RecoveryController
from .controllers.search_folders import SearchFolders
from .controllers.sequence_controller import SequenceController
from .controllers.session import Session
from .controllers.signature_controller import SignatureController
from .controllers.sweep_controller import SweepController
from .controllers.type_controller import TypeController
from .models.exports import ExportsModel
from .models.history import HistoryModel
from .models.output import OutputModel
from .models.problems import ProblemsModel
from .settings import Settings
from .tasks import Tasks
from .translating import tr
from .views.console_panel import ConsolePanel
from .views.docks import Area
from .views.info_panel import InfoPanel
from .views.main_window import MainWindow
from .views.notes_panel import NotesPanel
from .views.output_panel import OutputPanel
from .views.problems_panel import ProblemsPanel
from .views.sequence_panel import SequencePanel
from .views.sweep_panel import SweepPanel
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
    output: OutputController
    console: ConsoleController
    problems: ProblemsController
    sequences: SequenceController
    sweeps: SweepController
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
    log = CallLog(session, window)
    calls = CallController(session, window, history, shelf, folders, settings, log)
    memory = MemoryController(session, window, shelf, tasks)
    libraries = LibraryController(session, window, exports, settings, calls.wait_free)
    past = HistoryController(session, window, history, calls, libraries, settings, tasks)
    copying = CopyController(session, window, calls)
    evidence = EvidenceController(session, exports, tasks, window)
    code = CodeController(session, window, tasks)
    dependencies = DependenciesController(session, window.workspace.dependencies, window.docks, folders, tasks)
    window.workspace.dependencies.open_requested.connect(window.path_dropped)
    projects = ProjectController(session, window, libraries, settings)
    preview = PreviewController(session, window, projects, tasks)
    lists = ExportListController(session, window, libraries, settings, tasks)
    imports = ImportController(session, window, libraries, themes, tasks)
    told = InfoPanel(themes.theme)
    window.docks.add("info", tr("Info"), told, Area.RIGHT)
    info = InfoController(session, window, told, tasks)
    written = NotesPanel()
    window.docks.add("notes", tr("Notes"), written, Area.RIGHT)
    notes = NotesController(session, written)
    panels = PanelCommands(session, window)
    commands = Commands(session, window, libraries, projects, calls, imports, themes, settings, tasks)
    printed, problems = OutputModel(window), ProblemsModel(window)
    panel = OutputPanel(printed, themes.theme)
    window.docks.add("output", tr("Output"), panel, Area.BOTTOM)
    output = OutputController(session, window, panel, printed, history, log, libraries, tasks)
    trouble = HostTrouble(session, window, libraries, tasks, lambda: printed.last(30))
    recovery = RecoveryController(session, window, libraries, projects, calls, settings, tasks)
    recovery.keep("types", types.drafts.copy, types.drafts.update)
    files = FileWatch(session, tasks, window)
    wrong = ProblemsPanel(problems, themes.theme)
    window.docks.add("problems", tr("Problems"), wrong, Area.BOTTOM)
    gathering = ProblemsController(session, window, wrong, problems, projects, trouble, recovery, files, log, tasks)
    steps = SequencePanel(themes.theme)
    window.docks.add("sequence", tr("Sequence"), steps, Area.BOTTOM, height=230)
    sequences = SequenceController(session, window, steps, calls, shelf, tasks)
    points = SweepPanel(themes.theme)
    window.docks.add("sweep", tr("Sweep"), points, Area.BOTTOM, height=300)
    sweeps = SweepController(session, window, points, calls, libraries, shelf, settings, tasks)
    trouble.set_replay(lambda: sequences.stale, sequences.replay_set_up)
    typed = ConsolePanel(themes.theme)
    window.docks.add("console", tr("Console"), typed, Area.BOTTOM)
    console = ConsoleController(session, window, typed, history, log, settings, tasks)
    recovery.keep("console", typed.input.toPlainText, typed.input.show_text)
    window.restore_layout({name: settings.blob(name) for name in window.layout_state()})
    window.show_recent(settings.recent())
    if settings.problem:
        window.banner.show_message(tr("The settings"), settings.problem, "", "warning")
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
        output,
        console,
        gathering,
        sequences,
        sweeps,
        (signatures, types, preview, evidence, code, dependencies, lists, info, notes, panels, past, copying),
    )

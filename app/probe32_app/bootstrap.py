"""The composition root: builds every part and gives each what it needs. Nothing else knows them all."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication

from .controllers.argument_files import ArgumentFiles
from .controllers.call_controller import CallController
from .controllers.call_form import CallForm
from .controllers.call_log import CallLog
from .controllers.code_controller import CodeController
from .controllers.commands import Commands
from .controllers.console_controller import ConsoleController
from .controllers.copy_controller import CopyController
from .controllers.dependencies_controller import DependenciesController
from .controllers.evidence_controller import EvidenceController
from .controllers.export_list_controller import ExportListController
from .controllers.file_watch import FileWatch
from .controllers.help_controller import HelpController
from .controllers.history_controller import HistoryController
from .controllers.host_trouble import HostTrouble
from .controllers.import_controller import ImportController
from .controllers.info_controller import InfoController
from .controllers.library_controller import LibraryController
from .controllers.memory_controller import MemoryController
from .controllers.notes_controller import NotesController
from .controllers.output_controller import OutputController
from .controllers.palette_controller import PaletteController
from .controllers.panel_commands import PanelCommands
from .controllers.pointer_shelf import PointerShelf
from .controllers.preview_controller import PreviewController
from .controllers.problems_controller import ProblemsController
from .controllers.project_controller import ProjectController
from .controllers.recovery_controller import RecoveryController
from .controllers.search_folders import SearchFolders
from .controllers.sequence_controller import SequenceController
from .controllers.session import Session
from .controllers.settings_controller import SettingsController
from .controllers.signature_controller import SignatureController
from .controllers.sweep_controller import SweepController
from .controllers.type_controller import TypeController
from .controllers.window_commands import WindowCommands
from .messages import Message, Severity
from .models.exports import ExportsModel
from .models.history import HistoryModel
from .models.output import OutputModel
from .models.problems import ProblemsModel
from .settings import Settings
from .tasks import Tasks
from .translating import tr, translation_folders
from .views.console_panel import ConsolePanel
from .views.docks import Area
from .views.info_panel import InfoPanel
from .views.main_window import MainWindow
from .views.notes_panel import NotesPanel
from .views.output_panel import OutputPanel
from .views.problems_panel import ProblemsPanel
from .views.sequence_panel import SequencePanel
from .views.sweep_panel import SweepPanel
from .widgets.text_size import TextSize
from .widgets.theme import ThemeManager


@dataclass
class _Core:
    """What most parts are built on. Controllers belong to the window and live as long as it does."""

    window: MainWindow
    session: Session
    tasks: Tasks
    settings: Settings
    themes: ThemeManager
    exports: ExportsModel
    history: HistoryModel
    shelf: PointerShelf
    folders: SearchFolders
    log: CallLog
    form: CallForm
    calls: CallController
    libraries: LibraryController
    projects: ProjectController
    imports: ImportController


@dataclass
class Application(_Core):
    """All parts of one window that others need to reach."""

    memory: MemoryController
    commands: Commands
    windows: WindowCommands
    recovery: RecoveryController
    trouble: HostTrouble
    output: OutputController
    console: ConsoleController
    problems: ProblemsController
    sequences: SequenceController
    sweeps: SweepController


def build(
    application: QApplication,
    loop: asyncio.AbstractEventLoop,
    settings: Settings,
    themes: ThemeManager | None = None,
    sizes: TextSize | None = None,
) -> Application:
    """A window that is ready to be shown; nothing is open yet. What several windows share is given."""
    core = _core(loop, settings, themes or ThemeManager(application, settings.theme))
    memory = MemoryController(core.session, core.window, core.shelf, core.tasks)
    windows = WindowCommands(core.session, core.window, core.projects, core.imports, settings, core.tasks)
    types = _function_parts(core, windows)
    commands = _program_parts(core, sizes or TextSize(application, settings.text_size))
    recovery = RecoveryController(
        core.session, core.window, core.libraries, core.projects, core.form, settings, core.tasks
    )
    recovery.keep("types", types.drafts.copy, types.drafts.update)
    output, trouble, problems = _trouble_parts(core, recovery)
    sequences, sweeps = _sequence_parts(core, trouble)
    console = _console_parts(core, recovery)
    _restore(core)
    if themes is None:
        core.themes.setParent(core.window)
    return Application(
        **vars(core),
        memory=memory,
        commands=commands,
        windows=windows,
        recovery=recovery,
        trouble=trouble,
        output=output,
        console=console,
        problems=problems,
        sequences=sequences,
        sweeps=sweeps,
    )


def _core(loop: asyncio.AbstractEventLoop, settings: Settings, themes: ThemeManager) -> _Core:
    exports, history = ExportsModel(), HistoryModel()
    window = MainWindow(exports, history, themes.theme)
    session, tasks = Session(window), Tasks(loop, window)
    for each in (exports, history):
        each.setParent(window)
    shelf, log = PointerShelf(), CallLog(session, window)
    files = ArgumentFiles(window.workspace.call, tasks)
    SignatureController(session, window)
    folders = SearchFolders(session, window, settings, tasks)
    form = CallForm(session, window, history, shelf, settings, files)
    calls = CallController(session, window, form, history, shelf, settings, log, files)
    libraries = LibraryController(session, window, exports, settings, calls.wait_free)
    projects = ProjectController(session, window, libraries, settings)
    imports = ImportController(session, window, themes, tasks)
    return _Core(
        window,
        session,
        tasks,
        settings,
        themes,
        exports,
        history,
        shelf,
        folders,
        log,
        form,
        calls,
        libraries,
        projects,
        imports,
    )


def _function_parts(core: _Core, windows: WindowCommands) -> TypeController:
    """What is known about the DLL and the function in focus."""
    window, session, tasks = core.window, core.session, core.tasks
    types = TypeController(session, window)
    HistoryController(session, window, core.history, core.form, core.calls, core.settings, tasks)
    CopyController(session, window, core.calls)
    EvidenceController(session, core.exports, tasks, window)
    CodeController(session, window, tasks)
    DependenciesController(session, window.workspace.dependencies, window.docks, core.folders, tasks)
    window.workspace.dependencies.open_requested.connect(windows.open)
    PreviewController(session, window, core.projects, tasks)
    ExportListController(session, window, core.settings, tasks)
    told = InfoPanel(core.themes.theme)
    window.docks.add("info", tr("Info"), told, Area.RIGHT)
    InfoController(session, window, told, tasks)
    written = NotesPanel()
    window.docks.add("notes", tr("Notes"), written, Area.RIGHT)
    NotesController(session, written)
    return types


def _program_parts(core: _Core, sizes: TextSize) -> Commands:
    """Commands, settings, help and the keyboard's ways."""
    window, session, settings = core.window, core.session, core.settings
    PanelCommands(session, window)
    SettingsController(window, settings, core.themes, sizes, core.tasks, translation_folders(settings.path.parent))
    PaletteController(session, window, core.themes)
    HelpController(window)
    return Commands(
        session, window, core.libraries, core.projects, core.calls, core.imports, core.themes, settings, core.tasks
    )


def _trouble_parts(
    core: _Core, recovery: RecoveryController
) -> tuple[OutputController, HostTrouble, ProblemsController]:
    """What the host prints, why it died, and what is wrong with the document."""
    window, session, tasks, log = core.window, core.session, core.tasks, core.log
    printed, problems = OutputModel(window), ProblemsModel(window)
    panel = OutputPanel(printed, core.themes.theme)
    window.docks.add("output", tr("Output"), panel, Area.BOTTOM)
    output = OutputController(session, window, panel, printed, core.history, log, tasks)
    trouble = HostTrouble(session, window, core.libraries, tasks, lambda: printed.last(30))
    files = FileWatch(session, tasks, window)
    wrong = ProblemsPanel(problems, core.themes.theme)
    window.docks.add("problems", tr("Problems"), wrong, Area.BOTTOM)
    gathering = ProblemsController(
        session, window, wrong, problems, core.projects, trouble, recovery, files, log, tasks
    )
    return output, trouble, gathering


def _sequence_parts(core: _Core, trouble: HostTrouble) -> tuple[SequenceController, SweepController]:
    steps = SequencePanel(core.themes.theme)
    core.window.docks.add("sequence", tr("Sequence"), steps, Area.BOTTOM, height=230)
    sequences = SequenceController(core.session, core.window, steps, core.calls, core.shelf, core.tasks)
    trouble.set_replay(lambda: sequences.stale, sequences.replay_set_up)
    points = SweepPanel(core.themes.theme)
    core.window.docks.add("sweep", tr("Sweep"), points, Area.BOTTOM, height=276)
    sweeps = SweepController(core.session, core.window, points, core.calls, core.shelf, core.settings, core.tasks)
    return sequences, sweeps


def _console_parts(core: _Core, recovery: RecoveryController) -> ConsoleController:
    typed = ConsolePanel(core.themes.theme)
    core.window.docks.add("console", tr("Console"), typed, Area.BOTTOM)
    recovery.keep("console", typed.input.toPlainText, typed.input.show_text)
    return ConsoleController(core.session, core.window, typed, core.history, core.log, core.settings, core.tasks)


def _restore(core: _Core) -> None:
    """Show the window as it was left, unless the person wants it as at first."""
    window, settings = core.window, core.settings
    remembered = settings.blob if settings.restores_layout else lambda _: QByteArray()
    window.restore_layout({name: remembered(name) for name in window.layout_state()})
    if settings.problem:
        window.banner.show_message(Message(tr("The settings"), settings.problem, severity=Severity.WARNING))

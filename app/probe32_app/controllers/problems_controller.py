"""Gathers what is wrong from everywhere, and leads to where it is mended."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QTimer

from probe32 import doctor, project
from probe32.contradictions import contradictions
from probe32.errors import Probe32Error
from probe32.library import Library
from probe32.library.made_call import MadeCall

from ..messages import Message, Severity
from ..models.problems import Problem, ProblemsModel, Spot
from ..tasks import Tasks
from ..translating import tr
from ..views.main_window import MainWindow
from ..views.problems_panel import ProblemsPanel
from .call_log import CallLog
from .file_watch import FileWatch
from .host_trouble import HostTrouble
from .project_controller import ProjectController
from .recovery_controller import RecoveryController
from .session import Session
from .signature_edits import name_of

_PAUSE_MS = 150


class ProblemsController(QObject):
    """What is quickly known is gathered after each change, what takes reading in tasks."""

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        panel: ProblemsPanel,
        model: ProblemsModel,
        projects: ProjectController,
        trouble: HostTrouble,
        recovery: RecoveryController,
        files: FileWatch,
        log: CallLog,
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._model = model
        self._projects = projects
        self._trouble = trouble
        self._files = files
        self._tasks = tasks
        self._signatures: Sequence[Problem] = ()
        self._loading: Sequence[Problem] = ()
        self._headers: Sequence[Problem] = ()
        self._warned: MadeCall | None = None
        self._unkept = ""
        self._searched: object = None
        self._seen: object = None
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._on_pause)
        for changed in (session.signatures_changed, session.state_changed, session.library_changed):
            changed.connect(self._pause.start)
        files.changed.connect(self._on_files_changed)
        for changed in (trouble.changed, window.workspace.call.problem_changed):
            changed.connect(self._on_quick_change)
        recovery.failed.connect(self._on_recovery)
        log.ended.connect(self._on_call)
        session.library_changed.connect(self._on_library_changed)
        panel.problem_chosen.connect(self.go_to)
        window.closed.connect(self._pause.stop)

    @property
    def all(self) -> tuple[Problem, ...]:
        """Everything that is wrong now, the worst first."""
        return self._model.problems

    def go_to(self, problem: Problem) -> None:
        """Show where a problem is mended."""
        workspace, spot = self._window.workspace, problem.spot
        if spot in (Spot.SIGNATURE, Spot.ARGUMENT, Spot.RESULT):
            workspace.exports.select(problem.ordinal)
        if spot is Spot.SIGNATURE:
            workspace.signature.editor.setFocus()
        elif spot is Spot.ARGUMENT and (field := workspace.call.field(problem.name)):
            field.editor.setFocus()
        elif spot is Spot.RESULT:
            workspace.result.setFocus()
        elif spot is Spot.HOST:
            self._trouble.show()
        elif spot is Spot.HEADER:
            self._window.actions_.import_header.trigger()
        elif spot is Spot.SAVE:
            self._window.actions_.save.trigger()
        elif spot is Spot.PROJECT:
            self._window.actions_.save_as.trigger()
        elif spot is Spot.DLL:
            self._window.actions_.open.trigger()
        elif spot is Spot.SEARCH:
            self._window.actions_.search_folder.trigger()

    def _on_pause(self) -> None:
        library = self._session.library
        if library is not None and (state := (library, self._session.state)) != self._seen:
            self._seen = state
            self._tasks.start(self._read(library), "look for problems")
        self._gather()

    async def _read(self, library: Library) -> None:
        """What takes reading the code, or other files."""
        loop = asyncio.get_running_loop()
        signatures = await loop.run_in_executor(None, _contradicted, library)
        headers = await loop.run_in_executor(None, _changed_headers, self._projects.document(library))
        searched = library.path, library.search_folders
        loading = self._loading
        if searched != self._searched and library.image.bitness == 32:
            loading = await loop.run_in_executor(None, _not_loading, library)
        if library is self._session.library:
            self._signatures, self._headers = signatures, headers
            self._loading, self._searched = loading, searched
            self._gather()

    def _gather(self) -> None:
        library = self._session.library
        found: list[Problem] = []
        if library is not None:
            found = [*self._signatures, *self._headers, *self._loading]
            found += [*self._of_drafts(library), *self._of_arguments(), *self._of_files(library), *self._of_host()]
            found += self._of_last_call(library)
        if self._unkept:
            fix = tr("Save the project, and make room.")
            found.append(Problem(Severity.ERROR, tr("Unsaved work"), self._unkept, fix, Spot.SAVE))
        self._model.set_problems(found)

    def _of_drafts(self, library: Library) -> Iterator[Problem]:
        drafts = self._session.drafts
        names = {each.ordinal: name_of(each) for each in library.exports if each.ordinal in drafts} if drafts else {}
        for ordinal, name in names.items():
            what = tr("The text of its signature cannot be understood yet.")
            fix = tr("Correct the prototype; the place is marked there.")
            yield Problem(Severity.WARNING, name, what, fix, Spot.SIGNATURE, ordinal)

    def _of_arguments(self) -> Iterator[Problem]:
        export = self._session.export
        for field in self._window.workspace.call.fields if export else ():
            if field.problem and export:
                fix = tr("Correct the argument.")
                where = f"{name_of(export)}, {field.spec.name}"
                yield Problem(
                    Severity.WARNING, where, field.problem, fix, Spot.ARGUMENT, export.ordinal, field.spec.name
                )

    def _of_files(self, library: Library) -> Iterator[Problem]:
        if self._files.dll:
            gone = self._files.dll == "gone"
            what = tr("The DLL was deleted or moved.") if gone else tr("Another file has taken the place of the DLL.")
            fix = tr("Put it back; what runs goes on until the host is restarted.")
            if not gone:
                fix = tr("Open it again to see what it exports now; the host that runs still has the old one.")
            yield Problem(Severity.WARNING, library.path.name, what, fix, Spot.DLL)
        if self._files.project and self._session.project_path:
            gone = self._files.project == "gone"
            what = (
                tr("The project's file was deleted.") if gone else tr("Another program has changed the project's file.")
            )
            fix = tr("Save it again.") if gone else tr("Save under another name, or overwrite: saving asks.")
            yield Problem(Severity.WARNING, self._session.project_path.name, what, fix, Spot.PROJECT)

    def _of_host(self) -> Iterator[Problem]:
        if (death := self._trouble.death) is not None:
            yield Problem(Severity.ERROR, tr("32-bit host"), death.message, tr("Restart it."), Spot.HOST)

    def _of_last_call(self, library: Library) -> Iterator[Problem]:
        call = self._warned
        function = library.functions.get(call.signature.name) if call else None
        if call is None or call.result is None or function is None or function.signature != call.signature:
            return
        for each in call.result.warnings:
            fix = tr("Correct the signature, then call again.")
            yield Problem(Severity.WARNING, call.signature.name, each, fix, Spot.SIGNATURE, function.export.ordinal)

    def _on_files_changed(self) -> None:
        """Tell it at once, too: what is wrong here concerns all that is done next."""
        self._gather()
        if self._session.library is not None:
            for each in self._of_files(self._session.library):
                title = tr("{file} is no longer what it was").format(file=each.where)
                self._window.banner.show_message(Message(title, each.what, each.fix, each.severity))

    def _on_quick_change(self, *_: object) -> None:
        self._gather()

    def _on_recovery(self, sentence: str) -> None:
        self._unkept = sentence
        self._gather()

    def _on_call(self, call: MadeCall) -> None:
        warned = call if call.result is not None and call.result.warnings else None
        if warned is not self._warned:
            self._warned = warned
            self._gather()

    def _on_library_changed(self) -> None:
        self._signatures = self._headers = self._loading = ()
        self._searched = self._seen = self._warned = None


def _contradicted(library: Library) -> list[Problem]:
    """What keeps signatures from being called, and what the code says against them."""
    found = []
    for each in list(library.functions.values()):
        if each.address is not None:
            continue
        where, ordinal = name_of(each.export), each.export.ordinal
        for what in each.signature.problems():
            fix = tr("Complete the prototype.")
            found.append(Problem(Severity.ERROR, where, what, fix, Spot.SIGNATURE, ordinal))
        for what in contradictions(each.signature, library.evidence(each.export)):
            fix = tr("Compare the prototype with the vendor's header, and with the code.")
            found.append(Problem(Severity.WARNING, where, what, fix, Spot.SIGNATURE, ordinal))
    return found


def _changed_headers(document: project.Project) -> list[Problem]:
    fix = tr("Import it again: the preview shows what is different.")
    where = tr("Header")
    return [Problem(Severity.INFO, where, each, fix, Spot.HEADER) for each in project.changed_headers(document)]


def _not_loading(library: Library) -> list[Problem]:
    try:
        found = doctor.diagnose(library.path, library.search_folders)
    except Probe32Error as error:
        return [Problem(Severity.ERROR, library.path.name, error.message, error.hint, Spot.HOST)]
    problems = []
    for each in found.problems:
        severity = Severity.ERROR if each.grave and each.kind.value not in found.forgiven else Severity.INFO
        problems.append(Problem(severity, each.dll, each.message, each.fix, Spot.SEARCH))
    return problems

"""Projects and wrappers as files; opening whatever is given; leaving without losing anything."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox

from probe32 import codegen, pe, project, recording
from probe32.errors import FileError, Probe32Error
from probe32.library import Library

from ..messages import Message, Severity, message_for
from ..settings import Settings
from ..translating import tr, tr_count
from ..views.dialogs import changed_question, save_file_dialog, unsaved_question
from ..views.export_dialog import ExportChoice
from ..views.main_window import MainWindow
from ..widgets.banner import Offer
from .asking import wait_answered, wait_path
from .library_controller import LibraryController
from .session import PROJECT, Session

SUFFIX = ".probe32"
_MOST_DETAILS = 10
_BACKUP, _IMPORT = "open-backup", "import-header"


class ProjectController(QObject):
    """Coroutines; each asks about unsaved signatures before they would be lost.

    `backup_wanted` carries a project's file that is damaged, and the backup to open in its place.
    """

    backup_wanted = Signal(object, object)

    def __init__(self, session: Session, window: MainWindow, libraries: LibraryController, settings: Settings) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._libraries = libraries
        self._settings = settings
        self._backups = project.Backups(settings.data_folder / "backups")
        self._offered: tuple[Path, Path] | None = None
        window.banner.taken.connect(self._on_taken)
        session.state_changed.connect(self._show_document)

    async def open(self, path: Path) -> None:
        """Open a DLL or a project, in place of what is open."""
        if not await self.wait_leave():
            return
        if path.suffix.lower() == SUFFIX:
            await self.open_project(path)
        else:
            await self._libraries.open_dll(path)

    async def open_backup(self, path: Path, backup: Path) -> None:
        """Open an earlier version of a project, which is unsaved then; saving puts it in place of the damaged file."""
        if await self.wait_leave():
            await self.open_project(path, backup)
            self._session.edits.resetClean()

    async def open_project(self, path: Path, backup: Path | None = None) -> None:
        """Open a project and its DLL; says so when the DLL is not the one that the project was made for."""
        title = tr("Opening {name}").format(name=path.name)
        try:
            read = await self._libraries.work.wait(
                title, partial(_read_project, path, backup or path), lambda each: each.library.close()
            )
        except Probe32Error as error:
            await self._show_unreadable(path, error)
            return
        if read is None:
            return
        library, document, change, compared = read.library, read.document, read.change, read.compared
        library.on_host_state = self._libraries.bridge.report
        await self._libraries.take_over(library)
        self._session.set_project(document, path, read.digest)
        self._session.export_changed.emit()
        self._settings.add_recent(path)
        self._settings.folder = str(path.parent)
        self._window.show_recent(self._settings.recent())
        if change is not None and compared is not None:
            self._window.banner.show_message(_changed(change, compared))
        elif read.headers:
            self._show_changed_headers(read.headers)

    async def save(self) -> bool:
        """Save the project where it is; ask where when it is nowhere yet. Returns whether it is saved."""
        return await self._write(self._session.project_path) if self._session.project_path else await self.save_as()

    async def save_as(self) -> bool:
        """Ask for a file and save the project there. Returns whether it is saved."""
        library = self._session.library
        if library is None:
            return False
        known = self._session.project_path or Path(self._settings.folder) / f"{library.path.stem}{SUFFIX}"
        dialog = save_file_dialog(self._window, str(known))
        path = await wait_path(dialog)
        return path is not None and await self._write(path if path.suffix else path.with_suffix(SUFFIX))

    async def export(self, choice: ExportChoice) -> None:
        """Write what was chosen below its folder, and say where it is."""
        library = self._session.library
        if library is None:
            return
        write = partial(write_export, self.document(library), choice)
        try:
            made, written = await asyncio.get_running_loop().run_in_executor(None, write)
        except Probe32Error as error:
            self._window.banner.show_message(message_for(error))
            return
        self._window.banner.show_message(_export_report(choice, made, written))

    async def wait_leave(self) -> bool:
        """Whether what is open may be closed: nothing is unsaved, or the person has decided."""
        if not self._session.unsaved:
            return True
        box = unsaved_question(self._window, self._session.document_name)
        answer = await wait_answered(box)
        if answer == QMessageBox.StandardButton.Save:
            return await self.save()
        return answer == QMessageBox.StandardButton.Discard

    def document(self, library: Library) -> project.Project:
        """What is open, as a project."""
        made = project.from_library(library, self._session.project)
        hashes, known = self._session.header_hashes, {each.path: each.unknown for each in made.headers}
        made.headers = [
            project.ImportedHeader(each, hashes.get(each, ""), known.get(each, {})) for each in self._session.headers
        ]
        made.sequences = list(self._session.sequences)
        made.sweeps = list(self._session.sweeps)
        made.notes = self._session.notes.get(PROJECT, "")
        for each in made.functions:
            each.notes = self._session.notes.get(each.export, "")
            each.defaults = dict(self._session.defaults.get(each.export, {}))
            each.examples = self._session.pinned(each.export)
            each.errors = self._session.failures.get(each.export, "")
        return made

    async def _write(self, path: Path) -> bool:
        library = self._session.library
        if library is None:
            return False
        if not await self._may_overwrite(path):
            return False
        document = self.document(library)
        try:
            save = partial(_save, document, library, path, self._backups)
            digest = await asyncio.get_running_loop().run_in_executor(None, save)
        except Probe32Error as error:
            self._window.banner.show_message(message_for(error))
            return False
        self._session.set_project(document, path, digest)
        self._settings.add_recent(path)
        self._window.show_recent(self._settings.recent())
        return True

    async def _may_overwrite(self, path: Path) -> bool:
        """Whether the file may be replaced: another program has not changed it since, or the person has decided."""
        known = self._session.project_digest if path == self._session.project_path else ""
        there = await asyncio.get_running_loop().run_in_executor(None, digest_of, path)
        if not known or there in ("", known):
            return True
        box = changed_question(self._window, path)
        answer = await wait_answered(box)
        if answer == QMessageBox.StandardButton.Open:
            self._session.forget_edits()  # the person has chosen the other program's
            await self.open_project(path)
        if answer == QMessageBox.StandardButton.SaveAll:
            await self.save_as()
        return answer == QMessageBox.StandardButton.Save

    async def _show_unreadable(self, path: Path, error: Probe32Error) -> None:
        """Say what is wrong with a project, and offer its last backup where there is one."""
        known: list[project.Backup] = []
        if isinstance(error, FileError):
            find = partial(_backups_of, path, self._backups)
            known = await asyncio.get_running_loop().run_in_executor(None, find)
        self._offered = (path, known[0].path) if known else None
        offers = [Offer(_BACKUP, tr("Open the backup from {when}").format(when=each.when), "history") for each in known]
        self._window.banner.show_message(message_for(error), offers[:1])

    def _show_changed_headers(self, sentences: list[str]) -> None:
        """Say which headers are no longer what the signatures were taken from."""
        hint = tr("Import it again to see what is new, and to take it over.")
        message = Message(tr("A header has changed"), "\n".join(sentences[:_MOST_DETAILS]), hint, Severity.INFO)
        self._window.banner.show_message(message, [Offer(_IMPORT, tr("Import a header…"), "header")])

    def _on_taken(self, key: str) -> None:
        if key == _IMPORT:
            self._window.actions_.import_header.trigger()
        if key == _BACKUP and self._offered is not None:
            self.backup_wanted.emit(*self._offered)

    def _show_document(self) -> None:
        self._window.show_document(self._session.document_name, self._session.unsaved)


def write_export(document: project.Project, choice: ExportChoice) -> tuple[codegen.Exported, codegen.Written]:
    """Make the files and write them; the errors are those of `codegen`, and of a recording that can't be read."""
    recordings = [recording.load(choice.recording)] if choice.recording else []
    made = codegen.export_project(document, choice.way, replace(choice.wanted, recordings=recordings))
    return made, codegen.write(made.files, Path(choice.folder))


def _save(document: project.Project, library: Library, path: Path, backups: project.Backups) -> str:
    """Write the project, and what its DLL exports now; returns the digest of the file."""
    project.record_exports(document, library)
    project.record_headers(document)
    project.save(document, path, backups)
    return digest_of(path)


def _backups_of(path: Path, backups: project.Backups) -> list[project.Backup]:
    """What could be opened in place of a damaged project; nothing for one that is not there."""
    return backups.of(path) if path.is_file() else []


def digest_of(path: Path) -> str:
    """What tells one content of a file from another; "" when it can't be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


@dataclass(frozen=True)
class _Read:
    """A project and its DLL, and how that differs from the one that the project was made for."""

    library: Library
    document: project.Project
    digest: str
    change: project.Change | None
    compared: project.Comparison | None
    headers: list[str]

    def close(self) -> None:
        """Nobody wants it any more."""
        self.library.close()


def _read_project(path: Path, source: Path, on_progress: pe.OnProgress) -> _Read:
    digest, document = digest_of(path), project.load(source, path)
    change = project.change_of(document.dll)
    different = change is not None and change.kind is project.Kind.DIFFERENT
    compared = _compared(document) if different else None
    gone = {each.export for each in compared.affected if each.gone} if compared else set()
    headers = project.changed_headers(document)
    return _Read(project.open_library(document, gone, on_progress), document, digest, change, compared, headers)


def _compared(document: project.Project) -> project.Comparison:
    return project.compare_project(document, pe.read_image(document.dll.path))


def _changed(change: project.Change, compared: project.Comparison) -> Message:
    """What the new DLL means for the signatures; the details follow."""
    details = [change.message, *compared.drift.not_compared]
    details += [each.reason for each in compared.untold[:_MOST_DETAILS]]
    if any(each.gone for each in compared.affected):
        details.append(tr("Signatures of what is gone are left out, and saving the project forgets them."))
    if compared.affected or compared.drift.not_compared:
        return Message(
            tr("The DLL has changed"), compared.summary, "\n".join([*details, change.hint]), Severity.WARNING
        )
    details.append(tr("Save the project to remember the new file."))
    return Message(tr("The DLL has changed"), compared.summary, "\n".join(details), Severity.INFO)


def _export_report(choice: ExportChoice, made: codegen.Exported, written: codegen.Written) -> Message:
    folder = Path(choice.folder)
    details = [*made.left_out, *written.warnings]
    if made.wrapper is not None:
        count = len(made.wrapper.methods)
        words = tr_count("{folder} offers one function.", "{folder} offers {count} functions.", count)
        text = words.format(folder=folder / made.wrapper.package, count=count)
        hint = tr("Try it in {folder}: {command}").format(
            folder=folder, command=f"python -m {made.wrapper.package} selftest"
        )
    elif choice.way is codegen.Way.TESTS:
        count = len(written.paths)
        words = tr_count("One file is in {folder}.", "{count} files are in {folder}.", count)
        text = words.format(count=count, folder=folder)
        hint = tr("Run them with {command}").format(command=f"pytest {folder}")
    else:
        text, hint = str(written.paths[0]), ""
    if not details:
        return Message(tr("Exported"), text, hint, Severity.INFO)
    return Message(tr("Exported in part"), text, "\n".join(filter(None, [*details, hint])), Severity.WARNING)

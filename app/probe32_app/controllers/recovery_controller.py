"""Keeps what is not saved in a recovery file, and offers what another window, which was killed, has left behind."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from probe32.errors import FileError, Probe32Error
from probe32.recovery import RecoveryFile, RecoveryFolder

from ..messages import Message, Severity, message_for
from ..models.leftovers import Leftover, leftover_of, unreadable
from ..settings import Settings
from ..tasks import Tasks
from ..translating import tr
from ..views.main_window import MainWindow
from ..views.recovery_dialog import Choice, RecoveryDialog
from .asking import wait_answered
from .call_form import CallForm
from .library_controller import LibraryController
from .project_controller import ProjectController
from .session import Session
from .unsaved_work import UnsavedWork, encoded, put_back, restored, snapshot

PAUSE_MS = 3000
"""The longest time after an edit until it is in the file."""


@dataclass(frozen=True)
class _Keeper:
    """Somebody who has typed texts to keep: asked for them, and given them back after a recovery."""

    read: Callable[[], object]
    write: Callable[[Any], object]


class RecoveryController(QObject):
    """`start` once the window is shown. `pause` runs from an edit until it is written.

    `failed` carries a sentence when nothing can be kept, "" once it can again.
    """

    failed = Signal(str)

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        libraries: LibraryController,
        projects: ProjectController,
        form: CallForm,
        settings: Settings,
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._libraries = libraries
        self._projects = projects
        self._form = form
        self._settings = settings
        self._tasks = tasks
        self._folder = RecoveryFolder(settings.data_folder / "recovery")
        self._file: RecoveryFile | None = None
        self._keepers: dict[str, _Keeper] = {}
        self._written: object = None
        self._latest: UnsavedWork | None = None
        self._replacing = threading.Lock()
        self._writing = asyncio.Lock()
        self._left_behind = False
        self._failing = False
        self._changes = 0
        self.pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self.pause.timeout.connect(self._on_pause)
        fields = window.workspace.call
        for typed in (fields.field_changed, fields.deadline.changed, fields.extra.changed):
            typed.connect(self.schedule)
        for changed in (session.state_changed, session.signatures_changed):
            changed.connect(self.schedule)
        window.workspace.types.view.text_edited.connect(self.schedule)
        window.actions_.recover.triggered.connect(lambda: tasks.start(self._offer_asked(), "recover"))
        window.closed.connect(self._on_closed)

    def keep(self, name: str, read: Callable[[], object], write: Callable[[Any], object]) -> None:
        """Keep JSON values that belong to nothing else here: `read` gives them, `write` takes them after a recovery."""
        self._keepers[name] = _Keeper(read, write)

    def start(self) -> None:
        """Offer what windows that were killed have left behind."""
        self._tasks.start(self._offer_at_start(), "look for unsaved work")

    def schedule(self, *_: object) -> None:
        """Something has changed: write it soon."""
        self._changes += 1
        if not self.pause.isActive() and not self._window.isHidden() and not self._left_behind:
            self.pause.start()

    @property
    def pending(self) -> bool:
        """Whether something has changed that may not be in the file yet."""
        return self._changes > 0

    async def save(self) -> None:
        """Write what is not saved now, or remove the file when everything is."""
        self.pause.stop()
        if self._left_behind:
            return
        async with self._writing:
            changes, work = self._changes, self._unsaved()
            try:
                await self._write(work)
            except FileError as error:
                self._tell_failure(error)
            self._changes -= changes

    def save_now(self) -> None:
        """The same before this returns, in the window's thread: the session may be over at any moment."""
        self._window.workspace.flush()
        self._latest = work = self._unsaved()
        try:
            if work is not None:
                self._file = self._file or self._folder.new()
                self._write_file(self._file, work)
            elif self._file is not None:
                self._file.discard()
        except FileError as error:
            self._tell_failure(error)

    def leave_behind(self) -> None:
        """Keep what is not saved for the next start, although the window will close: nobody can be asked."""
        self.pause.stop()
        self.save_now()
        self._left_behind = True

    async def _write(self, work: UnsavedWork | None) -> None:
        self._latest = work
        if work is None:
            self._written = None
            if self._file is not None:
                await _in_thread(self._file.discard)
            return
        key = work.states, work.index, work.clean, work.notes, work.project_path
        if key != self._written:
            self._file = self._file or await _in_thread(self._folder.new)
            await _in_thread(self._write_file, self._file, work)
            self._written = key
            self._failing = False
            self.failed.emit("")

    def _write_file(self, file: RecoveryFile, work: UnsavedWork) -> None:
        """In any thread; what is not the latest any more when it comes to it is not written."""
        content = encoded(work, file.path)
        with self._replacing:
            if work is self._latest:
                file.write(content)

    async def offer(self) -> bool:
        """Ask what to do with each piece of work that was left behind; returns whether there was any."""
        files = await _in_thread(self._folder.left)
        await _in_thread(self._folder.forget_locks)
        left = [await _in_thread(_read, each) for each in files]
        try:
            for each in [each for each in left if each.only_notes]:
                self._take_arguments(each.content)
                left.remove(each)
                each.file.discard()
            shown = len(left)
            while left and await self._ask(left):
                pass
            return bool(shown)
        finally:
            for each in files:
                if each is not self._file:
                    each.release()

    async def _offer_at_start(self) -> None:
        await self.offer()

    async def _offer_asked(self) -> None:
        if not await self.offer():
            self._window.confirm(tr("No window that was ended from outside has left anything behind."))

    async def _ask(self, left: list[Leftover]) -> bool:
        """Do what the person decides about one of `left`, and take it out; False: the rest is for another time."""
        dialog = RecoveryDialog(self._window, left)
        await wait_answered(dialog)
        chosen, choice = dialog.chosen, dialog.choice
        if choice is Choice.LATER or chosen is None:
            return False
        if choice is Choice.DISCARD:
            await _in_thread(chosen.file.discard)
        elif not await self._recover(chosen, beside=choice is Choice.BESIDE):
            return False
        left.remove(chosen)
        return choice is Choice.DISCARD

    async def _recover(self, leftover: Leftover, *, beside: bool) -> bool:
        if not await self._projects.wait_leave():
            return False
        try:
            library, work = await _in_thread(restored, leftover.content, leftover.file.path)
        except Probe32Error as error:
            self._window.banner.show_message(message_for(error))
            return False
        kept = await _in_thread(_keep_what_does_not_fit, leftover, work)
        library.on_host_state = self._libraries.bridge.report
        await self._libraries.take_over(library)
        put_back(self._session, work, beside=beside)
        mine, self._file = self._file, leftover.file  # it stays until everything is saved
        self._written = None
        if mine is not None:
            await _in_thread(mine.discard)
            mine.release()
        self._give_back(work)
        self._window.workspace.exports.select(work.focus)
        await self.save()
        self._window.banner.show_message(_recovered(leftover, kept, beside=beside))
        return True

    def _give_back(self, work: UnsavedWork) -> None:
        arguments = work.notes.get("arguments")
        self._session.arguments.update(arguments if isinstance(arguments, dict) else {})
        for name, value in work.notes.items():
            if name in self._keepers:
                self._keepers[name].write(value)
        self._session.export_changed.emit()

    def _unsaved(self) -> UnsavedWork | None:
        """What would be lost now; None when nothing would."""
        library = self._session.library
        if library is None:
            return None
        self._form.remember()
        notes = {name: value for name, each in self._keepers.items() if (value := each.read())}
        arguments = {symbol: dict(texts) for symbol, texts in self._session.arguments.items()}
        if not (self._session.unsaved or notes or arguments != self._settings.arguments(library.path)):
            return None
        work = snapshot(self._session, self._projects.document(library), notes)
        return replace(work, notes={**notes, "arguments": arguments})

    def _take_arguments(self, content: Mapping[str, Any]) -> None:
        """Only arguments were typed: they are offered where they are wanted, and nobody is asked."""
        path = Path(str(content.get("dll", "")))
        arguments = content["notes"]["arguments"]
        self._settings.set_arguments(path, {**self._settings.arguments(path), **arguments})

    def _on_pause(self) -> None:
        self._tasks.start(self.save(), "keep unsaved work")

    def _tell_failure(self, error: FileError) -> None:
        if not self._failing:  # once: a person who goes on typing is not to be told every three seconds
            message = message_for(error)
            self._window.banner.show_message(
                replace(message, title=tr("Unsaved work is not kept"), severity=Severity.WARNING)
            )
        self._failing = True
        self.failed.emit(f"{error.message} {error.hint}")

    def _on_closed(self) -> None:
        """The window was closed on purpose: everything was saved, or given up. Or the session ends."""
        self.pause.stop()
        if self._file is not None:
            if not self._left_behind:
                self._file.discard()
            self._file.release()


def _read(file: RecoveryFile) -> Leftover:
    try:
        content = file.read()
    except FileError as error:
        return unreadable(file, error.message)
    return leftover_of(file, content, dll_is_there=Path(str(content.get("dll", ""))).is_file())


async def _in_thread(function: Callable[..., Any], *arguments: object) -> Any:
    return await asyncio.get_running_loop().run_in_executor(None, function, *arguments)


def _keep_what_does_not_fit(leftover: Leftover, work: UnsavedWork) -> Path | None:
    """Where everything is kept as it was, when the DLL that is there now lacks some of its functions."""
    wanted = leftover.content["definitions"]["states"][work.index]["functions"]
    if len(work.states[work.index].definitions.functions) == len(wanted):
        return None
    beside = leftover.file.path.with_suffix(".kept")
    shutil.copyfile(leftover.file.path, beside)
    return beside


def _recovered(leftover: Leftover, kept: Path | None, *, beside: bool) -> Message:
    if beside:
        text = tr("{name} is open as a document of its own; the saved project is as it was.")
    else:
        text = tr("{name} is as it was {when}.")
    hint = tr("Nothing of it is saved yet: save the project to keep it. Undo takes the edits back one by one.")
    if kept is not None:
        lacking = tr("Some signatures do not fit the DLL that is there now; all are still in {path}.")
        hint = f"{lacking.format(path=kept)}\n{hint}"
    title = tr("Unsaved work recovered") if kept is None else tr("Unsaved work recovered in part")
    severity = Severity.INFO if kept is None else Severity.WARNING
    return Message(title, text.format(name=leftover.name, when=leftover.when), hint, severity)

"""What is done with calls of the past: repeated, brought back, pinned, deleted, saved, and kept for the next time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from probe32.abi.render import prototype
from probe32.errors import Probe32Error
from probe32.library.definitions import Function
from probe32.project import Example, identify

from ..messages import message_for
from ..models.history import HistoryModel
from ..models.history_entry import HistoryEntry
from ..models.history_text import history_csv, history_json
from ..settings import Settings
from ..tasks import Tasks
from ..translating import tr
from ..views.dialogs import HISTORIES, folder_dialog, save_file_dialog
from ..views.main_window import MainWindow
from .asking import wait_path, wait_written
from .call_controller import CallController
from .call_form import CallForm
from .edits import Pins
from .history_file import HistoryFile
from .history_tests import write_tests
from .pinned_calls import example_of_entry, pinned_entry
from .session import Session
from .signature_edits import name_of, place_of


class HistoryController(QObject):
    """Slots of the history's commands; the file is read and written in worker threads."""

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        model: HistoryModel,
        form: CallForm,
        calls: CallController,
        settings: Settings,
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._panel = window.history
        self._model = model
        self._form = form
        self._calls = calls
        self._settings = settings
        self._tasks = tasks
        self._file: HistoryFile | None = None
        session.library_changed.connect(self._on_library_changed)
        for signal in (session.signatures_changed, session.state_changed):
            signal.connect(self._show_pinned)
        session.state_changed.connect(self._enable)
        model.added.connect(self._on_added)
        self._panel.selection_changed.connect(self._enable)
        self._panel.edit_requested.connect(form.bring_back)
        self._panel.table.remove_requested.connect(self.delete)
        self._connect()
        self._enable()

    async def repeat(self) -> None:
        """Make the chosen call again at once, or the last one when none is chosen."""
        entry = self._entry()
        if entry is not None and self._form.bring_back(entry):
            await self._calls.call()

    def pin(self) -> None:
        """Keep the chosen calls in the project; those that are pinned already, no longer."""
        for entry in self._panel.chosen:
            function = self._function(entry)
            if function is not None:
                self._pin(entry, function)

    def delete(self) -> None:
        """Forget the chosen calls; pinned ones are no longer pinned."""
        chosen = self._panel.chosen
        for entry in chosen:
            function = self._function(entry)
            if entry.pinned and function is not None:
                self._pin(entry, function)
        self._model.remove([each for each in chosen if not each.pinned])
        self._rewrite()

    def clear(self) -> None:
        """Forget every call that is not pinned."""
        self._model.clear()
        self._rewrite()

    async def export(self) -> None:
        """Ask for a file, and write all calls there, the last one first."""
        proposal = str(Path(self._settings.folder) / tr("history"))
        path = await wait_path(save_file_dialog(self._window, proposal, tr("Save the history"), HISTORIES))
        if path is None:
            return
        entries = [*self._model.pinned, *self._model.entries]
        entries.sort(key=lambda each: each.when, reverse=True)
        form = history_json if path.suffix.lower() == ".json" else history_csv
        await wait_written(self._window, path, lambda: form(entries).encode())

    async def save_tests(self) -> None:
        """Ask for a folder, and write a test there that makes the calls again, the oldest first."""
        library = self._session.library
        if library is None:
            return
        dialog = folder_dialog(self._window, tr("Folder for the tests"), self._settings.folder)
        if (folder := await wait_path(dialog)) is None:
            return
        entries = sorted([*self._model.pinned, *self._model.entries], key=lambda each: each.when)
        write = partial(write_tests, identify(library.image), library.encoding, entries, folder)
        try:
            message = await asyncio.get_running_loop().run_in_executor(None, write)
        except Probe32Error as error:
            message = message_for(error)
        self._window.banner.show_message(message)

    def _connect(self) -> None:
        actions = self._window.actions_
        actions.repeat_call.triggered.connect(lambda: self._tasks.start(self.repeat(), "repeat"))
        actions.edit_call.triggered.connect(lambda: (entry := self._entry()) and self._form.bring_back(entry))
        actions.pin_call.triggered.connect(self.pin)
        actions.compare_calls.triggered.connect(lambda: self._panel.details_button.setChecked(True))
        actions.delete_calls.triggered.connect(self.delete)
        actions.clear_history.triggered.connect(self.clear)
        actions.export_history.triggered.connect(lambda: self._tasks.start(self.export(), "save the history"))
        actions.history_tests.triggered.connect(lambda: self._tasks.start(self.save_tests(), "save tests"))

    def _entry(self) -> HistoryEntry | None:
        """The chosen call; the last one when none is chosen."""
        chosen = self._panel.chosen
        return chosen[0] if chosen else next(iter(self._model.entries), None)

    def _function(self, entry: HistoryEntry) -> Function | None:
        """The function of a call, when it has still the prototype of the call."""
        library = self._session.library
        functions = library.functions.values() if library else ()
        found = next((each for each in functions if each.export.symbol == entry.export), None)
        return found if found is not None and prototype(found.signature) == entry.prototype else None

    def _pin(self, entry: HistoryEntry, function: Function) -> None:
        symbol = function.export.symbol
        before = self._session.pinned(symbol)
        wanted = example_of_entry(entry)
        found = [each for each in before if _same(each, wanted)] if entry.pinned else []
        kept = [each for each in before if each not in found] if found else [*before, wanted]
        verb = tr("unpinning of a call of {name}") if found else tr("pinning of a call of {name}")
        with self._session.edit(verb.format(name=name_of(function.export)), place_of(function.export)):
            self._session.pins[symbol] = Pins(entry.prototype, tuple(kept))

    def _show_pinned(self) -> None:
        library = self._session.library
        functions = library.functions.values() if library else ()
        pinned = self._session.pins
        self._model.show_pinned(
            [
                pinned_entry(function, each)
                for function in functions
                if function.export.symbol in pinned
                for each in self._session.pinned(function.export.symbol)
            ]
        )

    def _on_library_changed(self) -> None:
        library = self._session.library
        self._model.limit = self._settings.history_limit
        self._model.show(())
        self._file = HistoryFile(self._settings.data_folder / "history", library.path) if library else None
        if self._file is not None:
            self._tasks.start(self._load(self._file), "read the history")

    async def _load(self, file: HistoryFile) -> None:
        entries = await asyncio.get_running_loop().run_in_executor(None, file.load, self._model.limit)
        if file is self._file:
            self._model.show([*self._model.entries, *entries])

    def _on_added(self, entry: HistoryEntry) -> None:
        if self._file is not None and self._model.limit:
            self._start(partial(self._file.add, entry))
        self._enable()

    def _rewrite(self) -> None:
        if self._file is not None:
            self._start(partial(self._file.replace, self._model.entries[::-1]))
        self._enable()

    def _start(self, write: Callable[[], None]) -> None:
        async def run() -> None:
            await asyncio.get_running_loop().run_in_executor(None, write)

        self._tasks.start(run(), "write the history")

    def _enable(self) -> None:
        actions, chosen = self._window.actions_, self._panel.chosen
        free = not self._session.calling and self._session.library is not None
        some = bool(self._model.entries or self._model.pinned)
        actions.repeat_call.setEnabled(free and (bool(chosen) or some))
        actions.edit_call.setEnabled(free and bool(chosen))
        pinnable = [each for each in chosen if self._function(each) is not None and not each.cut]
        actions.pin_call.setEnabled(free and bool(pinnable))
        actions.compare_calls.setEnabled(len(chosen) == 2)
        actions.delete_calls.setEnabled(bool(chosen))
        actions.clear_history.setEnabled(bool(self._model.entries))
        actions.export_history.setEnabled(some)
        actions.history_tests.setEnabled(some)


def _same(first: Example, second: Example) -> bool:
    """Whether two examples are the same call, whatever a later Probe32 wrote about it."""
    told = [(each.arguments, each.result, each.outputs, each.last_error, each.duration_us) for each in (first, second)]
    return told[0] == told[1]

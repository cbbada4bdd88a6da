"""Makes calls: reads the form, awaits the library, shows what came back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from probe32.abi.calls import CallResult
from probe32.abi.render import prototype
from probe32.abi.signatures import Signature
from probe32.abi.types import Convention
from probe32.abi.varargs import with_extra
from probe32.errors import ArgumentError, Probe32Error
from probe32.library import Library
from probe32.library.definitions import Function

from ..messages import Severity, message_for
from ..models.arguments import ArgumentSpec, argument_specs
from ..models.history import HistoryModel
from ..models.history_entry import HistoryEntry
from ..settings import Settings
from ..translating import marked, tr
from ..views.main_window import MainWindow
from ..widgets.argument_field import ArgumentField
from .argument_files import ArgumentFiles
from .argument_reading import check_field, names_file, read_extra_value, read_text
from .call_log import CallLog
from .past_calls import call_entry, outcome_text
from .pointer_shelf import PointerShelf
from .result_texts import implied_convention, recorded_calls, result_text
from .search_folders import SearchFolders
from .session import Session, is_callable
from .signature_controller import place_of, step_of_change, step_of_new

PATIENCE_S = 0.5
"""How long a run has, that is to stop, for the call under way; then the host is ended."""

DEADLINE = "deadline of the call"
"""Where the deadline stands among a function's remembered texts: no parameter can have this name."""


class CallController(QObject):
    """`call` and `stop` are coroutines; one call at a time.

    `called` carries the function, the texts of its arguments and the result of a call that came back.
    """

    called = Signal(object, object, object)

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        history: HistoryModel,
        shelf: PointerShelf,
        folders: SearchFolders,
        settings: Settings,
        log: CallLog,
        files: ArgumentFiles,
    ) -> None:
        super().__init__(window)
        self._files = files
        self._log = log
        self._session = session
        self._window = window
        self._form = window.workspace.call
        self._result = window.workspace.result
        self._history = history
        self._shelf = shelf
        self._folders = folders
        self._settings = settings
        self._shown = -1
        self._offered: Convention | None = None
        self._previous: dict[int, CallResult] = {}
        self._hear: Callable[[], None] = _nothing
        self.last: tuple[Function, dict[str, str], CallResult] | None = None
        session.export_changed.connect(self._on_export_changed)
        session.signatures_changed.connect(self._show_fields)
        session.library_changed.connect(self._on_library_changed)
        self._form.field_changed.connect(self._check)
        self._form.ticked.connect(lambda: self._hear())
        self._form.set_pointers(self._pointers)
        self._form.set_recent(self._recent)
        for signal in (history.rowsInserted, history.modelReset):
            signal.connect(self._form.refresh_menus)
        self._result.banner.offer_taken.connect(self._on_offer_taken)

    async def call(self) -> None:
        """Call the function in focus with the arguments in the form."""
        self._window.workspace.signature.flush()
        self._form.commit()
        await self._files.wait_answered()
        library, function = self._session.library, self._session.function
        if library is None or self._session.export is None or self._session.calling:
            return
        self.remember()
        if self._refused(function) or function is None:
            return
        self._form.lend_focus()
        self._session.set_calling(True)
        self._form.set_calling(True, function.signature.name)
        wrong = None
        try:
            values, wrong = await self._read_arguments(library)
            if wrong is None:
                await self._call(library, function, values)
        finally:
            waiting = self._form.stop_button.hasFocus()
            self._session.set_calling(False)
            self._form.set_calling(False)
            if wrong is not None:
                wrong.setFocus()
            elif waiting:
                self._form.return_focus()

    async def stop(self) -> None:
        """End the host under the call that runs, and wait until that has been noticed; nothing when none runs.

        A run of many calls ends by itself after the one under way, when that does not last too long.
        """
        library = self._session.library
        if library is None or not self._session.calling:
            return
        if self._session.interrupt is not None:
            self._session.interrupt()
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._session.idle.wait(), PATIENCE_S)
                return
        await asyncio.get_running_loop().run_in_executor(None, library.stop)
        await self._session.idle.wait()

    async def wait_free(self) -> None:
        """Let go of the library: keep what is typed, and end the call that runs."""
        self.remember()
        await self.stop()

    def bring_back(self, entry: HistoryEntry) -> bool:
        """Show a call of the history in the form: its function, its signature if that is gone, and its arguments.

        Returns whether that was possible.
        """
        library = self._session.library
        if library is None or self._session.calling:
            return False
        if entry.incomplete:
            told = (
                tr("The arguments of that call were too long to be kept."),
                tr("Type them anew, or give them as @file."),
            )
            self._result.show_failure(tr("Nothing was brought back"), *told, Severity.WARNING.value)
            return False
        self._window.workspace.exports.select(entry.ordinal)
        export = self._session.export
        if export is None or export.ordinal != entry.ordinal:
            return False
        if self._session.function is None and not self._define_again(library, entry):
            return False
        self._form.set_texts(entry.arguments)
        self._form.deadline.set_text(entry.deadline)
        self._form.call_button.setFocus()
        return True

    def remember(self) -> None:
        """Keep the texts in the form for the next time this function is shown."""
        library = self._session.library
        export = next((each for each in library.exports if each.ordinal == self._shown), None) if library else None
        if export is None:
            return
        texts = self._form.typed()
        if self._form.deadline.text != self._settings.deadline:
            texts[DEADLINE] = self._form.deadline.text
        if texts or self._form.fields or self._form.extra.first:
            self._session.arguments[export.symbol] = texts

    def _define_again(self, library: Library, entry: HistoryEntry) -> bool:
        export = self._session.export
        assert export is not None
        symbol = export.name if export.name is not None else export.ordinal
        try:
            with self._session.edit(step_of_new(export), place_of(export)):
                _define(library, entry, symbol)
        except Probe32Error as error:
            message = message_for(error)
            self._result.show_failure(message.title, message.text, message.hint, message.severity.value)
            return False
        self._session.export_changed.emit()
        return True

    def _refused(self, function: Function | None) -> bool:
        """Whether a call makes no sense yet; then that is said, and a deadline that is wrong has the keyboard."""
        problems = function.signature.problems() if function else [tr(_NO_SIGNATURE)]
        reason = problems[0] if problems else self._form.deadline.problem
        if reason:
            if not problems:
                self._form.deadline.line.setFocus()
            self._result.show_failure(tr("Nothing was called"), reason, "", Severity.WARNING.value)
        return bool(reason)

    async def _call(self, library: Library, function: Function, values: list[object]) -> None:
        texts, deadline = self._form.texts(), self._form.deadline
        # What a `...` is given has a parameter from here on, as the others have.
        signature, given = with_extra(function.signature, values, library.parameter)
        self._hear = partial(self._show_heard, signature, given)
        try:
            done = await library.call_async(signature.name, *values, timeout=deadline.seconds)
        except Probe32Error as error:
            self._show_error(function, texts, values, error)
            return
        finally:
            self._hear = _nothing
        self._shelf.note(signature.name, done)
        self.called.emit(function, texts, done)
        self._folders.offer(None)
        self._offered = implied_convention(signature, done.warnings)
        previous = self._previous.get(function.export.ordinal)
        in_hex = self._settings.hexadecimal
        shown = result_text(signature, done, recorded_calls(signature, given), previous, hexadecimal=in_hex)
        self._previous[function.export.ordinal] = done
        self.last = function, texts, done
        self._result.show_result(shown)
        outcome = outcome_text(shown, signature, done)
        key = self._log.tell_end(done)
        self._history.add(call_entry(function, texts, deadline.text, values, done, outcome, key=key))

    def _show_error(self, function: Function, texts: dict[str, str], values: list[object], error: Probe32Error) -> None:
        message = message_for(error)
        self._offered = None
        offer = self._folders.offer(error)
        self._result.show_failure(message.title, message.text, message.hint, message.severity.value, offer)
        outcome = f"{message.title}: {message.text}"
        deadline, key = self._form.deadline.text, self._log.tell_end(error)
        self._history.add(call_entry(function, texts, deadline, values, None, outcome, message, key=key))
        if isinstance(error, ArgumentError):
            self._mark(error.parameter, f"{error.message} {error.hint}".strip())

    def _mark(self, name: str, sentence: str) -> None:
        """Say below an argument what is wrong with it; "" takes that back."""
        if (field := self._form.field(name)) is not None:
            field.set_problem(sentence)
        self._form.extra.set_problem(name, sentence)

    def _show_heard(self, signature: Signature, values: Sequence[object]) -> None:
        """What recording callbacks have heard so far, while the call runs."""
        heard = [each for each in recorded_calls(signature, values) if each.children]
        if heard:
            self._result.show_running(tuple(heard))

    async def _read_arguments(self, library: Library) -> tuple[list[object], QWidget | None]:
        """The values of all fields, and the first that is wrong; wrong ones are marked, and the result says so."""
        values: list[object] = []
        wrong: dict[str, QWidget] = {}
        for name, editor, read in self._readers(library):
            try:
                values.append(await read)
                self._mark(name, "")
            except Probe32Error as error:
                self._mark(name, f"{error.message} {error.hint}".strip())
                wrong[name] = editor
        if not wrong:
            return values, None
        names = ", ".join(map(repr, wrong))
        hint = tr("Correct {names}, which is marked.") if len(wrong) == 1 else tr("Correct {names}, which are marked.")
        text = tr("An argument does not fit.") if len(wrong) == 1 else tr("Some arguments do not fit.")
        self._result.show_failure(tr("Nothing was called"), text, hint.format(names=names), Severity.WARNING.value)
        return values, next(iter(wrong.values()))

    def _readers(self, library: Library) -> Iterator[tuple[str, QWidget, Awaitable[object]]]:
        """For each argument its name, where it is typed, and what gives its value."""
        for field in self._form.fields:
            yield field.spec.name, field.editor, self._read_field(field, library.encoding)
        for name, argument in self._form.extra.arguments().items():
            read = partial(read_extra_value, name, argument, library)
            row = self._form.extra.row(name)
            yield name, row.value, asyncio.get_running_loop().run_in_executor(None, read)

    async def _read_field(self, field: ArgumentField, encoding: str) -> object:
        """The value in a field; a file is read in a worker thread. `ArgumentError`: it does not fit the parameter."""
        parameter, text = field.spec.parameter, field.text()
        if names_file(parameter, text):
            loop = asyncio.get_running_loop()
            value = await loop.run_in_executor(None, read_text, parameter, text, encoding)
        else:
            value = read_text(parameter, text, encoding)
        return self._shelf.given(value, parameter)

    def _pointers(self, spec: ArgumentSpec) -> list[tuple[str, str]]:
        return [(each.text, each.words) for each in self._shelf.usable(spec.parameter.type)]

    def _recent(self, spec: ArgumentSpec) -> list[str]:
        return self._history.recent_texts(self._shown, spec.name)

    def _on_library_changed(self) -> None:
        self._shelf.clear()
        self._previous.clear()
        self.last = None

    def _on_export_changed(self) -> None:
        self.remember()
        export = self._session.export
        same = export is not None and export.ordinal == self._shown
        self._shown = export.ordinal if export else -1
        if not same:
            self._form.show_arguments((), "", {})
            self._result.show_nothing()
            remembered = self._session.arguments.get(export.symbol, {}) if export else {}
            self._form.deadline.set_text(remembered.get(DEADLINE, self._settings.deadline))
        self._show_fields()

    def _show_fields(self) -> None:
        function, export = self._session.function, self._session.export
        if function is None:
            known = export is not None and not is_callable(export)
            self._form.show_arguments((), tr(_DATA) if known else tr(_NO_SIGNATURE), {})
            return
        library, symbol = self._session.library, function.export.symbol
        problems = function.signature.problems()
        encoding = library.encoding if library else "utf-8"
        specs = argument_specs(function.signature, self._session.defaults.get(symbol, {}), encoding)
        variadic = function.signature.variadic
        hint = problems[0] if problems else "" if specs or variadic else tr(_NO_ARGUMENTS)
        extra = len(function.signature.parameters) + 1 if variadic else 0
        self._form.show_arguments(specs, hint, self._session.arguments.get(symbol, {}), extra)

    def _on_offer_taken(self) -> None:
        """Give the function the convention that its last call showed."""
        function, library = self._session.function, self._session.library
        if function is None or library is None or self._offered is None:
            return
        export, better = function.export, replace(function.signature, convention=self._offered, stated=True)
        with self._session.edit(step_of_change(export), place_of(export)):
            library.define(prototype(better, comments=True), export=export.name or export.ordinal)
        self._result.show_nothing(tr("The signature has changed; call again."))
        self._session.export_changed.emit()

    def _check(self, field: ArgumentField) -> None:
        """Say what is wrong with a field while it is typed; an empty one is wrong only when Call is pressed."""
        try:
            if field.text().strip():
                check_field(field)
            field.set_problem("")
        except ArgumentError as error:
            field.set_problem(f"{error.message} {error.hint}".strip())


_DATA = marked("This export is data: there is nothing to call.")
_NO_SIGNATURE = marked("The function needs a signature first; then its arguments appear here.")
_NO_ARGUMENTS = marked("This function takes no arguments.")


def _nothing() -> None:
    """Nobody listens."""


def _define(library: Library, entry: HistoryEntry, symbol: str | int) -> None:
    """Declare a call's function again; with its types where they are gone, too."""
    try:
        library.define(entry.prototype, export=symbol)
    except Probe32Error:
        library.define(f"{entry.declarations}{entry.prototype}", export=symbol)

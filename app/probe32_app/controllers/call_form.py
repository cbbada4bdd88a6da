"""Keeps the form of a call in step with the function in focus, and reads the values that are typed there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from probe32.errors import ArgumentError, Probe32Error
from probe32.library import Library
from probe32.library.definitions import Function

from ..messages import Message, Severity, message_for
from ..models.arguments import ArgumentSpec, argument_specs
from ..models.history import HistoryModel
from ..models.history_entry import HistoryEntry
from ..settings import Settings
from ..translating import marked, tr
from ..views.main_window import MainWindow
from ..widgets.argument_field import ArgumentField
from .argument_files import ArgumentFiles
from .argument_reading import names_file, read_extra_value, read_text
from .pointer_shelf import PointerShelf
from .session import Session, is_callable
from .signature_edits import place_of, step_of_new, symbol_of

DEADLINE = "deadline of the call"
"""Where the deadline stands among a function's remembered texts: no parameter can have this name."""


class CallForm(QObject):
    """The fields for the function in focus, what was typed there the last time, and what is wrong with it."""

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        history: HistoryModel,
        shelf: PointerShelf,
        settings: Settings,
        files: ArgumentFiles,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._workspace = window.workspace
        self._panel = window.workspace.call
        self._history = history
        self._shelf = shelf
        self._settings = settings
        self._files = files
        self._shown = -1
        session.export_changed.connect(self._on_export_changed)
        session.signatures_changed.connect(self._show_fields)
        self._panel.field_changed.connect(self._check)
        self._panel.set_pointers(self._pointers)
        self._panel.set_recent(self._recent)
        for signal in (history.rowsInserted, history.modelReset):
            signal.connect(self._panel.refresh_menus)

    def remember(self) -> None:
        """Keep the texts in the form for the next time this function is shown."""
        library = self._session.library
        export = next((each for each in library.exports if each.ordinal == self._shown), None) if library else None
        if export is None:
            return
        texts = self._panel.typed()
        if self._panel.deadline.text != self._settings.deadline:
            texts[DEADLINE] = self._panel.deadline.text
        if texts or self._panel.fields or self._panel.extra.first:
            self._session.arguments[export.symbol] = texts

    def bring_back(self, entry: HistoryEntry) -> bool:
        """Show a call of the history: its function, its signature if that is gone, and its arguments.

        Returns whether that was possible.
        """
        library = self._session.library
        if library is None or self._session.calling:
            return False
        if entry.incomplete:
            text = tr("The arguments of that call were too long to be kept.")
            hint = tr("Type them anew, or give them as @file.")
            self._refuse(Message(tr("Nothing was brought back"), text, hint, Severity.WARNING))
            return False
        self._workspace.exports.select(entry.ordinal)
        export = self._session.export
        if export is None or export.ordinal != entry.ordinal:
            return False
        if self._session.function is None and not self._define_again(library, entry):
            return False
        self._panel.set_texts(entry.arguments)
        self._panel.deadline.set_text(entry.deadline)
        self._panel.call_button.setFocus()
        return True

    def refuses(self, function: Function | None) -> bool:
        """Whether a call makes no sense yet; then that is said, and a deadline that is wrong has the keyboard."""
        problems = function.signature.problems() if function else [tr(_NO_SIGNATURE)]
        reason = problems[0] if problems else self._panel.deadline.problem
        if reason:
            if not problems:
                self._panel.deadline.line.setFocus()
            self._refuse(Message(tr("Nothing was called"), reason, "", Severity.WARNING))
        return bool(reason)

    async def read(self, library: Library) -> tuple[list[object], QWidget | None]:
        """The values of all fields, and the first that is wrong; wrong ones are marked, and the result says so."""
        values: list[object] = []
        wrong: dict[str, QWidget] = {}
        for name, editor, read in self._readers(library):
            try:
                values.append(await read)
                self.mark(name, "")
            except Probe32Error as error:
                self.mark(name, f"{error.message} {error.hint}".strip())
                wrong[name] = editor
        if not wrong:
            return values, None
        names = ", ".join(map(repr, wrong))
        hint = tr("Correct {names}, which is marked.") if len(wrong) == 1 else tr("Correct {names}, which are marked.")
        text = tr("An argument does not fit.") if len(wrong) == 1 else tr("Some arguments do not fit.")
        self._refuse(Message(tr("Nothing was called"), text, hint.format(names=names), Severity.WARNING))
        return values, next(iter(wrong.values()))

    def mark(self, name: str, sentence: str) -> None:
        """Say below an argument what is wrong with it; "" takes that back."""
        if (field := self._panel.field(name)) is not None:
            field.set_problem(sentence)
        self._panel.extra.set_problem(name, sentence)

    def _refuse(self, message: Message) -> None:
        self._workspace.result.show_failure(message)

    def _define_again(self, library: Library, entry: HistoryEntry) -> bool:
        export = self._session.export
        assert export is not None
        try:
            with self._session.edit(step_of_new(export), place_of(export)):
                _define(library, entry, symbol_of(export))
        except Probe32Error as error:
            self._refuse(message_for(error))
            return False
        self._session.export_changed.emit()
        return True

    def _readers(self, library: Library) -> Iterator[tuple[str, QWidget, Awaitable[object]]]:
        """For each argument its name, where it is typed, and what gives its value."""
        for field in self._panel.fields:
            yield field.spec.name, field.editor, self._read_field(field, library.encoding)
        for name, argument in self._panel.extra.arguments().items():
            read = partial(read_extra_value, name, argument, library)
            row = self._panel.extra.row(name)
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

    def _check(self, field: ArgumentField) -> None:
        """Say what is wrong with a field while it is typed; an empty one is wrong only when Call is pressed."""
        parameter, text = field.spec.parameter, field.text()
        problem = ""
        if names_file(parameter, text):
            self._files.look_for(field, text)
        elif text.strip():
            try:
                read_text(parameter, text, field.spec.encoding)
            except ArgumentError as error:
                problem = f"{error.message} {error.hint}".strip()
        field.set_problem(problem)

    def _pointers(self, spec: ArgumentSpec) -> list[tuple[str, str]]:
        return [(each.text, each.words) for each in self._shelf.usable(spec.parameter.type)]

    def _recent(self, spec: ArgumentSpec) -> list[str]:
        return self._history.recent_texts(self._shown, spec.name)

    def _on_export_changed(self) -> None:
        self.remember()
        export = self._session.export
        same = export is not None and export.ordinal == self._shown
        self._shown = export.ordinal if export else -1
        if not same:
            self._panel.show_arguments((), "", {})
            self._workspace.result.show_nothing()
            remembered = self._session.arguments.get(export.symbol, {}) if export else {}
            self._panel.deadline.set_text(remembered.get(DEADLINE, self._settings.deadline))
        self._show_fields()

    def _show_fields(self) -> None:
        function, export = self._session.function, self._session.export
        if function is None:
            known = export is not None and not is_callable(export)
            self._panel.show_arguments((), tr(_DATA) if known else tr(_NO_SIGNATURE), {})
            return
        library, symbol = self._session.library, function.export.symbol
        problems = function.signature.problems()
        encoding = library.encoding if library else "utf-8"
        specs = argument_specs(function.signature, self._session.defaults.get(symbol, {}), encoding)
        variadic = function.signature.variadic
        hint = problems[0] if problems else "" if specs or variadic else tr(_NO_ARGUMENTS)
        extra = len(function.signature.parameters) + 1 if variadic else 0
        self._panel.show_arguments(specs, hint, self._session.arguments.get(symbol, {}), extra)


_DATA = marked("This export is data: there is nothing to call.")
_NO_SIGNATURE = marked("The function needs a signature first; then its arguments appear here.")
_NO_ARGUMENTS = marked("This function takes no arguments.")


def _define(library: Library, entry: HistoryEntry, symbol: str | int) -> None:
    """Declare a call's function again; with its types where they are gone, too."""
    try:
        library.define(entry.prototype, export=symbol)
    except Probe32Error:
        library.define(f"{entry.declarations}{entry.prototype}", export=symbol)

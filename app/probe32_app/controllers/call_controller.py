"""Makes calls: reads the form, awaits the library, shows what came back."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject

from probe32.abi.calls import CallResult, FunctionArgument
from probe32.abi.render import c_type, prototype
from probe32.abi.signatures import Signature
from probe32.abi.text import parse_argument
from probe32.abi.types import Convention, Void, resolve
from probe32.abi.values import check_argument
from probe32.definitions import Function
from probe32.errors import ArgumentError, Probe32Error
from probe32.last_errors import describe_last_error
from probe32.library import Library
from probe32.recorded_callback import RecordedCallback

from ..messages import Severity, message_for
from ..models.arguments import ArgumentSpec, argument_specs
from ..models.history import HistoryEntry, HistoryModel
from ..models.output import CallKey
from ..models.outputs import OutputNode, calls_node, output_node, place_of_pointer
from ..models.readable import duration_text, hex_text, short_text
from ..views.main_window import MainWindow
from ..views.result_panel import ResultText
from ..widgets.argument_field import ArgumentField
from .call_log import CallLog
from .pointer_shelf import PointerShelf
from .search_folders import SearchFolders
from .session import Session, is_callable
from .signature_controller import name_of, place_of


class CallController(QObject):
    """`call` and `stop` are coroutines; one call at a time."""

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        history: HistoryModel,
        shelf: PointerShelf,
        folders: SearchFolders,
        log: CallLog,
    ) -> None:
        super().__init__(window)
        self._log = log
        self._session = session
        self._window = window
        self._form = window.workspace.call
        self._result = window.workspace.result
        self._history = history
        self._shelf = shelf
        self._folders = folders
        self._shown = -1
        self._offered: Convention | None = None
        self._idle = asyncio.Event()
        session.export_changed.connect(self._on_export_changed)
        session.signatures_changed.connect(self._show_fields)
        session.library_changed.connect(shelf.clear)
        self._form.field_changed.connect(self._check)
        self._form.set_pointers(self._pointers)
        self._result.banner.offer_taken.connect(self._on_offer_taken)

    async def call(self) -> None:
        """Call the function in focus with the arguments in the form."""
        self._window.workspace.signature.flush()
        library, function = self._session.library, self._session.function
        if library is None or self._session.export is None or self._session.calling:
            return
        self.remember()
        missing = _missing(function)
        if missing:
            self._result.show_failure("Nothing was called", missing, "", Severity.WARNING.value)
        values = None if missing else self._read_arguments()
        if function is None or values is None:
            return
        self._idle.clear()
        self._form.lend_focus()
        self._session.set_calling(True)
        self._form.set_calling(True)
        try:
            await self._call(library, function, values)
        finally:
            waiting = self._form.stop_button.hasFocus()
            self._session.set_calling(False)
            self._form.set_calling(False)
            if waiting:
                self._form.return_focus()
            self._idle.set()

    async def stop(self) -> None:
        """End the host under the call that runs, and wait until that has been noticed; nothing when none runs."""
        library = self._session.library
        if library is not None and self._session.calling:
            await asyncio.get_running_loop().run_in_executor(None, library.stop)
            await self._idle.wait()

    async def wait_free(self) -> None:
        """Let go of the library: keep what is typed, and end the call that runs."""
        self.remember()
        await self.stop()

    def repeat(self, entry: HistoryEntry) -> None:
        """Bring a call of the history back: its function, its signature if that is gone, and its arguments."""
        library = self._session.library
        if library is None or self._session.calling:
            return
        self._window.workspace.exports.select(entry.ordinal)
        export = self._session.export
        if export is None or export.ordinal != entry.ordinal:
            return
        if self._session.function is None:
            with self._session.edit(f"new signature of {name_of(export)}", place_of(export)):
                library.define(entry.prototype, export=export.name if export.name is not None else export.ordinal)
            self._session.export_changed.emit()
        self._form.set_texts(entry.arguments)
        self._form.call_button.setFocus()

    def remember(self) -> None:
        """Keep the texts in the form for the next time this function is shown."""
        library = self._session.library
        export = next((each for each in library.exports if each.ordinal == self._shown), None) if library else None
        if export is not None and self._form.fields:
            self._session.arguments[export.symbol] = self._form.typed()

    async def _call(self, library: Library, function: Function, values: list[object]) -> None:
        texts = self._form.texts()
        try:
            result = await library.call_async(function.signature.name, *values)
        except Probe32Error as error:
            message = message_for(error)
            self._offered = None
            offer = self._folders.offer(error)
            self._result.show_failure(message.title, message.text, message.hint, message.severity.value, offer)
            key, failed = self._log.tell_end(error), message.severity is not Severity.INFO
            self._note(function, texts, f"{message.title}: {message.text}", "", key, failed=failed)
            if isinstance(error, ArgumentError) and (field := self._form.field(error.parameter)):
                field.set_problem(f"{error.message} {error.hint}".strip())
            return
        self._shelf.note(function.signature.name, result)
        self._folders.offer(None)
        self._offered = implied_convention(function.signature, result.warnings)
        shown = result_text(function.signature, result, recorded_calls(function.signature, values))
        self._result.show_result(shown)
        outputs = [
            f"{each.name} = {short_text(each.full, 40)}" for each in shown.outputs if each.name in result.outputs
        ]
        key = self._log.tell_end(result)
        self._note(function, texts, ", ".join([shown.value, *outputs]), shown.duration, key)

    def _read_arguments(self) -> list[object] | None:
        """The values of all fields, or None when one of them is wrong; then that one is marked and has the focus."""
        values, wrong = [], None
        for field in self._form.fields:
            try:
                values.append(self._shelf.known(read_field(field)))
                field.set_problem("")
            except ArgumentError as error:
                field.set_problem(f"{error.message} {error.hint}".strip())
                wrong = wrong or field
        if wrong is None:
            return values
        wrong.editor.setFocus()
        names = f"Correct {wrong.spec.name!r}, which is marked."
        self._result.show_failure("Nothing was called", "An argument does not fit.", names, Severity.WARNING.value)
        return None

    def _pointers(self, spec: ArgumentSpec) -> list[tuple[str, str]]:
        return [(each.text, each.words) for each in self._shelf.usable(spec.parameter.type)]

    def _note(
        self,
        function: Function,
        texts: dict[str, str],
        outcome: str,
        duration: str,
        key: CallKey,
        *,
        failed: bool = False,
    ) -> None:
        self._history.add(
            HistoryEntry(
                time=f"{datetime.now():%H:%M:%S}",
                ordinal=function.export.ordinal,
                function=function.signature.name,
                prototype=prototype(function.signature),
                arguments=texts,
                outcome=outcome,
                duration=duration,
                failed=failed,
                call=key,
            )
        )

    def _on_export_changed(self) -> None:
        self.remember()
        export = self._session.export
        same = export is not None and export.ordinal == self._shown
        self._shown = export.ordinal if export else -1
        if not same:
            self._form.show_arguments((), "", {})
            self._result.show_nothing()
        self._show_fields()

    def _show_fields(self) -> None:
        function, export = self._session.function, self._session.export
        if function is None:
            known = export is not None and not is_callable(export)
            self._form.show_arguments((), _DATA if known else _NO_SIGNATURE, {})
            return
        problems = function.signature.problems()
        specs = argument_specs(function.signature, self._session.defaults.get(function.export.symbol, {}))
        usual = _VARIADIC if function.signature.variadic else "" if specs else "This function takes no arguments."
        hint = problems[0] if problems else usual
        self._form.show_arguments(specs, hint, self._session.arguments.get(function.export.symbol, {}))

    def _on_offer_taken(self) -> None:
        """Give the function the convention that its last call showed."""
        function, library = self._session.function, self._session.library
        if function is None or library is None or self._offered is None:
            return
        export, better = function.export, replace(function.signature, convention=self._offered, stated=True)
        with self._session.edit(f"change of {name_of(export)}'s signature", place_of(export)):
            library.define(prototype(better, comments=True), export=export.name or export.ordinal)
        self._result.show_nothing("The signature has changed; call again.")
        self._session.export_changed.emit()

    def _check(self, field: ArgumentField) -> None:
        """Say what is wrong with a field while it is typed; an empty one is wrong only when Call is pressed."""
        try:
            if field.text().strip():
                read_field(field)
            field.set_problem("")
        except ArgumentError as error:
            field.set_problem(f"{error.message} {error.hint}".strip())


_LIKELY = re.compile(
    r"it is likely __(?P<convention>cdecl|stdcall)(?: with (?P<count>\d+) arguments? \(\d+ bytes?\))?\.$"
)
_DATA = "This export is data: there is nothing to call."
_VARIADIC = "Arguments for the ... can be given from Python and on the command line."
_NO_SIGNATURE = "The function needs a signature first; then its arguments appear here."


def _missing(function: Function | None) -> str:
    """Why a call makes no sense yet, or ""."""
    problems = [_NO_SIGNATURE] if function is None else function.signature.problems()
    return problems[0] if problems else ""


def read_field(field: ArgumentField) -> object:
    """The value in a field. `ArgumentError`: it does not fit the parameter."""
    parameter = field.spec.parameter
    return check_argument(parameter, parse_argument(parameter, field.text()))


def recorded_calls(signature: Signature, values: list[object]) -> list[OutputNode]:
    """What the callbacks that record their calls have heard."""
    given = zip(signature.inputs, values, strict=True)
    return [
        calls_node(each.name, each.type, value.function.calls)
        for each, value in given
        if isinstance(value, FunctionArgument) and isinstance(value.function, RecordedCallback)
    ]


def result_text(signature: Signature, result: CallResult, recorded: Sequence[OutputNode] = ()) -> ResultText:
    """A call that came back, in words; `recorded` are shown below its outputs."""
    types = {each.name: each.type for each in signature.outputs}
    nodes = [output_node(name, types[name], value) for name, value in result.outputs.items()]
    whole = output_node("result", signature.result, result.result)
    void = isinstance(resolve(signature.result), Void)
    in_hex = hex_text(signature.result, result.result)
    return ResultText(
        value="done" if void else short_text(whole.full, 400),
        detail=" · ".join(each for each in (in_hex, "no result (void)" if void else c_type(signature.result)) if each),
        last_error=describe_last_error(result.last_error),
        duration=duration_text(result.duration_us),
        outputs=(*((whole,) if whole.children else ()), *nodes, *recorded),
        failed=result.last_error != 0,
        warnings=result.warnings,
        place=place_of_pointer(result.result),
        offer=f"Use {implied.value}" if (implied := implied_convention(signature, result.warnings)) else "",
    )


def implied_convention(signature: Signature, warnings: Sequence[str]) -> Convention | None:
    """The one convention with which the parameters, as they are, would explain what a call showed; None for no other.

    What a call showed is a sentence such as "... it is likely __stdcall with 2 arguments (8 bytes)."
    """
    found = [match for each in warnings if (match := _LIKELY.search(each))]
    if len(found) != 1 or len(warnings) != 1:
        return None
    count = found[0]["count"]
    whole = count is None or int(count) == len(signature.parameters)
    return Convention(found[0]["convention"]) if whole else None

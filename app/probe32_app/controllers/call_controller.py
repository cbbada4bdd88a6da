"""Makes calls: awaits the library, shows what came back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from probe32.abi.calls import CallResult
from probe32.abi.render import prototype
from probe32.abi.signatures import Signature
from probe32.abi.types import Convention
from probe32.abi.varargs import with_extra
from probe32.errors import ArgumentError, Probe32Error
from probe32.library import Library
from probe32.library.definitions import Function

from ..messages import message_for
from ..models.history import HistoryModel
from ..settings import Settings
from ..translating import marked, tr
from ..views.main_window import MainWindow
from .argument_files import ArgumentFiles
from .call_form import CallForm
from .call_log import CallLog
from .past_calls import call_entry, outcome_text
from .pointer_shelf import PointerShelf
from .result_texts import offered_convention, recorded_calls, result_text
from .search_folders import folder_offers
from .session import Session
from .signature_edits import place_of, step_of_change, symbol_of

_ENDED = marked(
    "No result: the 32-bit host ended during the call. The message at the top of the window, and the history, say why."
)
PATIENCE_S = 0.5
"""How long a run has, that is to stop, for the call under way; then the host is ended."""


class CallController(QObject):
    """`call` and `stop` are coroutines; one call at a time.

    `called` carries the function, the texts of its arguments and the result of a call that came back. `last` holds the
    same of the last one.
    """

    called = Signal(object, object, object)

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        form: CallForm,
        history: HistoryModel,
        shelf: PointerShelf,
        settings: Settings,
        log: CallLog,
        files: ArgumentFiles,
    ) -> None:
        super().__init__(window)
        self._form = form
        self._files = files
        self._log = log
        self._session = session
        self._signature = window.workspace.signature
        self._panel = window.workspace.call
        self._result = window.workspace.result
        self._history = history
        self._shelf = shelf
        self._settings = settings
        self._previous: dict[int, CallResult] = {}
        self._hear: Callable[[], None] = _nothing
        self.last: tuple[Function, dict[str, str], CallResult] | None = None
        session.library_changed.connect(self._on_library_changed)
        self._panel.running.ticked.connect(lambda: self._hear())
        self._result.banner.taken.connect(self._on_offer_taken)

    async def call(self) -> None:
        """Call the function in focus with the arguments in the form."""
        self._signature.flush()
        self._panel.commit()
        await self._files.wait_answered()
        library, function = self._session.library, self._session.function
        if library is None or self._session.export is None or self._session.calling:
            return
        self._form.remember()
        if self._form.refuses(function) or function is None:
            return
        self._panel.lend_focus()
        self._session.set_calling(True)
        self._panel.set_calling(True, function.signature.name)
        wrong = None
        try:
            values, wrong = await self._form.read(library)
            if wrong is None:
                await self._call(library, function, values)
        finally:
            waiting = self._panel.stop_button.hasFocus()
            self._session.set_calling(False)
            self._panel.set_calling(False)
            if wrong is not None:
                wrong.setFocus()
            elif waiting:
                self._panel.return_focus()

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
        self._form.remember()
        await self.stop()

    async def _call(self, library: Library, function: Function, values: list[object]) -> None:
        texts, deadline = self._panel.texts(), self._panel.deadline
        # What a `...` is given has a parameter from here on, as the others have.
        signature, given = with_extra(function.signature, values, library.parameter)
        self._hear = partial(self._show_heard, signature, given)
        try:
            done = await library.call_async(signature.name, *values, timeout=deadline.seconds)
        except Probe32Error as error:
            self._show_error(library, function, texts, values, error)
            return
        finally:
            self._hear = _nothing
        self._shelf.note(signature.name, done)
        self.called.emit(function, texts, done)
        previous = self._previous.get(function.export.ordinal)
        in_hex = self._settings.hexadecimal
        shown = result_text(signature, done, recorded_calls(signature, given), previous, hexadecimal=in_hex)
        self._previous[function.export.ordinal] = done
        self.last = function, texts, done
        self._result.show_result(shown)
        outcome = outcome_text(shown, signature, done)
        key = self._log.tell_end(done)
        self._history.add(call_entry(function, texts, deadline.text, values, done, outcome, key=key))

    def _show_error(
        self, library: Library, function: Function, texts: dict[str, str], values: list[object], error: Probe32Error
    ) -> None:
        message = message_for(error)
        if library.ended_by is error:
            self._result.show_nothing(tr(_ENDED))
        else:
            self._result.show_failure(message, folder_offers(error))
        outcome = f"{message.title}: {message.text}"
        deadline, key = self._panel.deadline.text, self._log.tell_end(error)
        self._history.add(call_entry(function, texts, deadline, values, None, outcome, message, key=key))
        if isinstance(error, ArgumentError):
            self._form.mark(error.parameter, f"{error.message} {error.hint}".strip())

    def _show_heard(self, signature: Signature, values: Sequence[object]) -> None:
        """What recording callbacks have heard so far, while the call runs."""
        heard = [each for each in recorded_calls(signature, values) if each.children]
        if heard:
            self._result.show_running(tuple(heard))

    def _on_library_changed(self) -> None:
        self._shelf.clear()
        self._previous.clear()
        self.last = None

    def _on_offer_taken(self, key: str) -> None:
        """Give the function the convention that its last call showed."""
        function, library, better = self._session.function, self._session.library, offered_convention(key)
        if function is not None and library is not None and better is not None:
            self._change_convention(library, function, better)

    def _change_convention(self, library: Library, function: Function, convention: Convention) -> None:
        export, better = function.export, replace(function.signature, convention=convention, stated=True)
        with self._session.edit(step_of_change(export), place_of(export)):
            library.define(prototype(better, comments=True), export=symbol_of(export))
        self._result.show_nothing(tr("The signature has changed; call again."))
        self._session.export_changed.emit()


def _nothing() -> None:
    """Nobody listens."""

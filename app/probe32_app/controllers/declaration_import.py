"""One dialog that shows declarations and takes those that are chosen."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from probe32.errors import Probe32Error
from probe32.header_preview import HeaderPreview
from probe32.headers import OnWait
from probe32.library import Library

from ..messages import message_for
from ..models.import_preview import groups_of, summary_of
from ..tasks import Tasks
from ..views.import_dialog import ImportDialog
from .asking import wait_answered
from .edits import Place
from .session import Session

Reader = Callable[[OnWait], HeaderPreview]


class _StoppedError(Exception):
    """Ends the reading in its thread."""


@dataclass(frozen=True)
class Taken:
    """What came of an import: the header as it was read, and the numbers of what was taken from it."""

    preview: HeaderPreview
    functions: int
    others: int


class DeclarationImport(QObject):
    """Reads in a worker thread as often as the source changes, the newest wish winning; takes as one step.

    `make_reader` says what to read at the moment, `step` what undo calls it, `header` is a path for the project.
    """

    def __init__(
        self,
        session: Session,
        tasks: Tasks,
        dialog: ImportDialog,
        make_reader: Callable[[], Reader],
        step: str,
        header: str = "",
    ) -> None:
        super().__init__(dialog)
        self._session = session
        self._tasks = tasks
        self._dialog = dialog
        self._make_reader = make_reader
        self._step = step
        self._header = header
        self._preview: HeaderPreview | None = None
        self._reading: asyncio.Task[None] | None = None
        self._taken: Taken | None = None
        dialog.read_wanted.connect(self._on_read_wanted)
        dialog.take_wanted.connect(self._on_take_wanted)

    async def wait_done(self) -> Taken | None:
        """Read, and wait until the person has taken something or closed the dialog (None)."""
        self._on_read_wanted()
        answer = await wait_answered(self._dialog)
        if self._reading is not None:
            self._reading.cancel()
        return self._taken if answer == QDialog.DialogCode.Accepted else None

    def _on_read_wanted(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self._tasks.start(self._read(self._make_reader()), "read declarations")

    async def _read(self, reader: Reader) -> None:
        self._dialog.set_busy(busy=True)
        stopped = threading.Event()
        try:
            reading = partial(reader, partial(_end_if, stopped))
            preview = await asyncio.get_running_loop().run_in_executor(None, reading)
        except asyncio.CancelledError:
            stopped.set()
            raise
        except Probe32Error as error:
            self._fail(error)
            return
        self._preview = preview
        groups = groups_of(preview)
        self._dialog.show_groups(groups, summary_of(groups))

    def _on_take_wanted(self, names: list[str]) -> None:
        if self._preview is not None and self._session.library is not None:
            self._tasks.start(self._take(self._session.library, self._preview, names), "take declarations")

    async def _take(self, library: Library, preview: HeaderPreview, names: list[str]) -> None:
        # The dialog is modal: nothing else edits meanwhile.
        self._dialog.set_busy(busy=True)
        before = self._session.state
        try:
            made = await asyncio.get_running_loop().run_in_executor(None, library.take, preview, names)
        except Probe32Error as error:
            self._fail(error)
            return
        for each in made:
            self._session.drafts.pop(each.export.ordinal, None)
        if self._header and self._header not in self._session.headers:
            self._session.headers = (*self._session.headers, self._header)
        self._session.header_hashes.pop(self._header, None)  # saving takes the hash that it has now
        self._session.record(self._step, Place(), before)
        self._taken = Taken(preview, len(made), len(set(names) - {each.signature.name for each in made}))
        self._dialog.accept()

    def _fail(self, error: Probe32Error) -> None:
        message = message_for(error)
        self._dialog.set_busy(busy=False)
        self._dialog.show_problem(" ".join(each for each in (message.text, message.hint) if each))


def _end_if(stopped: threading.Event) -> None:
    if stopped.is_set():
        raise _StoppedError

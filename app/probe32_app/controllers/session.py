"""What is open now, shared by the controllers; every change is announced."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from probe32.abi.render import prototype
from probe32.abi.types import Convention
from probe32.library import Library
from probe32.library.definitions import Function
from probe32.pe.facts import Export, ExportKind
from probe32.project import Example, Project
from probe32.sequences import Sequence as CallSequence
from probe32.sequences import Sweep

from .edits import DocumentState, Edit, Pins, Place, Texts

_STEPS = 500
PROJECT = ""
"""Stands for the project among the notes, which go by export."""


class Session(QObject):
    """One library at most, the export in focus, and what a person has typed for it. No I/O happens here.

    Whatever changes the document does so within `edit`, or is recorded with `record`; then it can be undone.
    `brought_back` carries the `Place` of what was undone or done again.
    """

    library_changed = Signal()
    export_changed = Signal()
    signatures_changed = Signal()
    state_changed = Signal()
    brought_back = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library: Library | None = None
        self.export: Export | None = None
        self.project: Project | None = None
        self.project_path: Path | None = None
        self.project_digest = ""
        self.calling = False
        self.idle = asyncio.Event()
        self.idle.set()
        self.interrupt: Callable[[], None] | None = None
        self.headers: tuple[str, ...] = ()
        self.header_hashes: dict[str, str] = {}
        self.drafts: dict[int, str] = {}
        self.defaults: Texts = {}
        self.arguments: Texts = {}
        self.sequences: tuple[CallSequence, ...] = ()
        self.sweeps: tuple[Sweep, ...] = ()
        self.pins: dict[str, Pins] = {}
        self.notes: dict[str, str] = {}
        self.failures: dict[str, str] = {}
        self.edits = QUndoStack(self)
        self.edits.setUndoLimit(_STEPS)
        self.edits.indexChanged.connect(lambda _: self.state_changed.emit())
        self.edits.cleanChanged.connect(lambda _: self.state_changed.emit())

    @property
    def unsaved(self) -> bool:
        """Whether the document is another one than was saved or opened last."""
        return not self.edits.isClean()

    @property
    def function(self) -> Function | None:
        """The signature of the export in focus, or None."""
        return self.function_of(self.export) if self.export else None

    @property
    def document_name(self) -> str:
        """What the window is about: the project's file name, else the DLL's; "" when nothing is open."""
        if self.project_path:
            return self.project_path.name
        return self.library.path.name if self.library else ""

    @property
    def document_path(self) -> Path | None:
        """The file that opens this again: the project, else the DLL; None when nothing is open."""
        if self.library is None:
            return None
        return self.project_path or self.library.path

    def function_of(self, export: Export) -> Function | None:
        """The signature of an export, or None."""
        functions = self.library.functions.values() if self.library else ()
        return next((each for each in functions if each.export.ordinal == export.ordinal), None)

    def pinned(self, symbol: str) -> list[Example]:
        """The calls that are kept of an export's function, as it is declared now."""
        pins = self.pins.get(symbol)
        if self.library is None or pins is None:
            return []
        found = next((each for each in self.library.functions.values() if each.export.symbol == symbol), None)
        return list(pins.examples) if found and pins.prototype == prototype(found.signature) else []

    def signed(self) -> frozenset[int]:
        """The ordinals of the exports that have a signature."""
        return frozenset(self.conventions())

    def conventions(self) -> dict[int, Convention]:
        """The conventions that signatures give to exports, by ordinal."""
        functions = self.library.functions.values() if self.library else ()
        return {each.export.ordinal: each.signature.convention for each in functions}

    def set_library(self, library: Library | None, arguments: Texts) -> None:
        """Take over another library, or none; `arguments` are the texts used with it before."""
        self.library = library
        self.export = None
        self.project = None
        self.project_path = None
        self.project_digest = ""
        self.headers = ()
        self.header_hashes = {}
        self.drafts = {}
        self.defaults = {}
        self.pins = {}
        self.notes = {}
        self.failures = {}
        self.arguments = arguments
        self.sequences = ()
        self.sweeps = ()
        self.edits.clear()
        self.library_changed.emit()
        self.signatures_changed.emit()
        self.state_changed.emit()

    def set_export(self, export: Export | None) -> None:
        """Put an export into focus."""
        self.export = export
        self.export_changed.emit()
        self.state_changed.emit()

    def set_project(self, project: Project, path: Path, digest: str = "") -> None:
        """What was just loaded or saved; `digest` is that of the file then."""
        self.project = project
        self.project_path = path
        self.project_digest = digest
        self.headers = tuple(each.path for each in project.headers)
        self.header_hashes = {each.path: each.sha256 for each in project.headers}
        self.defaults = {each.export: dict(each.defaults) for each in project.functions if each.defaults}
        self.sequences = tuple(project.sequences)
        self.sweeps = tuple(project.sweeps)
        self.pins = self._pins_of(project)
        self.failures = {each.export: each.errors for each in project.functions if each.errors}
        self.notes = {each.export: each.notes for each in project.functions if each.notes}
        if project.notes:
            self.notes[PROJECT] = project.notes
        self.edits.setClean()
        self.state_changed.emit()

    def set_calling(self, calling: bool, interrupt: Callable[[], None] | None = None) -> None:
        """A call begins or has ended, or a run of many, which `interrupt` asks to end after the call under way.

        `idle` is set when nothing runs.
        """
        self.calling = calling
        self.interrupt = interrupt
        if calling:
            self.idle.clear()
        else:
            self.idle.set()
        self.state_changed.emit()

    def forget_edits(self) -> None:
        """What there is now is the beginning: nothing to undo, nothing to save."""
        self.edits.clear()
        self.state_changed.emit()

    @property
    def state(self) -> DocumentState:
        """The document as a value; there must be a library."""
        assert self.library is not None
        defaults = {symbol: dict(texts) for symbol, texts in self.defaults.items()}
        return DocumentState(
            self.library.definitions,
            dict(self.drafts),
            defaults,
            self.headers,
            self.library.search_folders,
            self.sequences,
            self.sweeps,
            dict(self.pins),
            dict(self.notes),
            dict(self.failures),
        )

    def resume(
        self, states: Sequence[DocumentState], steps: Sequence[tuple[str, Place]], index: int, clean: int
    ) -> None:
        """Take over the edits of another process: `steps` lie between `states`, and `states[index]` is there now.

        `states[clean]` is what was saved, -1 when none of them is.
        """
        self.edits.clear()
        self._put(states[0])
        for at, (text, place) in enumerate(steps):
            if at == clean:
                self.edits.setClean()
            self.edits.push(Edit(text, states[at], states[at + 1], place, "", self._bring_back))
        if clean == len(steps):
            self.edits.setClean()
        elif clean < 0:
            self.edits.resetClean()
        self._put(states[-1])
        self.edits.setIndex(index)
        self._put(states[index])
        self.signatures_changed.emit()
        self.export_changed.emit()
        self.state_changed.emit()

    @contextmanager
    def edit(self, text: str, place: Place, run: str = "") -> Iterator[None]:
        """Make what changes within one step, called `text`; on an exception nothing has changed.

        Steps of the same `run` that follow one another become one.
        """
        before = self.state
        try:
            yield
        except BaseException:
            self._put(before)
            raise
        self.record(text, place, before, run)

    def record(self, text: str, place: Place, before: DocumentState, run: str = "") -> None:
        """Remember that the document was `before` until now; nothing when it still is."""
        after = self.state
        if after != before:
            self.edits.push(Edit(text, before, after, place, run, self._bring_back))
            self.signatures_changed.emit()

    def _bring_back(self, state: DocumentState, place: Place) -> None:
        self._put(state)
        self.signatures_changed.emit()
        self.brought_back.emit(place)

    def _put(self, state: DocumentState) -> None:
        assert self.library is not None
        self.library.restore(state.definitions)
        self.library.search_folders = state.search
        self.drafts = dict(state.drafts)
        self.defaults = {symbol: dict(texts) for symbol, texts in state.defaults.items()}
        self.headers = state.headers
        self.sequences = state.sequences
        self.sweeps = state.sweeps
        self.pins = dict(state.pins)
        self.notes = dict(state.notes)
        self.failures = dict(state.failures)

    def _pins_of(self, project: Project) -> dict[str, Pins]:
        """The calls that a project keeps of the functions that have a signature."""
        functions = self.library.functions.values() if self.library else ()
        prototypes = {each.export.symbol: prototype(each.signature) for each in functions}
        kept = [each for each in project.functions if each.examples and each.export in prototypes]
        return {each.export: Pins(prototypes[each.export], tuple(each.examples)) for each in kept}


def is_callable(export: Export) -> bool:
    """Whether there is something to call: functions and forwarders, not data."""
    return export.kind is not ExportKind.DATA

"""Reads names and code of a DLL's functions behind the window, and shows in the table of exports what they tell."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import QObject

from probe32.library import Library
from probe32.pe.facts import ConventionGuess, Export

from ..models.exports import ExportsModel
from ..tasks import Tasks
from .session import Session

_NAMES_AT_ONCE = 1000
"""Names read in a row, in about a twentieth of a second where they are C++ names."""

_AT_ONCE = 100
"""Exports read in a row, in about a twentieth of a second."""


class EvidenceController(QObject):
    """Begins anew with each library; what is read for one that is no longer open is dropped."""

    def __init__(self, session: Session, exports: ExportsModel, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._exports = exports
        self._tasks = tasks
        session.library_changed.connect(self._on_library_changed)

    def _on_library_changed(self) -> None:
        library = self._session.library
        if library is not None:
            self._tasks.start(self._read(library), "evidence")

    async def _read(self, library: Library) -> None:
        loop = asyncio.get_running_loop()
        await self._read_names(library)
        for first in range(0, len(library.exports), _AT_ONCE):
            part = library.exports[first : first + _AT_ONCE]
            guesses = await loop.run_in_executor(None, _guesses, library, part)
            if self._session.library is not library:
                return
            self._exports.set_evidence(first, guesses)

    async def _read_names(self, library: Library) -> None:
        loop, total = asyncio.get_running_loop(), len(library.exports)
        for first in range(0, total, _NAMES_AT_ONCE):
            part = library.exports[first : first + _NAMES_AT_ONCE]
            await loop.run_in_executor(None, _read_names, part)
            if self._session.library is not library:
                return
            self._exports.set_names_read(first, first + len(part) - 1)


def _read_names(exports: Sequence[Export]) -> None:
    for each in exports:
        each.convention  # noqa: B018 - it is read by being asked for


def _guesses(library: Library, exports: Sequence[Export]) -> list[ConventionGuess]:
    return [library.evidence(each) for each in exports]

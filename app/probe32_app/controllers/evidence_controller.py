"""Reads names and code of a DLL's functions behind the window, and shows in the table of exports what they tell."""

from __future__ import annotations

import asyncio
import time
from itertools import islice

from PySide6.QtCore import QObject

from probe32.library import Library
from probe32.pe.facts import ConventionGuess

from ..models.exports import ExportsModel
from ..tasks import Tasks
from .session import Session

_A_WHILE = 0.04
"""Seconds of reading until the table shows what came of it."""


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
        if not await self._read_names(library):
            return
        loop, first = asyncio.get_running_loop(), 0
        while first < len(library.exports):
            guesses = await loop.run_in_executor(None, _guesses, library, first)
            if self._session.library is not library:
                return
            self._exports.set_evidence(first, guesses)
            first += len(guesses)
        await loop.run_in_executor(None, library.keep_evidence)

    async def _read_names(self, library: Library) -> bool:
        loop, first = asyncio.get_running_loop(), 0
        while first < len(library.exports):
            read = await loop.run_in_executor(None, _read_names, library, first)
            if self._session.library is not library:
                return False
            self._exports.set_names_read(first, first + read - 1)
            first += read
        return True


def _read_names(library: Library, first: int) -> int:
    """Read names for a while; how many."""
    end = time.monotonic() + _A_WHILE
    for count, each in enumerate(islice(library.exports, first, None), 1):
        each.convention  # noqa: B018 - it is read by being asked for
        if time.monotonic() > end:
            return count
    return len(library.exports) - first


def _guesses(library: Library, first: int) -> list[ConventionGuess]:
    end, guesses = time.monotonic() + _A_WHILE, []
    for each in islice(library.exports, first, None):
        guesses.append(library.evidence(each))
        if time.monotonic() > end:
            break
    return guesses

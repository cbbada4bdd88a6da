"""Reads, watches and writes the memory of the 32-bit process for the memory's tab."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from probe32 import headers
from probe32.abi.regions import MemoryRegion
from probe32.abi.render import c_type
from probe32.abi.signatures import Parameter
from probe32.abi.text import parse_argument
from probe32.abi.types import Type
from probe32.errors import ArgumentError, Probe32Error
from probe32.library import Library

from ..models.buffers import size_text
from ..models.outputs import UNKNOWN_BYTES, Place, output_node
from ..tasks import Tasks
from ..translating import marked, tr
from ..views.main_window import MainWindow
from .pointer_shelf import PointerShelf
from .session import Session

WATCH_MS = 250
_BYTES = re.compile(r"(?:bytes?)?\s*\[?\s*(\d+)\s*\]?")
_WAYS = {
    "rw": marked("{size} in memory that can be read and written ({owner}), {room} KiB from {start} on."),
    "r-": marked("{size} in memory that can only be read ({owner}), {room} KiB from {start} on."),
}
_CLOSED = marked("{size} in memory that can't be read ({owner}), {room} KiB from {start} on.")
_MOST_BYTES = 1 << 20
_Found = TypeVar("_Found")


@dataclass(frozen=True)
class Look:
    """What was found at an address; `type` and `value` are None for bare bytes."""

    address: int
    content: bytes
    region: MemoryRegion
    type: Type | None = None
    value: object = None


class MemoryController(QObject):
    """One look at a time, in a worker thread: the window stays alive, and so does a call that is under way."""

    def __init__(self, session: Session, window: MainWindow, shelf: PointerShelf, tasks: Tasks) -> None:
        super().__init__(window)
        self._session = session
        self._docks = window.docks
        self._panel = window.workspace.memory
        self._shelf = shelf
        self._tasks = tasks
        self._busy = False
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self._on_read)
        self._panel.read_requested.connect(self._on_read)
        self._panel.watch_toggled.connect(self._on_watch_toggled)
        self._panel.byte_edited.connect(lambda address, byte: self._start(self.write(address, byte)))
        self._panel.value_entered.connect(lambda text: self._start(self.write_value(text)))
        window.docks.shown.connect(lambda name: self._on_shown() if name == "memory" else None)
        window.workspace.result.memory_requested.connect(self.look_at)
        session.library_changed.connect(self._on_library_changed)

    async def read(self) -> None:
        """Look at the address in the field as the type in the field."""
        library = self._session.library
        if library is None:
            return
        address, of = self._address(), self._panel.type.currentText()
        if address is not None:
            found = await self._asked(partial(look, library, address, of))
            if found is not None and library is self._session.library:
                self._show(found)

    async def write(self, address: int, content: bytes) -> None:
        """Put bytes at an address, and look again."""
        library = self._session.library
        if library is not None and await self._asked(partial(_write, library, address, content, None)):
            await self.read()

    async def write_value(self, text: str) -> None:
        """Put a value at the address in the field, as the type in the field, and look again."""
        library, address = self._session.library, self._address()
        if library is None or address is None:
            return
        of = self._panel.type.currentText()
        if await self._asked(partial(_write_text, library, address, text, of)):
            await self.read()

    def look_at(self, place: Place) -> None:
        """Bring the tab to the front with a place, and read it."""
        self._panel.look_at(place.address, place.type)
        self._docks.show("memory")
        self._on_read()

    async def _asked(self, question: Callable[[], _Found]) -> _Found | None:
        """The answer from a worker thread; None after an error, which is shown."""
        self._busy = True
        try:
            return await asyncio.get_running_loop().run_in_executor(None, question)
        except Probe32Error as error:
            self._panel.watch_button.setChecked(False)
            self._panel.show_problem(f"{error.message} {error.hint}".strip())
            return None
        finally:
            self._busy = False

    def _show(self, found: Look) -> None:
        node = None if found.type is None else output_node("value", found.type, found.value)
        self._panel.show_memory(found.address, found.content, node, facts(found), writable=found.region.writable)

    def _address(self) -> int | None:
        text = self._panel.address.currentText().strip()
        try:
            address = self._shelf.known(int(text, 0))
        except ValueError:
            wrong = tr("{text} is no address: give a number, such as 0x00a31f40.").format(text=repr(text))
            self._panel.show_problem(wrong if text else tr("Type an address first."))
            self._panel.watch_button.setChecked(False)
            return None
        assert isinstance(address, int)
        return address

    def _start(self, coroutine: Coroutine[object, object, None]) -> None:
        self._tasks.start(coroutine, "memory")

    def _on_read(self) -> None:
        if not self._busy:
            self._start(self.read())

    def _on_watch_toggled(self, on: bool) -> None:
        if on:
            self._watch.start()
            self._on_read()
        else:
            self._watch.stop()

    def _on_shown(self) -> None:
        library = self._session.library
        types = list(library.types) if library else []
        self._panel.offer([(each.text, each.words) for each in self._shelf.usable()], types)

    def _on_library_changed(self) -> None:
        self._panel.watch_button.setChecked(False)
        self._panel.look_at("", self._panel.type.currentText())
        self._panel.show_nothing()


def look(library: Library, address: int, of: str) -> Look:
    """What is at `address`: `of` is C's name of a type, or a number of bytes. In any thread; errors as `Library.read`.

    `ArgumentError`: that is more than can be shown.
    """
    region = library.region(address)
    if bare := _BYTES.fullmatch(of.strip()):
        size = _bounded(int(bare[1]))
        return Look(int(address), library.read(address, size), region)
    kind = headers.parse_type(of, prelude=library.source)
    value = library.read(address, kind)
    room = region.address + region.size - int(address)
    size = _bounded(kind.size) or min(UNKNOWN_BYTES, room)
    return Look(int(address), library.read(address, size), region, kind, value)


def facts(found: Look) -> str:
    """Where it lies, in words."""
    region = found.region
    owner = region.kind
    if region.module:
        owner = tr("of {dll}").format(dll=region.module.replace("\\", "/").rsplit("/", 1)[-1])
    return tr(_WAYS.get(region.protection[:2], _CLOSED)).format(
        size=size_text(len(found.content)),
        owner=owner,
        room=f"{region.size // 1024:,}",
        start=f"0x{region.address:08X}",
    )


def _bounded(size: int) -> int:
    if size > _MOST_BYTES:
        words = tr("{size} bytes are more than can be shown at once.").format(size=f"{size:,}")
        raise ArgumentError(words, hint=tr("Ask for {most}.").format(most=f"{_MOST_BYTES:,}"))
    return size


def _write(library: Library, address: int, value: object, of: Type | None) -> bool:
    library.write(address, value, of)
    return True


def _write_text(library: Library, address: int, text: str, of: str) -> bool:
    kind = headers.parse_type(of, prelude=library.source)
    return _write(library, address, parse_argument(Parameter(c_type(kind), kind), text), kind)

"""Opens and closes DLLs, restarts their host."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from probe32.errors import Probe32Error
from probe32.library import Library
from probe32.library.process import OnHostState
from probe32.pe import OnProgress
from probe32.pe.facts import ExportKind, Image
from probe32.resources import resource

from ..messages import Message, Severity, message_for
from ..models.exports import ExportsModel
from ..settings import Settings
from ..translating import tr, tr_count
from ..views.main_window import MainWindow
from .host_bridge import HostBridge
from .long_work import LongWork
from .session import Session


class LibraryController(QObject):
    """Coroutines around `Library`; what fails ends in the window's banner, and what was open stays open."""

    opened = Signal()

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        exports: ExportsModel,
        settings: Settings,
        wait_free: Callable[[], Coroutine[object, object, None]],
    ) -> None:
        """`wait_free` ends the call that runs, if any, and keeps what is typed; awaited before a DLL is closed."""
        super().__init__(window)
        self._wait_free = wait_free
        self._session = session
        self._window = window
        self._exports = exports
        self._settings = settings
        self.bridge = HostBridge(self)
        self.work = LongWork(window.progress, self)
        self.bridge.state_changed.connect(window.host.show_state)
        session.library_changed.connect(self._on_library_changed)
        exports.names_read.connect(self._on_names_read)
        session.signatures_changed.connect(lambda: exports.set_signed(session.conventions()))

    async def open_dll(self, path: Path) -> bool:
        """Open a DLL in place of what is open; returns whether that worked."""
        library = await self.load(path)
        if library is None:
            return False
        await self.take_over(library)
        self._remember(path)
        return True

    async def load(self, path: Path, encoding: str = "utf-8") -> Library | None:
        """Read a DLL without touching what is open; None, and a banner, when it can't be read; None when stopped."""
        title = tr("Reading {name}").format(name=path.name)
        make = partial(_opened, path, encoding, self.bridge.report)
        try:
            return await self.work.wait(title, make, Library.close)
        except Probe32Error as error:
            self._window.banner.show_message(message_for(error))
            return None

    async def take_over(self, library: Library) -> None:
        """Close what is open, then show `library`."""
        await self._wait_free()
        before = self._session.library
        if before is not None:
            self._settings.set_arguments(before.path, self._session.arguments)
        self._session.set_library(library, self._settings.arguments(library.path))
        self._window.banner.clear()
        if library.image.bitness != 32:
            self._window.banner.show_message(_wrong_bitness(library.image))
        self.opened.emit()
        await _wait_closed(before)

    async def open_sample(self) -> bool:
        """Open the sample DLL with the signatures of its header."""
        if not await self.open_dll(resource("sample", "sample.dll")):
            return False
        library, header = self._session.library, resource("sample", "sample.h")
        assert library is not None
        await asyncio.get_running_loop().run_in_executor(None, library.include, header)
        self._session.headers = (str(header),)
        self._session.signatures_changed.emit()
        self._session.export_changed.emit()
        self._session.forget_edits()
        return True

    async def restart(self) -> None:
        """End the host and start a new one."""
        library = self._session.library
        if library is None:
            return
        try:
            await asyncio.get_running_loop().run_in_executor(None, library.restart)
        except Probe32Error as error:
            self._window.banner.show_message(message_for(error))

    async def close(self) -> None:
        """Close the DLL and wait until its host has gone; nothing is asked."""
        await self._wait_free()
        library = self._session.library
        if library is None:
            return
        self._settings.set_arguments(library.path, self._session.arguments)
        self._session.set_library(None, {})
        await _wait_closed(library)

    def _remember(self, path: Path) -> None:
        self._settings.add_recent(path)
        self._settings.folder = str(path.parent)
        self._window.show_recent(self._settings.recent())

    def _on_library_changed(self) -> None:
        library = self._session.library
        self._exports.set_exports(library.exports if library else ())
        if library is None:
            self._window.show_library("")
            self._window.host.show_state("stopped", "")
        else:
            facts, exporting = image_facts(library.image), bool(library.exports)
            self._window.show_library(library.path.name, facts, str(library.path), exporting=exporting)

    def _on_names_read(self) -> None:
        """What was left out of the DLL's facts is known when all names have been read."""
        library = self._session.library
        if library is not None and not self._exports.reading:
            details = "\n".join((str(library.path), *library.image.notes))
            self._window.title.show_text(library.path.name, image_facts(library.image), details)


async def _wait_closed(library: Library | None) -> None:
    """Close a library that nobody looks at any more; its host has gone afterwards."""
    if library is not None:
        library.on_host_state = None
        await asyncio.get_running_loop().run_in_executor(None, library.close)


def _opened(path: Path, encoding: str, report: OnHostState, on_progress: OnProgress) -> Library:
    """A library that has its code in memory: the window's thread is not to wait for the disk."""
    library = Library(path, encoding, on_host_state=report, on_progress=on_progress)
    if function := next((each for each in library.exports if each.kind is ExportKind.FUNCTION), None):
        library.evidence(function)
    return library


def image_facts(image: Image) -> str:
    """What a DLL is, on one line."""
    version = image.version.get("FileVersion") or image.version.get("ProductVersion") or ""
    described = image.version.get("FileDescription", "")
    facts = [
        tr("{bits}-bit {machine}").format(bits=image.bitness, machine=image.machine),
        tr_count("{count} export", "{count} exports", len(image.exports)).format(count=len(image.exports)),
        version.strip(),
        described.strip(),
    ]
    return " · ".join(each for each in facts if each)


def _wrong_bitness(image: Image) -> Message:
    return Message(
        tr("This DLL can be explored, not called"),
        tr("{name} is a {bitness}-bit library ({machine}); the 32-bit host cannot load it.").format(
            name=image.path.name, bitness=image.bitness, machine=image.machine
        ),
        tr("Load it in 64-bit Python directly with ctypes, or ask the vendor for the x86 build."),
        Severity.WARNING,
    )

"""Notices when the open DLL or the project's file is changed or deleted by another program."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from ..tasks import Tasks
from .project_controller import digest_of
from .session import Session

_PAUSE_MS = 300
"""A program that writes a file does so in several steps."""
_SAVING = {"save", "save as", "leave"}
"""Tasks that change the project's file themselves."""


class FileWatch(QObject):
    """`changed` is emitted when `dll` or `project` says something else than before.

    They are "" while the file is what was opened or saved, else "changed" or "gone".
    """

    changed = Signal()

    def __init__(self, session: Session, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self.dll = ""
        self.project = ""
        self._session = session
        self._tasks = tasks
        self._watcher = QFileSystemWatcher(self)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        for noticed in (self._watcher.fileChanged, self._watcher.directoryChanged):
            noticed.connect(lambda _: self._pause.start())
        self._pause.timeout.connect(lambda: tasks.start(self.look(), "look at the files"))
        self._known: tuple[Path | None, Path | None, str] = (None, None, "")
        session.library_changed.connect(self._on_document)
        session.state_changed.connect(self._on_document)

    async def look(self) -> None:
        """Compare the files with what was opened or saved."""
        if _SAVING & set(self._tasks.names):
            self._pause.start()
            return
        library, project = self._session.library, self._session.project_path
        before = self.dll, self.project
        self.dll = await _state(library.path, library.image.sha256) if library else ""
        known = self._session.project_digest
        self.project = await _state(project, known) if project and known else ""
        self._watch(library.path if library else None, project)
        if (self.dll, self.project) != before:
            self.changed.emit()

    def stop(self) -> None:
        """Look no more: the window is closing."""
        self._pause.stop()

    def _on_document(self) -> None:
        library = self._session.library
        now = (library.path if library else None, self._session.project_path, self._session.project_digest)
        if now != self._known:
            self._known = now
            self._watch(*now[:2])
            if self.dll or self.project:  # it may be another DLL, or the file has just been saved
                self.dll = self.project = ""
                self.changed.emit()
                self._pause.start()

    def _watch(self, *files: Path | None) -> None:
        """Watch the files, and their folders: a file that is replaced is another one, which nobody watches."""
        wanted = {str(each) for each in files if each is not None and each.is_file()}
        wanted |= {str(each.parent) for each in files if each is not None and each.parent.is_dir()}
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if gone := list(watched - wanted):
            self._watcher.removePaths(gone)
        if new := list(wanted - watched):
            self._watcher.addPaths(new)


async def _state(path: Path, known: str) -> str:
    digest = await asyncio.get_running_loop().run_in_executor(None, digest_of, path)
    return "" if digest == known.lower() else "changed" if digest else "gone"

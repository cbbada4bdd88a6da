"""Saves the list of exports as a file."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from probe32.doctor import destinations
from probe32.errors import Probe32Error
from probe32.export_list import write_exports
from probe32.library import Library
from probe32.pe.facts import Export

from ..messages import message_for
from ..settings import Settings
from ..tasks import Tasks
from ..translating import tr
from ..views.dialogs import EXPORT_LISTS, save_file_dialog
from ..views.main_window import MainWindow
from .session import Session


class ExportListController(QObject):
    """Writes what the table shows, in its order, in a worker thread."""

    def __init__(self, session: Session, window: MainWindow, settings: Settings, tasks: Tasks) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._settings = settings
        self._tasks = tasks
        window.actions_.save_exports.triggered.connect(self._on_save)

    async def save(self, path: Path) -> None:
        """Write the list in the form that the ending of `path` names, and say where it is."""
        library, shown = self._session.library, self._window.workspace.exports.shown
        if library is None:
            return
        try:
            await asyncio.get_running_loop().run_in_executor(None, _write, path, library, shown)
        except Probe32Error as error:
            self._window.banner.show_message(message_for(error))
            return
        self._window.banner.clear()  # an earlier attempt may have failed
        count, total = len(shown), len(library.exports)
        words = tr("{count} of {total}") if count < total else "{count}"
        part = words.format(count=f"{count:,}", total=f"{total:,}")
        self._window.confirm(tr("{part} exports are in {path}.").format(part=part, path=path))

    def _on_save(self) -> None:
        library = self._session.library
        if library is None:
            return
        folder = Path(self._settings.folder or library.path.parent)
        proposal = str(folder / f"{library.path.stem}-exports")
        dialog = save_file_dialog(self._window, proposal, tr("Save the list of exports"), EXPORT_LISTS)
        dialog.fileSelected.connect(lambda path: self._tasks.start(self.save(Path(path)), "save the list"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _write(path: Path, library: Library, exports: tuple[Export, ...]) -> None:
    read = tuple(replace(each, convention=library.evidence(each)) for each in exports)
    forwarded = [each.symbol for each in read if each.forwarder]
    leads = destinations(library.path, forwarded, library.search_folders) if forwarded else None
    write_exports(path, replace(library.image, exports=read), leads)

"""Notes as a part of the document: typed in their panel, undone with everything else."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ..translating import tr
from ..views.notes_panel import NotesPanel
from .edits import Place, Where
from .session import PROJECT, Session


class NotesController(QObject):
    """Shows the notes of the project and of the export in focus, and takes what is typed."""

    def __init__(self, session: Session, panel: NotesPanel) -> None:
        super().__init__(panel)
        self._session = session
        self._panel = panel
        panel.function_edited.connect(self._on_function_edited)
        panel.project_edited.connect(lambda text: self._put(PROJECT, text, Place()))
        for changed in (session.export_changed, session.signatures_changed, session.state_changed):
            changed.connect(self._show)

    def _on_function_edited(self, text: str) -> None:
        export = self._session.export
        if export is not None:
            self._put(export.symbol, text, Place(Where.EXPORT, export.ordinal))

    def _put(self, symbol: str, text: str, place: Place) -> None:
        if self._session.library is None or self._session.notes.get(symbol, "") == text:
            return
        with self._session.edit(tr("Notes"), place, run=f"notes {symbol}"):
            self._session.notes = {**self._session.notes, symbol: text}

    def _show(self) -> None:
        session = self._session
        function, export = session.function, session.export
        name = function.signature.name if function is not None else ""
        notes = session.notes.get(export.symbol, "") if export is not None and name else ""
        self._panel.show_notes(name, notes, session.notes.get(PROJECT, ""), project=session.library is not None)

"""Fills the command palette with every command that makes sense now and every export of the open DLL."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from probe32.pe.facts import Export

from ..models.palette import Entry
from ..translating import tr
from ..views.main_window import MainWindow
from ..views.palette_dialog import PaletteDialog
from ..widgets.theme import ThemeManager
from .session import Session


class PaletteController(QObject):
    """Commands are looked up when the palette opens, so that new ones are in it by themselves."""

    def __init__(self, session: Session, window: MainWindow, themes: ThemeManager) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._themes = themes
        window.actions_.palette.triggered.connect(self.open)

    def open(self) -> None:
        """Show the palette."""
        self._window.workspace.flush()
        commands, library = list(self._commands()), self._session.library
        exports = library.exports if library else ()
        texts = [*(each.text for each in commands), *(each.undecorated or each.symbol for each in exports)]

        def entry(at: int) -> Entry:
            return commands[at] if at < len(commands) else _entry_of(exports[at - len(commands)])

        dialog = PaletteDialog(self._window, texts, entry, self._themes.theme)
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    def _commands(self) -> Iterator[Entry]:
        own = self._window.actions_.findChildren(QAction)
        for action in [*own, *(self._window.docks.toggles() if self._session.library else ())]:
            if action.isEnabled() and action is not self._window.actions_.palette:
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                words = action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
                yield Entry(_named(action, words), action.statusTip(), keys, action)

    def _on_chosen(self, entry: Entry) -> None:
        if isinstance(entry.key, QAction):
            entry.key.trigger()
        if isinstance(entry.key, Export):
            self._window.workspace.exports.select(entry.key.ordinal)
            self._window.workspace.exports.table.setFocus()


def _entry_of(export: Export) -> Entry:
    detail = tr("export {ordinal}").format(ordinal=export.ordinal)
    return Entry(export.undecorated or export.symbol, detail, "", export)


def _named(action: QAction, words: str) -> str:
    """A command that only makes sense beside its neighbours in a menu says more here."""
    if action.actionGroup() is not None:
        return tr("Theme: {words}").format(words=words)
    return tr("Panel: {words}").format(words=words) if action.isCheckable() and not action.statusTip() else words

"""The Help menu: the guide, words, shortcuts, What's this?, and what program this is."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWhatsThis

from probe32.guide import guide_page

from ..models.glossary import rows
from ..translating import tr
from ..views.dialogs import about_box
from ..views.main_window import MainWindow
from ..views.reference_dialog import ReferenceDialog
from .desktop import show_outside

_NATIVE = QKeySequence.SequenceFormat.NativeText


class HelpController(QObject):
    """Each command opens the browser, or a dialog that blocks nothing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        actions = window.actions_
        actions.guide.triggered.connect(lambda: show_outside(window, guide_page))
        actions.words.triggered.connect(self.show_words)
        actions.shortcuts.triggered.connect(self.show_shortcuts)
        actions.whats_this.triggered.connect(QWhatsThis.enterWhatsThisMode)
        actions.about.triggered.connect(lambda: about_box(window).open())

    def show_words(self) -> None:
        """The field's words."""
        headings = tr("Word"), tr("Meaning")
        ReferenceDialog(self._window, tr("Words"), headings, rows(), tr("parameter direction")).open()

    def show_shortcuts(self) -> None:
        """The keyboard's shortcuts."""
        headings = tr("Command"), tr("Keys")
        found = [*self._shortcuts(), *within_panels()]
        ReferenceDialog(
            self._window, tr("Keyboard shortcuts"), headings, found, tr("Give the keyboard to the next panel")
        ).open()

    def _shortcuts(self) -> list[tuple[str, str]]:
        found = []
        for action in self._window.actions_.findChildren(QAction):
            if keys := " / ".join(each.toString(_NATIVE) for each in action.shortcuts() if not each.isEmpty()):
                found.append((action.text().replace("&", ""), keys))
        return sorted(found, key=lambda row: row[0].casefold())


def within_panels() -> list[tuple[str, str]]:
    """What works where the keyboard is, rather than everywhere."""
    return [
        (tr("In the filter of exports: to the table"), "Down / Return"),
        (tr("In the table of exports: to the arguments, or the prototype"), "Return"),
        (tr("In tables of parameters and members: add, remove"), "Ins / Del"),
        (tr("In tables of parameters and members: move"), "Alt+Up / Alt+Down"),
        (tr("In the list of types: rename"), "F2"),
        (tr("In the history: bring the call back"), "Return"),
        (tr("In tables and trees: copy"), QKeySequence(QKeySequence.StandardKey.Copy).toString(_NATIVE)),
        (tr("In the prototype: completions"), "Ctrl+Space"),
        (tr("Anywhere: the menu of what is there"), "Shift+F10"),
    ]

"""The button behind a field: what else can be done there, and what was given there before."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton

from ..models.readable import short_text
from ..translating import tr

_WIDTH = 60


class FieldMenu(QToolButton):
    """Opens a menu that `fill` fills each time. Tab passes the button by: Alt+Down opens it from the field."""

    def __init__(self, name: str, fill: Callable[[QMenu], None]) -> None:
        super().__init__()
        self.setText("▾")
        self.setProperty("toggle", True)
        self.setProperty("narrow", True)
        self.setToolTip(tr("More for {name} (Alt+Down)").format(name=name))
        self.setAccessibleName(tr("More for {name}").format(name=name))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(lambda: self._fill(fill))
        self.setMenu(menu)

    def _fill(self, fill: Callable[[QMenu], None]) -> None:
        self.menu().clear()
        fill(self.menu())


def add_heading(menu: QMenu, text: str) -> None:
    """A line that says what follows, and a rule before it where something stands above."""
    if not menu.isEmpty():
        menu.addSeparator()
    menu.addAction(text).setEnabled(False)


def add_text(menu: QMenu, words: str, text: str, choose: Callable[[str], None]) -> None:
    """An entry that gives `text` to `choose`."""
    shown = short_text(" ".join(words.split()), _WIDTH).replace("&", "&&") or tr("(empty)")
    action = menu.addAction(shown)
    action.setToolTip(short_text(text, 1000))
    action.triggered.connect(lambda _=False: choose(text))

"""The button that offers what was given for an argument before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton

from ..models.arguments import ArgumentSpec
from ..models.readable import short_text
from ..translating import tr

RecentTexts = Callable[[ArgumentSpec], Sequence[str]]
"""What was given for an argument before, the last first; asked when somebody wants to choose."""
_WIDTH = 60


class RecentButton(QToolButton):
    """Opens a menu of what `texts` has for the argument; `choose` gets the chosen one. Hidden when there is nothing.

    Tab passes it by: Alt+Down opens it from the editor.
    """

    def __init__(self, spec: ArgumentSpec, texts: RecentTexts, choose: Callable[[str], None]) -> None:
        super().__init__()
        self._spec = spec
        self._texts = texts
        self._choose = choose
        self.setText("▾")
        self.setProperty("toggle", True)
        self.setToolTip(tr("What was given here before (Alt+Down)"))
        self.setAccessibleName(tr("Recent values of {name}").format(name=spec.name))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)

    def refresh(self) -> None:
        """Look whether there is something to offer."""
        self.setVisible(bool(self._texts(self._spec)))

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for text in self._texts(self._spec):
            shown = short_text(" ".join(text.split()), _WIDTH).replace("&", "&&") or tr("(empty)")
            action = menu.addAction(shown)
            action.setToolTip(short_text(text, 1000))
            action.triggered.connect(lambda _=False, text=text: self._choose(text))
        if menu.isEmpty():
            menu.addAction(tr("Nothing was given here before")).setEnabled(False)

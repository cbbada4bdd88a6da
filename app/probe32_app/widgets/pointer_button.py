"""The button of a field that takes an address: it lists what earlier calls have returned."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QToolButton

from ..models.arguments import ArgumentSpec
from .argument_field import PointerOffers

_NOTHING = "No call has returned such a pointer yet"


class PointerButton(QToolButton):
    """Opens a menu of the pointers that `offers` has for the argument; `choose` gets the address of the chosen one."""

    def __init__(self, spec: ArgumentSpec, offers: PointerOffers, choose: Callable[[str], None]) -> None:
        super().__init__()
        self._spec = spec
        self._offers = offers
        self._choose = choose
        self.setText("Pick")
        self.setProperty("toggle", True)
        self.setToolTip("Choose a pointer or handle that a call has returned")
        self.setAccessibleName(f"Choose a pointer for {spec.name}")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for address, words in self._offers(self._spec):
            menu.addAction(f"{address}   {words}").triggered.connect(lambda _=False, text=address: self._choose(text))
        if menu.isEmpty():
            menu.addAction(_NOTHING).setEnabled(False)

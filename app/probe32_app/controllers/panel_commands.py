"""Goes from panel to panel by keyboard, and arranges them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ..views.docks import Area
from ..views.main_window import MainWindow
from .session import Session

MIDDLE = ""
"""Stands for the function in the middle, among the names of docks."""
_AREAS: tuple[Area | None, ...] = (Area.LEFT, None, Area.RIGHT, Area.BOTTOM)


class PanelCommands(QObject):
    """The slots behind the actions for panels."""

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._docks = window.docks
        self._workspace = window.workspace
        actions = window.actions_
        actions.next_panel.triggered.connect(lambda: self.go_round(1))
        actions.previous_panel.triggered.connect(lambda: self.go_round(-1))
        for action, area in zip(actions.areas, _AREAS, strict=True):
            action.triggered.connect(lambda _=False, area=area: self.go_to(area))
        actions.float_panel.triggered.connect(self._on_float)
        actions.close_panel.triggered.connect(self._on_close)
        actions.restore_layout.triggered.connect(window.docks.arrange)

    def go_round(self, step: int) -> None:
        """Give the keyboard to the next panel in sight, or the one before; the middle is one of them."""
        left = self._docks.in_area(Area.LEFT)
        seen = [name for name in self._docks.names if self._docks.visible(name)]
        stops = [*(each for each in seen if each in left), MIDDLE, *(each for each in seen if each not in left)]
        self._focus(stops[(stops.index(self._docks.holding_focus()) + step) % len(stops)])

    def go_to(self, area: Area | None) -> None:
        """Give the keyboard to an area (None: the middle); where it is already, to the next tab there."""
        if area is None:
            self._focus(MIDDLE)
            return
        tabs = self._docks.in_area(area) or self._docks.first_of(area)
        if not tabs:
            return
        here = self._docks.holding_focus()
        in_front = next((each for each in tabs if self._docks.visible(each)), tabs[0])
        self._focus(tabs[(tabs.index(here) + 1) % len(tabs)] if here in tabs else in_front)

    def _focus(self, name: str) -> None:
        if name != MIDDLE:
            self._docks.focus(name)
        elif self._session.function is None:
            self._workspace.signature.editor.setFocus()
        else:
            self._workspace.page.focus_call()

    def _on_float(self) -> None:
        if name := self._docks.holding_focus():
            self._docks.toggle_floating(name)
            self._docks.focus(name)

    def _on_close(self) -> None:
        if name := self._docks.holding_focus():
            self._docks.close(name)
            self._focus(MIDDLE)

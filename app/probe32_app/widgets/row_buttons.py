"""The buttons beside a table of rows: they ask for what its keys ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QBoxLayout, QToolButton, QWidget

from .buttons import flat_button
from .icons import icon
from .row_table import RowTable
from .theme import Theme


class RowButtons(QWidget):
    """One button for each of `tips`: `add`, `remove`, `up` and `down`; `upright` puts them one above the other."""

    def __init__(self, table: RowTable, tips: Mapping[str, str], *, upright: bool = False) -> None:
        super().__init__()
        slots: dict[str, Callable[[], object]] = {
            "add": table.add_requested.emit,
            "remove": table.remove_requested.emit,
            "up": lambda: table.move_requested.emit(-1),
            "down": lambda: table.move_requested.emit(1),
        }
        self.buttons: dict[str, QToolButton] = {name: flat_button(tip) for name, tip in tips.items()}
        directions = QBoxLayout.Direction
        line = QBoxLayout(directions.TopToBottom if upright else directions.LeftToRight, self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0 if upright else 2)
        for name, button in self.buttons.items():
            button.clicked.connect(partial(_call, slots[name]))
            line.addWidget(button)
        line.addStretch()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        for name, button in self.buttons.items():
            button.setIcon(icon(name, theme))


def _call(slot: Callable[[], object], _checked: bool = False) -> None:
    slot()

"""The drawn layout of a struct with the choice of its rows, and the words about what is selected."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from probe32.abi.types import Struct
from probe32.memory_layout import PADDING, Strip, layout_text, strips_of

from ..translating import tr
from ..widgets.labels import label
from ..widgets.memory_map import MemoryMap
from ..widgets.theme import Theme

_ROWS = (4, 8)


class LayoutPanel(QFrame):
    """Shows a struct or union; `map` tells what is chosen in it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.map = MemoryMap(theme)
        self._strips: tuple[Strip, ...] = ()
        self._words = label(role="muted", wrap=True)
        self._scroll = QScrollArea()
        self._rows = QButtonGroup(self)
        self._arrange()
        self._rows.idClicked.connect(self.map.set_row_bytes)
        self.map.selected.connect(self.show_current)

    def show_struct(self, name: str, of: Struct) -> None:
        """Draw a struct or union."""
        self._strips = strips_of(of)
        self.map.show_strips(self._strips, tr("Layout of {name}").format(name=name), layout_text(name, of))
        self.show_current(PADDING)

    def show_current(self, row: int) -> None:
        """Mark a member, and say where it lies."""
        self.map.set_current(row)
        blocks = [each for strip in self._strips for each in strip.blocks if each.row == row and row != PADDING]
        self._words.setText("; ".join(each.words for each in blocks))
        if blocks and (place := self.map.place_of(row)) is not None:
            self._scroll.ensureVisible(round(place.x()), round(place.y()), 0, 40)

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self.map.set_theme(theme)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(tr("Layout"), "heading"))
        head.addStretch()
        head.addWidget(label(tr("bytes per row"), "muted"))
        for width in _ROWS:
            button = QToolButton()
            button.setText(str(width))
            button.setCheckable(True)
            button.setProperty("toggle", True)
            button.setAccessibleName(tr("{width} bytes per row").format(width=width))
            button.setChecked(width == _ROWS[-1])
            self._rows.addButton(button, width)
            head.addWidget(button)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._scroll.setWidget(self.map)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._words)
        self._words.setMinimumHeight(round(self.fontMetrics().height() * 2.2))
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)

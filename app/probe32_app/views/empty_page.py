"""What a person sees before anything is open: what this is for, and two ways to begin."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..translating import marked, tr
from ..widgets.icons import application_icon, icon
from ..widgets.labels import ElidedLabel, label, restyle
from ..widgets.theme import Theme
from .actions import Actions

_RECENT_SHOWN = 5
_STEPS = (
    (marked("Open a DLL"), marked("See what it exports, and how each function is called.")),
    (marked("Say what a function takes"), marked("Import the vendor's header, or type its prototype.")),
    (marked("Call it"), marked("Type arguments, read results; then export a Python wrapper of all of it.")),
)

_WIDEST = 108
"""Characters of a line across the card: longer ones are hard to read."""


class EmptyPage(QWidget):
    """Offers to open a DLL, to try the sample, and the files opened last (`recent_chosen` with a path)."""

    recent_chosen = Signal(str)

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.open_button = self._button(tr("&Open DLL…"), actions.open.trigger, primary=True)
        self.sample_button = self._button(tr("Try the &sample"), actions.open_sample.trigger)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self._zone = QFrame()
        self._zone.setProperty("dropzone", True)
        self._zone.setMaximumWidth(self.fontMetrics().averageCharWidth() * _WIDEST)
        self._arrange()
        self.set_theme(theme)

    def set_hot(self, hot: bool) -> None:
        """Show that a file may be dropped here."""
        restyle(self._zone, "hot", hot)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        self.open_button.setIcon(icon("open", theme, "accent_text"))
        self.sample_button.setIcon(icon("sample", theme))

    def set_recent(self, paths: list[str]) -> None:
        """List the files opened last."""
        while item := self._recent.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        if paths:
            self._recent.addWidget(label(tr("Recent"), "heading"))
        for path in paths[:_RECENT_SHOWN]:
            self._recent.addWidget(self._recent_row(path))

    def _arrange(self) -> None:
        column = QVBoxLayout(self._zone)
        column.setContentsMargins(48, 30, 48, 26)
        column.setSpacing(10)
        picture = QLabel()
        picture.setPixmap(application_icon().pixmap(QSize(56, 56), self.devicePixelRatioF()))
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.sample_button)
        buttons.addStretch()
        column.addWidget(picture)
        column.addWidget(label(tr("Open a 32-bit DLL"), "title", scale=1.7))
        column.addWidget(label(tr("Call its functions from 64-bit Python, in three steps:"), "muted", wrap=True))
        column.addLayout(_steps())
        column.addSpacing(10)
        column.addLayout(buttons)
        column.addWidget(
            label(tr("…or drop DLLs, projects (*.probe32) and headers anywhere in this window."), "muted", wrap=True)
        )
        column.addSpacing(6)
        column.addLayout(self._recent)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._zone, 8)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(row)
        outer.addStretch(3)

    def _recent_row(self, path: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        button = QPushButton(Path(path).name)
        button.setToolTip(path)
        button.setAccessibleName(tr("Open {path}").format(path=path))
        button.clicked.connect(lambda: self.recent_chosen.emit(path))
        place = ElidedLabel()
        place.set_text(str(Path(path).parent))
        line.addWidget(button)
        line.addWidget(place, 1, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _button(self, text: str, slot: object, *, primary: bool = False) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("primary", primary)
        button.clicked.connect(slot)
        return button


def _steps() -> QGridLayout:
    """The three steps, numbered."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(2, 1)
    for row, (title, words) in enumerate(_STEPS):
        number = label(str(row + 1), "chip")
        number.setProperty("tone", "accent")
        grid.addWidget(number, row, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(label(tr(title), "title"), row, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(label(tr(words), "muted", wrap=True), row, 2)
    return grid

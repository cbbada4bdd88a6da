"""The title bar of a dock: its name, and two small buttons. Among tabs, which tell the name, it takes no room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QToolButton, QWidget

from ..translating import tr
from .buttons import flat_button
from .icons import icon
from .labels import label
from .theme import Theme


class DockTitle(QWidget):
    """Dragging it moves the dock, a double click floats it: Qt sees to both."""

    def __init__(self, dock: QDockWidget, theme: Theme) -> None:
        super().__init__(dock)
        self._thin = False
        self._float = _tiny_button(tr("Float “{title}”").format(title=dock.windowTitle()))
        self._close = _tiny_button(tr("Close “{title}”").format(title=dock.windowTitle()))
        self._float.clicked.connect(lambda: dock.setFloating(not dock.isFloating()))
        self._close.clicked.connect(dock.close)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 0, 2)
        row.setSpacing(0)
        row.addWidget(label(dock.windowTitle(), "heading"), 1)
        row.addWidget(self._float)
        row.addWidget(self._close)
        self.set_theme(theme)

    def set_thin(self, thin: bool) -> None:
        """Take no room, or the usual."""
        if thin != self._thin:
            self._thin = thin
            for each in (self._float, self._close):
                each.setVisible(not thin)
            self.updateGeometry()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        self._float.setIcon(icon("float", theme, "text_muted"))
        self._close.setIcon(icon("close", theme, "text_muted"))

    def sizeHint(self) -> QSize:
        """As high as its buttons, or nothing."""
        return QSize(super().sizeHint().width(), 0) if self._thin else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`, in as little width as there may be."""
        return QSize(0, self.sizeHint().height())


def _tiny_button(words: str) -> QToolButton:
    button = flat_button(words)
    button.setProperty("tiny", True)
    button.setIconSize(QSize(12, 12))
    return button

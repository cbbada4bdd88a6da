"""A panel that is never too low for the lines that its words take."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame


class WrappingFrame(QFrame):
    """Its least height goes by its width: Qt's own goes by the width that long words would like to have."""

    def minimumSizeHint(self) -> QSize:
        """High enough for words that take several lines."""
        hint, layout = super().minimumSizeHint(), self.layout()
        least = layout.minimumHeightForWidth(self.width()) if layout is not None else 0
        return QSize(hint.width(), max(hint.height(), least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

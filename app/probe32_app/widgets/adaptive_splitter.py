"""Parts side by side where there is room for that, else one above the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

_SLACK = 24


class AdaptiveSplitter(QSplitter):
    """A splitter that turns by itself.

    `width` (pixels) is the least with which the parts stand side by side, unless they need more themselves; `beside`
    and `above` are the shares that they get then, or when they stand one above the other.
    """

    def __init__(
        self, parts: Sequence[QWidget], *, width: int, beside: Sequence[int], above: Sequence[int] | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._width = width
        self._shares = {Qt.Orientation.Horizontal: list(beside), Qt.Orientation.Vertical: list(above or beside)}
        self.setHandleWidth(8)
        self.setChildrenCollapsible(False)
        for at, part in enumerate(parts):
            self.addWidget(part)
            self.setStretchFactor(at, at)
        self.setSizes(self._shares[self.orientation()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when there has become room for it, or none any more."""
        self._turn(event.size().width())
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Turn also when a part has come to need more room, or less."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._turn(self.width())
        return super().event(event)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest part, because the parts can stand one above the other."""
        hints = self._least()
        heights = [each.height() for each in hints] or [0]
        upright = self.orientation() is Qt.Orientation.Vertical
        gaps = self.handleWidth() * (len(heights) - 1)
        return QSize(max((each.width() for each in hints), default=0), sum(heights) + gaps if upright else max(heights))

    def _least(self) -> list[QSize]:
        """The least size of each part."""
        parts = [self.widget(at) for at in range(self.count())]
        return [each.minimumSizeHint().expandedTo(each.minimumSize()) for each in parts]

    def _turn(self, width: int) -> None:
        beside = self.orientation() is Qt.Orientation.Horizontal
        # A scroll bar that comes or goes with the turn must not turn it back.
        needed = sum(each.width() for each in self._least()) + self.handleWidth() * (self.count() - 1)
        enough = width >= max(self._width - (_SLACK if beside else 0), needed)
        wanted = Qt.Orientation.Horizontal if enough else Qt.Orientation.Vertical
        if wanted is not self.orientation():
            self.setOrientation(wanted)
            self.setSizes(self._shares[wanted])
            self.updateGeometry()

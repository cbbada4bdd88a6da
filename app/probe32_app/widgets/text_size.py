"""How large all texts are, in per cent of the system's size; a change is seen at once, in every window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHeaderView

from .own_fonts import own_fonts_kept

SMALLEST, LARGEST, USUAL = 80, 200, 100


class TextSize:
    """The text size of the running application."""

    def __init__(self, application: QApplication, percent: int) -> None:
        self._application = application
        self._percent = USUAL
        self.choose(percent)

    @property
    def percent(self) -> int:
        """What is shown now."""
        return self._percent

    def choose(self, percent: int) -> None:
        """Show all texts in another size, from `SMALLEST` to `LARGEST`."""
        percent = min(max(percent, SMALLEST), LARGEST)
        ratio = percent / self._percent
        self._percent = percent
        if ratio == 1:
            return
        headers = [each for each in self._application.allWidgets() if isinstance(each, QHeaderView)]
        rows = {each: each.defaultSectionSize() for each in headers if each.orientation() is Qt.Orientation.Vertical}
        font = self._application.font()
        font.setPointSizeF(font.pointSizeF() * ratio)
        with own_fonts_kept(self._application, ratio):
            self._application.setFont(font)
            self._application.setStyleSheet(self._application.styleSheet())
        for header, height in rows.items():
            header.setDefaultSectionSize(round(height * ratio))
        for header in headers:
            if header not in rows:
                _scale_columns(header, ratio)


def _scale_columns(header: QHeaderView, ratio: float) -> None:
    """Give the columns that neither fill what is left nor fit their content as much more room as their texts take."""
    for column in range(header.count()):
        if header.sectionResizeMode(column) is QHeaderView.ResizeMode.Interactive:
            header.resizeSection(column, round(header.sectionSize(column) * ratio))

"""Fonts that widgets have of their own, which a new style sheet would put back to their first size."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication


@contextmanager
def own_fonts_kept(application: QApplication, ratio: float = 1.0) -> Iterator[None]:
    """Within the block the application's style sheet and font may change; afterwards each widget that had a font of
    its own has it again, `ratio` times as large.
    """
    has_one = Qt.WidgetAttribute.WA_SetFont
    own = [(each, each.font()) for each in application.allWidgets() if each.testAttribute(has_one)]
    yield
    for widget, font in own:
        if shiboken6.isValid(widget) and font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * ratio)
            widget.setFont(font)

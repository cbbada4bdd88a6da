"""Editors and colours of the tables of steps and of points."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from ..models.step_rows import FAILED_ROLE, WHEN, StepColumn
from ..translating import tr
from .choosing import ChoosingDelegate, Index
from .option import write_in


class FailingDelegate(ChoosingDelegate):
    """What went wrong in the colour of `set_failed_color`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._failed = QColor()

    def set_failed_color(self, color: QColor) -> None:
        """The colour of what went wrong."""
        self._failed = color

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Colour what went wrong."""
        super().initStyleOption(option, index)
        if index.data(FAILED_ROLE):
            write_in(option, self._failed)


class StepsDelegate(FailingDelegate):
    """A list for when a step is made."""

    def choices_for(self, index: Index) -> Sequence[str]:
        """The times at which a step can be made."""
        return [tr(each) for each in WHEN] if index.column() == StepColumn.WHEN else ()

"""Asks how many numbers an array gets, where they begin and how far apart they are."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QDoubleSpinBox, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from ..models.number_rows import MOST
from ..translating import tr


class FillDialog(QDialog):
    """Emits `filled` with the count, the start and the step."""

    filled = Signal(int, float, float)

    def __init__(self, parent: QWidget, count: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Fill the array"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.count = QSpinBox()
        self.count.setRange(0, MOST)
        self.count.setValue(count)
        self.start, self.step = _number(), _number()
        form = QFormLayout()
        form.addRow(tr("&How many"), self.count)
        form.addRow(tr("&From"), self.start)
        form.addRow(tr("&Step"), self.step)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(buttons)
        self.accepted.connect(lambda: self.filled.emit(self.count.value(), self.start.value(), self.step.value()))


def _number() -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setDecimals(6)
    box.setRange(-1e15, 1e15)
    return box

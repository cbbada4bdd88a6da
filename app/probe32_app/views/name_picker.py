"""A list of named things: to choose one, to name it anew by typing, to add and to remove."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ..widgets.buttons import flat_button
from ..widgets.icons import icon
from ..widgets.labels import droppless_line
from ..widgets.theme import Theme


class NamePicker(QWidget):
    """`chosen` carries the place of what was chosen, `renamed` the new name of what is shown."""

    chosen = Signal(int)
    renamed = Signal(str)
    add_requested = Signal()
    remove_requested = Signal()

    def __init__(self, name: str, add_tip: str, remove_tip: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox()
        self.box.setLineEdit(droppless_line())
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setMinimumContentsLength(12)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setAccessibleName(name)
        self.box.setToolTip(name)
        self.box.activated.connect(self.chosen)
        line = self.box.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._on_finished)
        self.add = flat_button(add_tip)
        self.remove = flat_button(remove_tip)
        self.add.clicked.connect(self.add_requested)
        self.remove.clicked.connect(self.remove_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for each in (self.box, self.add, self.remove):
            row.addWidget(each)
        self.set_theme(theme)

    def show_names(self, names: Sequence[str], current: int) -> None:
        """Show these names, and the one at the place `current`; -1 when there is none."""
        if [self.box.itemText(at) for at in range(self.box.count())] != list(names):
            self.box.clear()
            self.box.addItems(list(names))
        self.box.setCurrentIndex(current)
        self.box.setEditText(names[current] if 0 <= current < len(names) else "")
        self.box.setEnabled(bool(names))
        self.remove.setEnabled(bool(names))

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        self.add.setIcon(icon("add", theme))
        self.remove.setIcon(icon("remove", theme))

    def _on_finished(self) -> None:
        at, text = self.box.currentIndex(), self.box.currentText().strip()
        if at < 0 or text == self.box.itemText(at):
            return
        if text:
            self.renamed.emit(text)
        else:
            self.box.setEditText(self.box.itemText(at))

"""The edits made so far, to go back to any of them."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QUndoView, QVBoxLayout, QWidget

from ..translating import tr
from ..widgets.icons import icon
from ..widgets.labels import label
from ..widgets.theme import Theme


class StepsDialog(QDialog):
    """A list of the steps of an undo stack; choosing one goes there, and the window behind follows at once."""

    def __init__(self, parent: QWidget, stack: QUndoStack, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Edit history"))
        self.view = QUndoView(stack)
        self.view.setEmptyLabel(tr("As it was opened"))
        self.view.setCleanIcon(icon("save", theme, "text_muted"))
        self.view.setIconSize(QSize(16, 16))
        self.view.setAccessibleName(tr("Edits made so far"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(8)
        column.addWidget(label(tr("Edit history"), "title", scale=1.2))
        column.addWidget(
            label(tr("Choose a step to go back to it, or forward. The icon marks what is saved."), "muted")
        )
        column.addWidget(self.view, 1)
        column.addWidget(buttons)
        self.resize(420, 360)
        self.finished.connect(self.deleteLater)

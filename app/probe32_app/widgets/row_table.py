"""A table whose rows a person adds, removes and moves with keys."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QTableView


class RowTable(QTableView):
    """Ins, Del, Alt+Up and Alt+Down ask for what they say; Tab leaves the table."""

    add_requested = Signal()
    remove_requested = Signal()
    move_requested = Signal(int)

    def set_up(self, model: QAbstractItemModel, delegate: QStyledItemDelegate, name: str) -> None:
        """Attach model and delegate, and set the look; `name` is for screen readers."""
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setProperty("framed", True)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.SelectedClicked
        )
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.8))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The table's own keys; all others move and edit."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        match event.key():
            case Qt.Key.Key_Insert:
                self.add_requested.emit()
            case Qt.Key.Key_Delete:
                self.remove_requested.emit()
            case Qt.Key.Key_Up | Qt.Key.Key_Down if alt:
                self.move_requested.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
            case _:
                super().keyPressEvent(event)

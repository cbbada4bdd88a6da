"""The calls made so far; a double click (or Return) brings one back."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QToolButton, QVBoxLayout, QWidget

from ..delegates.history import HistoryDelegate
from ..models.history import ENTRY_ROLE, HistoryColumn, HistoryModel
from ..translating import tr
from ..widgets.labels import column_width, label, panel
from ..widgets.theme import Theme
from .actions import Actions


class HistoryPanel(QWidget):
    """A table over a `HistoryModel`; emits `repeat_requested` and `output_requested` with a `HistoryEntry`."""

    repeat_requested = Signal(object)
    output_requested = Signal(object)

    def __init__(self, model: HistoryModel, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = QTableView()
        self._delegate = HistoryDelegate(self)
        self._prepare(model, actions)
        self._arrange(actions)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self._delegate.set_failed_color(theme.color("danger"))
        self.table.viewport().update()

    def select(self, row: int) -> None:
        """Mark the call in a row, and bring it into sight."""
        self.table.setCurrentIndex(self.table.model().index(row, 0))
        self.table.setFocus()

    def _arrange(self, actions: Actions) -> None:
        clear = QToolButton()
        clear.setDefaultAction(actions.clear_history)
        clear.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        clear.setProperty("toggle", True)
        head = QHBoxLayout()
        head.addWidget(label("double-click a call to bring it back", "muted", scale=0.9), 1)
        head.addWidget(clear)
        card = panel()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 6, 8, 6)
        inside.setSpacing(4)
        inside.addLayout(head)
        inside.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _prepare(self, model: HistoryModel, actions: Actions) -> None:
        table = self.table
        table.setModel(model)
        table.setItemDelegate(self._delegate)
        table.setAccessibleName("History of calls")
        table.setToolTip("Double-click a call to bring its function and arguments back")
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(table.fontMetrics().height() * 1.6))
        table.verticalHeader().setMinimumSectionSize(16)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, sample in enumerate(("00:00:00", "sp_set_integration_time", "", "", "1234.5 µs")):
            if sample:
                header.resizeSection(column, column_width(table, sample))
        header.setSectionResizeMode(HistoryColumn.ARGUMENTS, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(HistoryColumn.OUTCOME, QHeaderView.ResizeMode.Stretch)
        table.activated.connect(self._on_activated)
        table.doubleClicked.connect(self._on_double_clicked)
        output = table.addAction(tr("Show what it &printed"))
        output.triggered.connect(self._on_output)
        table.addAction(actions.clear_history)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _on_output(self) -> None:
        entry = self.table.currentIndex().data(ENTRY_ROLE)
        if entry is not None:
            self.output_requested.emit(entry)

    def _on_activated(self, index: QModelIndex) -> None:
        # Where the platform activates by a double click, that click arrives here as well; asking twice is harmless.
        self.repeat_requested.emit(index.data(ENTRY_ROLE))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.repeat_requested.emit(index.data(ENTRY_ROLE))

"""The calls made so far: found, repeated, brought back to the form, pinned, compared, and looked at closely."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPlainTextEdit,
    QSplitter,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..delegates.history import HistoryDelegate
from ..models.history import ENTRY_ROLE, HistoryColumn, HistoryFilter, HistoryModel
from ..models.history_entry import HistoryEntry
from ..models.history_text import comparison_text, details_text
from ..translating import tr, tr_count
from ..widgets.labels import ElidedLabel, column_width, droppless_line, monospaced, panel
from ..widgets.theme import Theme
from .actions import Actions


class HistoryTable(QTableView):
    """Emits `remove_requested` for the Del key."""

    remove_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del forgets what is chosen; other keys move."""
        if event.key() == Qt.Key.Key_Delete:
            self.remove_requested.emit()
        else:
            super().keyPressEvent(event)


class HistoryPanel(QWidget):
    """A table over a `HistoryModel`, a filter above it, and beside it all that there is to see of the chosen calls.

    `edit_requested` carries a `HistoryEntry` that is to be brought back to the form, `output_requested` one whose
    output is to be shown; `selection_changed` tells that other entries are chosen.
    """

    edit_requested = Signal(object)
    output_requested = Signal(object)
    selection_changed = Signal()

    def __init__(self, model: HistoryModel, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = HistoryTable()
        self.filter = droppless_line()
        self.details = QPlainTextEdit()
        self.details_button = QToolButton()
        self._model = model
        self._found = HistoryFilter(model, self)
        self._told = ElidedLabel()
        self._delegate = HistoryDelegate(self)
        self._prepare(actions)
        self._prepare_rest()
        self._arrange(actions)
        self.set_theme(theme)
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self._count)
        self._count()

    @property
    def chosen(self) -> list[HistoryEntry]:
        """The entries that are chosen, from the top."""
        rows = sorted(each.row() for each in self.table.selectionModel().selectedRows())
        found = [self._found.index(row, 0).data(ENTRY_ROLE) for row in rows]
        return [each for each in found if isinstance(each, HistoryEntry)]

    def select(self, entry: HistoryEntry) -> None:
        """Mark a call, and bring it into sight; the filter gives way."""
        self.filter.clear()
        shown = (self._found.index(row, 0) for row in range(self._found.rowCount()))
        index = next((each for each in shown if each.data(ENTRY_ROLE) is entry), QModelIndex())
        self.table.setCurrentIndex(index)
        self.table.setFocus()

    def choose(self, *rows: int) -> None:
        """Choose rows of those that are shown."""
        selection = self.table.selectionModel()
        selection.clear()
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        for row in rows:
            selection.setCurrentIndex(self._found.index(row, 0), flags)

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self._delegate.set_colors(failed=theme.color("danger"), pinned=theme.color("accent"))
        self.table.viewport().update()

    def _count(self) -> None:
        shown, count = self._found.rowCount(), self._model.rowCount()
        text = tr_count("{count} call", "{count} calls", count).format(count=count)
        if shown != count:
            text = tr("{shown} of {calls}").format(shown=shown, calls=text)
        if self._model.dropped:
            text += tr(" · the last {limit} are kept, and pinned ones").format(limit=self._model.limit)
        self._told.set_text(text if count else tr("calls appear here; double-click one to bring it back"))

    def _on_filter(self, words: str) -> None:
        self._found.set_words(words)
        self._count()

    def _on_selection(self) -> None:
        self.selection_changed.emit()
        self._show_details()

    def _show_details(self) -> None:
        chosen = self.chosen
        self.details.setVisible(self.details_button.isChecked())
        if not self.details_button.isChecked():
            return
        if len(chosen) == 2:
            self.details.setPlainText(comparison_text(*chosen))
        else:
            self.details.setPlainText(details_text(chosen[0]) if chosen else "")

    def _arrange(self, actions: Actions) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._told, 1)
        head.addWidget(self.filter)
        for action in (actions.repeat_call, actions.edit_call, actions.pin_call, actions.compare_calls):
            head.addWidget(_button(action))
        head.addWidget(self.details_button)
        head.addWidget(self._more(actions))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.details)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 1)
        card = panel()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 6, 8, 6)
        inside.setSpacing(4)
        inside.addLayout(head)
        inside.addWidget(split, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _more(self, actions: Actions) -> QToolButton:
        button = QToolButton()
        button.setText(tr("More"))
        button.setProperty("toggle", True)
        button.setAccessibleName(tr("More commands for the history"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.addActions([actions.delete_calls, actions.export_history, actions.history_tests, actions.clear_history])
        button.setMenu(menu)
        return button

    def _prepare(self, actions: Actions) -> None:
        table = self.table
        table.setModel(self._found)
        table.setItemDelegate(self._delegate)
        table.setAccessibleName(tr("History of calls"))
        table.setToolTip(tr("Double-click a call to bring its function and arguments back; choose two to compare them"))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(table.fontMetrics().height() * 1.6))
        table.verticalHeader().setMinimumSectionSize(16)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, sample in enumerate(("00:00:00", "sp_set_integration_time", "", "", "1234.5 µs")):
            if sample:
                header.resizeSection(column, column_width(table, sample))
        header.setSectionResizeMode(HistoryColumn.ARGUMENTS, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(HistoryColumn.OUTCOME, QHeaderView.ResizeMode.Stretch)
        table.activated.connect(self._on_activated)
        table.doubleClicked.connect(self._on_activated)
        table.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        table.addActions(
            [actions.repeat_call, actions.edit_call, actions.pin_call, actions.compare_calls, actions.delete_calls]
        )
        output = table.addAction(tr("Show what it p&rinted"))
        output.triggered.connect(self._on_output)
        table.addActions([actions.export_history, actions.clear_history])
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _prepare_rest(self) -> None:
        self.filter.setPlaceholderText(tr("Search the calls"))
        self.filter.setAccessibleName(tr("Search the calls"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(self.filter.fontMetrics().horizontalAdvance("m" * 18))
        self.filter.textChanged.connect(self._on_filter)
        self.details.setReadOnly(True)
        self.details.setAcceptDrops(False)
        self.details.setAccessibleName(tr("Details of the call"))
        self.details.setProperty("viewer", True)
        monospaced(self.details)
        self.details.hide()
        self.details_button.setText(tr("Details"))
        self.details_button.setCheckable(True)
        self.details_button.setProperty("toggle", True)
        self.details_button.setToolTip(tr("Show everything about the chosen call"))
        self.details_button.toggled.connect(lambda _: self._show_details())

    def _on_output(self) -> None:
        for entry in self.chosen[:1]:
            self.output_requested.emit(entry)

    def _on_activated(self, index: QModelIndex) -> None:
        # Where the platform activates by a double click, that click arrives twice; asking twice is harmless.
        self.edit_requested.emit(index.data(ENTRY_ROLE))


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setProperty("toggle", True)
    return button

"""The exports of the open DLL, to look through and to choose from."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ..delegates.exports import ExportDelegate
from ..models.exports import EXPORT_ROLE, ExportColumn, ExportsFilter, ExportsModel
from ..widgets.icons import icon
from ..widgets.labels import column_width, label
from ..widgets.theme import Theme

_ICON_TOKENS = {"function": "accent", "data": "warning", "forward": "text_muted", "check": "success"}


class ExportsPanel(QFrame):
    """A filter above a sortable table; emits `export_selected` with the `Export` that became current."""

    export_selected = Signal(object)
    export_activated = Signal()

    def __init__(self, model: ExportsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.filter = _FilterLine()
        self.table = QTableView()
        self._model = model
        self._proxy = ExportsFilter(model, self)
        self._delegate = ExportDelegate(self)
        self._count = label(role="muted")
        self._prepare_table()
        self._arrange()
        self.set_theme(theme)
        self.filter.textChanged.connect(self._on_filter)
        self.filter.left.connect(self._on_filter_left)
        self._proxy.rowsInserted.connect(self._show_count)
        self._proxy.rowsRemoved.connect(self._show_count)
        self._proxy.modelReset.connect(self._on_reset)

    def select(self, ordinal: int) -> None:
        """Make an export the current one; a filter that hides it is cleared."""
        source = self._model.index(self._model.row_of(ordinal), 0)
        if source.isValid() and not self._proxy.mapFromSource(source).isValid():
            self.filter.clear()
        self._make_current(self._proxy.mapFromSource(source).row())

    def select_first(self) -> None:
        """Make the first visible row the current one."""
        self._make_current(0)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        self._delegate.set_icons({name: icon(name, theme, token) for name, token in _ICON_TOKENS.items()})
        self.table.viewport().update()

    def _prepare_table(self) -> None:
        table = self.table
        table.setModel(self._proxy)
        table.setItemDelegate(self._delegate)
        table.setAccessibleName("Exports")
        table.setSortingEnabled(True)
        table.sortByColumn(ExportColumn.ORDINAL, Qt.SortOrder.AscendingOrder)
        table.setAlternatingRowColors(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(table.fontMetrics().height() * 1.7))
        table.verticalHeader().setMinimumSectionSize(16)
        _size_columns(table)
        table.selectionModel().currentRowChanged.connect(self._on_current)
        table.activated.connect(lambda _: self.export_activated.emit())

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("Exports", "heading"))
        head.addStretch()
        head.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 4, 6)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.filter)
        column.addWidget(self.table, 1)

    def _make_current(self, row: int) -> None:
        index = self._proxy.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(index, flags)
        self.table.scrollTo(index)

    def _show_count(self) -> None:
        shown, total = self._proxy.rowCount(), self._model.rowCount()
        self._count.setText(f"{total}" if shown == total else f"{shown} of {total}")

    def _on_reset(self) -> None:
        self._show_count()
        _fit_column(self.table, ExportColumn.CONVENTION, "Convention")

    def _on_filter(self, text: str) -> None:
        self._proxy.set_text(text)
        self._show_count()

    def _on_filter_left(self) -> None:
        if not self.table.currentIndex().isValid():
            self.select_first()
        self.table.setFocus()

    def _on_current(self) -> None:
        export = self.table.currentIndex().data(EXPORT_ROLE)
        if export is not None:
            self.export_selected.emit(export)


class _FilterLine(QLineEdit):
    """The filter; Return and the down arrow lead into the table, Escape clears."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Filter by name, #ordinal, kind or convention")
        self.setClearButtonEnabled(True)
        self.setAcceptDrops(False)  # a file dropped here is meant for the window
        self.setAccessibleName("Filter the exports")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that leave or clear the filter; all others edit it."""
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.left.emit()
            case Qt.Key.Key_Escape:
                self.clear()
            case _:
                super().keyPressEvent(event)


def _fit_column(table: QTableView, column: int, widest: str) -> None:
    table.resizeColumnToContents(column)
    table.setColumnWidth(column, min(table.columnWidth(column), column_width(table, widest)))


def _size_columns(table: QTableView) -> None:
    header = table.horizontalHeader()
    header.setStretchLastSection(False)
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(ExportColumn.NAME, QHeaderView.ResizeMode.Stretch)
    samples = {ExportColumn.ORDINAL: "000", ExportColumn.CONVENTION: "Convention", ExportColumn.SIGNATURE: "Sig"}
    for column, sample in samples.items():
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(column, column_width(table, sample))
    table.setIconSize(QSize(16, 16))

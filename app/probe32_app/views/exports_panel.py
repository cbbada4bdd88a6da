"""The exports of the open DLL, to look through and to choose from."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from probe32.export_list import exports_table
from probe32.pe.facts import Export

from ..delegates.exports import ExportDelegate
from ..models.exports import EXPORT_ROLE, OPTIONAL, ExportColumn, ExportsModel
from ..models.exports_view import ExportsView
from ..models.name_search import ExpressionError
from ..translating import tr, tr_count
from ..widgets.icons import icon
from ..widgets.labels import column_width, label
from ..widgets.theme import Theme
from .export_filters import ExportFilters

_ICON_TOKENS = {"function": "accent", "data": "warning", "forward": "text_muted", "check": "success"}

_ROOM_FOR = {
    ExportColumn.CONVENTION: "a_name_to_be_read stdcall 8 B",
    ExportColumn.ORDINAL: "a_name_that_is_read_with_ease_and_a_convention",
}
"""What the panel is wide enough for when it shows a column without being asked for it; names matter most."""

_LOOKED_AT = 100
"""Rows by which a column is made wide enough; each costs a tenth of a millisecond."""


class ExportsPanel(QFrame):
    """Filters above a sortable table; emits `export_selected` with the `Export` that became current."""

    export_selected = Signal(object)
    export_activated = Signal()

    def __init__(self, model: ExportsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.filters = ExportFilters()
        self.filter = self.filters.line
        self.table = QTableView()
        self._model = model
        self._proxy = ExportsView(model, self)
        self._delegate = ExportDelegate(self)
        self._count = label(role="muted")
        self._column_actions: dict[ExportColumn, QAction] = {}
        self._current: int | None = None
        self._fitted = False
        self._decided = False
        self._restoring = False
        self._prepare_table()
        self._add_actions()
        self._arrange()
        self.set_theme(theme)
        self.filters.changed.connect(self._on_filter)
        self.filters.left.connect(self._on_filter_left)
        model.modelAboutToBeReset.connect(self._on_exports_left)  # before the proxy puts the current one back
        model.modelReset.connect(self._on_other_exports)
        self._proxy.modelReset.connect(self._on_reset)
        self._proxy.searching.connect(self._show_count)
        self._proxy.search_failed.connect(self.filters.show_problem)
        model.names_read.connect(self._show_count)

    @property
    def shown(self) -> tuple[Export, ...]:
        """The exports that the table shows, in its order, with what their code tells so far."""
        return tuple(self._model.read[row] for row in self._proxy.rows)

    @property
    def complete(self) -> bool:
        """Whether all that the filters let pass is shown, and no search goes on."""
        return self._proxy.complete

    @property
    def reading(self) -> bool:
        """Whether there are names that have not been read yet."""
        return self._model.reading

    def columns_state(self) -> QByteArray:
        """The widths of the columns, which of them are shown, and how they are sorted."""
        return self.table.horizontalHeader().saveState()

    def restore_columns(self, state: QByteArray) -> None:
        """Put the columns back; a state of other columns changes nothing."""
        header = self.table.horizontalHeader()
        if state.isEmpty() or not header.restoreState(state):
            return
        self._fitted = self._decided = True
        self.table.sortByColumn(header.sortIndicatorSection(), header.sortIndicatorOrder())
        for action in header.actions():
            action.setChecked(not header.isSectionHidden(action.data()))

    def show_all(self) -> None:
        """Take every filter back."""
        self.filters.show_all()

    def select(self, ordinal: int) -> None:
        """Make an export the current one; filters that hide it are taken back."""
        source = self._model.index(self._model.row_of(ordinal), 0)
        if source.isValid() and not self._proxy.mapFromSource(source).isValid():
            self.show_all()
        self._make_current(self._proxy.mapFromSource(source).row())

    def select_first(self) -> None:
        """Make the first visible row the current one."""
        self._make_current(0)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        self._delegate.set_icons({name: icon(name, theme, token) for name, token in _ICON_TOKENS.items()})
        self.table.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may have become room for more columns, or for fewer."""
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Larger texts need more room."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._column_actions:
            self._fit_columns()

    def _fit_columns(self) -> None:
        """Show conventions and ordinals where they leave room for the names, unless a person has decided."""
        for column, sample in () if self._decided else _ROOM_FOR.items():
            self._column_actions[column].setChecked(self.width() >= column_width(self.table, sample))

    def _prepare_table(self) -> None:
        table = self.table
        table.setModel(self._proxy)
        table.setItemDelegate(self._delegate)
        table.setAccessibleName(tr("Exports"))
        table.setSortingEnabled(True)
        table.sortByColumn(ExportColumn.ORDINAL, Qt.SortOrder.AscendingOrder)
        table.setAlternatingRowColors(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the names of one DLL begin alike
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(table.fontMetrics().height() * 1.7))
        table.verticalHeader().setMinimumSectionSize(16)
        _size_columns(table)
        for optional in OPTIONAL:
            table.setColumnHidden(optional, True)
        table.selectionModel().currentRowChanged.connect(self._on_current)
        table.activated.connect(lambda _: self.export_activated.emit())

    def _add_actions(self) -> None:
        copy = QAction(tr("&Copy the rows"), self.table)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self._on_copy)
        columns = QMenu(tr("C&olumns"), self.table)
        self.table.addActions([copy, columns.menuAction()])
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        header = self.table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for column in ExportColumn:
            if column is not ExportColumn.NAME:
                self._add_column_action(header, column)
        columns.addActions(header.actions())

    def _add_column_action(self, header: QHeaderView, column: ExportColumn) -> None:
        action = QAction(str(self._model.headerData(column, Qt.Orientation.Horizontal)), header)
        action.setCheckable(True)
        action.setData(int(column))
        action.setChecked(column not in OPTIONAL)
        action.toggled.connect(lambda shown: self._show_column(column, shown))
        action.triggered.connect(self._on_column_chosen)
        header.addAction(action)
        self._column_actions[column] = action

    def _on_column_chosen(self) -> None:
        self._decided = True

    def _show_column(self, column: ExportColumn, shown: bool) -> None:
        """Show or hide; the names fill what is left until there are too many columns for that."""
        self.table.setColumnHidden(column, not shown)
        header = self.table.horizontalHeader()
        crowded = not all(self.table.isColumnHidden(each) for each in OPTIONAL)
        modes = QHeaderView.ResizeMode
        header.setSectionResizeMode(ExportColumn.NAME, modes.Interactive if crowded else modes.Stretch)
        if crowded:
            least = column_width(self.table, "a_name_to_be_read")
            header.resizeSection(ExportColumn.NAME, max(header.sectionSize(ExportColumn.NAME), least))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 4, 6)
        column.setSpacing(6)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        column.addWidget(self._count)

    def _make_current(self, row: int) -> None:
        index = self._proxy.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(index, flags)
        self.table.scrollTo(index)

    def _show_count(self) -> None:
        shown, total = self._proxy.rowCount(), self._model.rowCount()
        text = tr_count("one export", "{total} exports", total).format(total=f"{total:,}")
        if shown != total:
            text = tr("{shown} of {exports}").format(shown=f"{shown:,}", exports=text)
        if not self._proxy.complete:
            text = tr("{count}, still searching").format(count=text)
        elif self._model.reading:
            text = tr("{count}, still reading names").format(count=text)
        self._count.setText(text)

    def _on_exports_left(self) -> None:
        self._current = None

    def _on_other_exports(self) -> None:
        if not self._fitted and self._model.rowCount():
            self._fitted = True
            _fit_column(self.table, ExportColumn.CONVENTION, tr("Convention"))

    def _on_reset(self) -> None:
        """Stay at the current export where it is still shown; one that is not stays chosen elsewhere."""
        self._show_count()
        place = self._proxy.mapFromSource(self._model.index(self._current, 0)) if self._current is not None else None
        if place is not None and place.isValid():
            self._restoring = True
            self._make_current(place.row())
            self._restoring = False

    def _on_filter(self) -> None:
        try:
            self._proxy.set_conditions(self.filters.conditions)
        except ExpressionError as error:
            self.filters.show_problem(str(error))
        else:
            self.filters.show_problem("")

    def _on_copy(self) -> None:
        columns = [each for each in ExportColumn if not self.table.isColumnHidden(each)]
        rows = sorted(each.row() for each in self.table.selectionModel().selectedRows())
        cells = [[self._copied(row, column) for column in columns] for row in rows]
        QGuiApplication.clipboard().setText(exports_table(cells))

    def _copied(self, row: int, column: ExportColumn) -> str:
        role = Qt.ItemDataRole.DisplayRole
        if column is ExportColumn.SIGNATURE:
            role = Qt.ItemDataRole.AccessibleTextRole
        return str(self._proxy.index(row, column).data(role))

    def _on_filter_left(self) -> None:
        if not self.table.currentIndex().isValid():
            self.select_first()
        self.table.setFocus()

    def _on_current(self) -> None:
        index = self.table.currentIndex()
        export = index.data(EXPORT_ROLE)
        if export is not None and not self._restoring:
            self._current = self._proxy.mapToSource(index).row()
            self.export_selected.emit(export)


def _fit_column(table: QTableView, column: int, widest: str) -> None:
    table.resizeColumnToContents(column)
    table.setColumnWidth(column, min(table.columnWidth(column), column_width(table, widest)))


def _size_columns(table: QTableView) -> None:
    header = table.horizontalHeader()
    header.setStretchLastSection(False)
    header.setResizeContentsPrecision(_LOOKED_AT)
    header.setHighlightSections(False)
    header.setMinimumSectionSize(24)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(ExportColumn.NAME, QHeaderView.ResizeMode.Stretch)
    samples = {
        ExportColumn.ORDINAL: "000",
        ExportColumn.CONVENTION: "stdcall 00 B",
        ExportColumn.SIGNATURE: tr("Sig"),
    }
    samples |= {
        ExportColumn.RVA: "00000000",
        ExportColumn.KIND: tr("function"),
        ExportColumn.CONFIDENCE: tr("Confidence"),
    }
    samples |= {ExportColumn.EXPORTED: "_function_name@8", ExportColumn.BYTES: tr("Bytes")}
    samples |= {ExportColumn.LEADS_TO: "KERNEL32.GetTickCount", ExportColumn.DECLARED: "int __cdecl a_name(int)"}
    for column, sample in samples.items():
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(column, column_width(table, sample))
    table.setIconSize(QSize(16, 16))

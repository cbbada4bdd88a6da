"""The types of the open library: a list, and the chosen one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..models.type_form import Kind
from ..models.type_list import TypeColumn, TypeListModel
from ..translating import marked, tr
from ..widgets.adaptive_splitter import AdaptiveSplitter
from ..widgets.buttons import flat_button
from ..widgets.icons import icon
from ..widgets.labels import column_width, label
from ..widgets.theme import Theme
from .actions import Actions
from .type_view import TypeView

_NONE_YET = marked(
    "No types yet. Make one with “New”, paste C text, or import a header; "
    "types declared with a prototype appear here too."
)


class TypesPanel(QWidget):
    """Emits `type_selected` with a name, and what a person wants of the list as signals."""

    type_selected = Signal(str)
    new_requested = Signal(object)
    remove_requested = Signal(str)

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TypeListModel(self)
        self.table = _TypeTable()
        self.view = TypeView(theme)
        self.new = flat_button(tr("Make a new type (Alt+W)"))
        self.remove = flat_button(tr("Remove this type, when nothing uses it (Del)"))
        self.paste = flat_button(tr("Paste C declarations (Ctrl+Shift+V)"))
        self._pages = QStackedWidget()
        self._prepare(actions)
        self._arrange()
        self.set_theme(theme)

    @property
    def current(self) -> str:
        """The name of the chosen type, or ""."""
        row = self.table.currentIndex().row()
        return self.model.entries[row].name if row >= 0 else ""

    def show_types(self, chosen: str) -> None:
        """The list has changed: choose this type, or the first one."""
        self._pages.setCurrentIndex(0 if self.model.entries else 1)
        row = max(self.model.row_of(chosen), 0)
        self._make_current(row)

    def select(self, name: str) -> None:
        """Choose a type."""
        if (row := self.model.row_of(name)) >= 0:
            self._make_current(row)

    def edit_name(self, name: str) -> None:
        """Let a person type another name for a type."""
        self.select(name)
        self.table.setFocus()
        self.table.edit(self.model.index(self.model.row_of(name), TypeColumn.NAME))

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self.view.set_theme(theme)
        self.new.setIcon(icon("add", theme))
        self.remove.setIcon(icon("remove", theme))
        self.paste.setIcon(icon("paste", theme))

    def _make_current(self, row: int) -> None:
        index = self.model.index(row, TypeColumn.NAME)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(index, flags)
        self.table.scrollTo(index)

    def _prepare(self, actions: Actions) -> None:
        self.table.set_up(self.model)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.type_selected.emit(self.current))
        self.table.remove_requested.connect(self._on_remove)
        menu = QMenu(self.new)
        for kind in Kind:
            menu.addAction(f"&{kind.value.capitalize()}", _asking(self.new_requested.emit, kind))
        self.new.setMenu(menu)
        self.new.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.new.setText(tr("Ne&w"))
        self.new.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.remove.clicked.connect(self._on_remove)
        self.paste.clicked.connect(actions.paste.trigger)

    def _arrange(self) -> None:
        left = QFrame()
        left.setProperty("panel", True)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for each in (self.new, self.remove, self.paste):
            buttons.addWidget(each)
        buttons.addStretch()
        column = QVBoxLayout(left)
        column.setContentsMargins(10, 10, 4, 6)
        column.setSpacing(6)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        notice = QWidget()
        lines = QVBoxLayout(notice)
        lines.setContentsMargins(12, 10, 12, 10)
        lines.addWidget(label(tr(_NONE_YET), "muted", wrap=True))
        lines.addStretch()
        self._pages.addWidget(self.view)
        self._pages.addWidget(notice)
        split = AdaptiveSplitter((left, self._pages), width=560, beside=(155, 735), above=(150, 560))
        for before, after in pairwise([self.table, self.new, self.remove, self.paste, self.view.pack]):
            QWidget.setTabOrder(before, after)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)

    def _on_remove(self) -> None:
        if self.current:
            self.remove_requested.emit(self.current)


class _TypeTable(QTableView):
    """The list; Del asks for the removal of the current type, F2 edits its name."""

    remove_requested = Signal()

    def set_up(self, model: TypeListModel) -> None:
        """Attach the model, and set the look."""
        self.setModel(model)
        self.setAccessibleName(tr("Types"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.7))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(TypeColumn.NAME, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(TypeColumn.SIZE, column_width(self, tr("Size")))

    def minimumSizeHint(self) -> QSize:
        """Narrow."""
        return QSize(130, 120)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del removes; all others move."""
        if event.key() == Qt.Key.Key_Delete:
            self.remove_requested.emit()
        else:
            super().keyPressEvent(event)


def _asking(emit: Callable[[object], object], kind: Kind) -> Callable[[], object]:
    return lambda: emit(kind)

"""The form of a signature: result, convention, and the table of parameters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from probe32.abi.types import Convention

from ..delegates.parameters import ParameterDelegate
from ..models.glossary import tip
from ..models.parameters import ParameterColumn, ParametersModel
from ..models.prototype_form import PrototypeForm
from ..translating import tr
from ..widgets.icons import icon
from ..widgets.labels import column_width, droppless_line, label, restyle
from ..widgets.row_table import RowTable
from ..widgets.theme import Theme

_PAUSE_MS = 200


class FormPanel(QWidget):
    """Shows a `PrototypeForm`, and emits `edited` with another one when a person changed a cell."""

    edited = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = PrototypeForm("")
        self._types: Callable[[], Sequence[str]] = tuple
        self.result = QComboBox()
        self.convention = QComboBox()
        self.model = ParametersModel(self)
        self.table = _ParameterTable()
        self.delegate = ParameterDelegate(self)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._buttons = {
            name: self._button(name, tip, slot)
            for name, tip, slot in (
                ("add", tr("Add a parameter (Ins)"), self.add_parameter),
                ("remove", tr("Remove this parameter (Del)"), self.remove_parameter),
                ("up", tr("Move this parameter up (Alt+Up)"), lambda: self.move_parameter(-1)),
                ("down", tr("Move this parameter down (Alt+Down)"), lambda: self.move_parameter(1)),
            )
        }
        self._prepare()
        self._arrange()
        self.set_theme(theme)

    @property
    def form(self) -> PrototypeForm:
        """What the cells say now."""
        result, convention = self.result.currentText(), Convention(self.convention.currentText())
        stated = self._form.stated or convention is not self._form.convention
        return replace(self._form, result=result, convention=convention, stated=stated, parameters=self.model.rows)

    def show_form(self, form: PrototypeForm) -> None:
        """Show `form`; nothing is emitted."""
        self._pause.stop()
        self._form = form
        if self.result.currentText() != form.result:
            self.result.setEditText(form.result)
        self.convention.setCurrentText(form.convention.value)
        self.model.set_rows(form.parameters)
        self.table.fit_names()
        self._pause.stop()

    def set_types(self, types: Callable[[], Sequence[str]]) -> None:
        """Where the completions of types come from."""
        self._types = types
        self.delegate.set_types(types)

    def set_editable(self, editable: bool) -> None:
        """Allow or forbid edits, without greying the words."""
        self.result.setEnabled(editable)
        self.convention.setEnabled(editable)
        self.model.set_editable(editable)
        for each in self._buttons.values():
            each.setEnabled(editable)

    def set_problem(self, row: int, sentence: str, *, cell: str = "", in_result: bool = False) -> None:
        """Mark a cell of a parameter (row -1: none), or the result, as wrong."""
        self.model.set_problem(row, sentence, cell)
        restyle(self.result, "invalid", in_result)

    def flush(self) -> None:
        """Emit `edited` now if an edit waits."""
        if self._pause.isActive():
            self._pause.stop()
            self._emit()

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        for name, button in self._buttons.items():
            button.setIcon(icon(name, theme))
        self.delegate.set_mark(theme.color("danger"))
        self.table.viewport().update()

    def add_parameter(self) -> None:
        """Append a parameter and edit its name."""
        row = self.model.add_row()
        self.table.setCurrentIndex(self.model.index(row, ParameterColumn.NAME))
        self.table.setFocus()
        self.table.edit(self.model.index(row, ParameterColumn.NAME))

    def remove_parameter(self) -> None:
        """Take the current parameter out."""
        if (row := self.table.currentIndex().row()) >= 0:
            self.model.remove_row(row)

    def move_parameter(self, by: int) -> None:
        """Move the current parameter up or down."""
        index = self.table.currentIndex()
        if index.isValid():
            row = self.model.move_row(index.row(), by)
            self.table.setCurrentIndex(self.model.index(row, index.column()))

    def _prepare(self) -> None:
        self.result.setLineEdit(droppless_line())
        self.result.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.result.setAccessibleName(tr("Result type"))
        self.result.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.result.setMinimumContentsLength(10)
        completer = self.result.completer()
        assert isinstance(completer, QCompleter)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.result.addItems(
            ["void", "int", "double", "float", "BOOL", "DWORD", "const char *", "const wchar_t *", "void *"]
        )
        self.convention.addItems([each.value for each in Convention])
        self.convention.setAccessibleName(tr("Calling convention"))
        self.convention.setToolTip(tip("calling convention"))
        for at, each in enumerate(Convention):
            self.convention.setItemData(at, tip(each.value.lstrip("_")), Qt.ItemDataRole.ToolTipRole)
        self.result.editTextChanged.connect(lambda _: self._pause.start())
        self.convention.activated.connect(lambda _: self._pause.start(0))
        self.model.edited.connect(lambda: self._pause.start(0))
        self._pause.timeout.connect(self._emit)
        self.table.set_up(self.model, self.delegate, tr("Parameters"))
        self.table.set_columns()
        self.table.add_requested.connect(self.add_parameter)
        self.table.remove_requested.connect(self.remove_parameter)
        self.table.move_requested.connect(self.move_parameter)

    def _arrange(self) -> None:
        returns, convention = label(tr("&Returns"), "muted"), label(tr("Co&nvention"), "muted")
        returns.setBuddy(self.result)
        convention.setBuddy(self.convention)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.addWidget(returns, 0, 0)
        grid.addWidget(self.result, 0, 1)
        grid.addWidget(convention, 0, 2)
        grid.addWidget(self.convention, 0, 3)
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        for each in self._buttons.values():
            buttons.addWidget(each)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(grid)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)

    def _button(self, name: str, tip: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setProperty("flat", True)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(slot)
        return button

    def _emit(self) -> None:
        self.edited.emit(self.form)


class _ParameterTable(RowTable):
    """The table in its size."""

    def set_columns(self) -> None:
        """Give the columns their widths."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(ParameterColumn.TYPE, QHeaderView.ResizeMode.Stretch)
        for column, sample in enumerate(("handle", "", tr("Direction"), "count", tr("Null"), tr("Default"))):
            if sample:
                header.resizeSection(column, column_width(self, sample))

    def fit_names(self) -> None:
        """Make the first column as wide as its names, within limits."""
        least, most = column_width(self, "handle"), column_width(self, "wavelengths")
        width = min(max(self.sizeHintForColumn(ParameterColumn.NAME), least), most)
        self.horizontalHeader().resizeSection(ParameterColumn.NAME, width)

    def minimumSizeHint(self) -> QSize:
        """Room for two parameters."""
        return QSize(200, round(self.fontMetrics().height() * 6))

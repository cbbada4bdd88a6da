"""The form of a signature: result, convention, and the table of parameters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QHeaderView,
    QVBoxLayout,
    QWidget,
)

from probe32.abi.types import Convention

from ..delegates.parameters import ParameterDelegate
from ..models.glossary import tip
from ..models.parameters import ParameterColumn, ParametersModel
from ..models.prototype_form import PrototypeForm
from ..translating import tr
from ..widgets.editable_table import EditableTable
from ..widgets.labels import column_width, droppless_line, label, restyle
from ..widgets.row_buttons import RowButtons
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
        tips = {
            "add": tr("Add a parameter (Ins)"),
            "remove": tr("Remove this parameter (Del)"),
            "up": tr("Move this parameter up (Alt+Up)"),
            "down": tr("Move this parameter down (Alt+Down)"),
        }
        self._buttons = RowButtons(self.table, tips)
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
        self._buttons.setEnabled(editable)

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
        self._buttons.set_theme(theme)
        self.delegate.set_mark(theme.color("danger"))
        self.table.viewport().update()

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
        self.table.set_rows(self.model, self.delegate, tr("Parameters"))
        self.table.set_columns()

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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(grid)
        column.addWidget(self.table, 1)
        column.addWidget(self._buttons)

    def _emit(self) -> None:
        self.edited.emit(self.form)


class _ParameterTable(EditableTable):
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

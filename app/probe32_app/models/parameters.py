"""The editable table of parameters in the signature form."""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum
from typing import ClassVar

from PySide6.QtCore import QObject, Qt

from ..translating import marked, tr
from .editable_rows import PROBLEM_ROLE, EditableRows, Index
from .prototype_form import DIRECTIONS, ParameterRow


class ParameterColumn(IntEnum):
    """The columns, in order."""

    NAME = 0
    TYPE = 1
    DIRECTION = 2
    SIZE = 3
    NULLABLE = 4
    DEFAULT = 5


WORDS_ROLE = Qt.ItemDataRole.UserRole + 1
"""What a cell's editor offers: for a size the other parameters."""

_HEADERS = (marked("Name"), marked("Type"), marked("Direction"), marked("Size"), marked("Null"), marked("Default"))
_TIPS = (
    marked("The parameter's name"),
    marked("The C type, for example int, const char *, double *"),
    marked("Which way the value travels: in, out, or both; “out address” is an address that the function stores"),
    marked(
        "How many elements a pointer leads to: a number, a parameter, or an expression like 2 * n; "
        "add “bytes” for bytes"
    ),
    marked("Whether null may be given"),
    marked("What the call form begins with, as one types it there; it is saved with the project"),
)
_WAYS = {
    "in": marked("You give it; what the function does to it is not looked at."),
    "out": marked("The function writes it: you give nothing, and see it among the outputs."),
    "in/out": marked("You give it, the function changes it, and you see the new value among the outputs."),
    "out address": marked("The function stores an address of its own there; what it leads to is among the outputs."),
    "in/out address": marked("You give an address, and the function may store another one there."),
}


class ParametersModel(EditableRows[ParameterRow]):
    """The parameters of one signature."""

    columns = ParameterColumn
    cells: ClassVar[dict[str, int]] = {
        "name": ParameterColumn.NAME,
        "type": ParameterColumn.TYPE,
        "size": ParameterColumn.SIZE,
        "default": ParameterColumn.DEFAULT,
    }

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editable = True

    def set_rows(self, rows: tuple[ParameterRow, ...]) -> None:
        """Show these rows."""
        if rows == self.rows:
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def set_editable(self, editable: bool) -> None:
        """Allow or forbid edits."""
        self._editable = editable

    def add_row(self, after: int) -> int:
        """Put `int argN` behind the row `after`; returns its row."""
        at = len(self._rows)
        taken = {each.name for each in self._rows}
        name = next(name for number in range(at + 1, at + 1000) if (name := f"arg{number}") not in taken)
        return self._insert(after, ParameterRow(name))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles of the columns and what they mean; rows are numbered from 1."""
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        texts = {int(Qt.ItemDataRole.DisplayRole): _HEADERS, int(Qt.ItemDataRole.ToolTipRole): _TIPS}.get(role)
        return tr(texts[section]) if texts else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells are editable while the form is; the last column is a check box."""
        base = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if not self._editable:
            return base
        if index.column() == ParameterColumn.NULLABLE:
            return base | Qt.ItemFlag.ItemIsUserCheckable
        if index.column() == ParameterColumn.DEFAULT and not self._rows[index.row()].is_given:
            return base
        return base | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text of a cell, the check mark, and `PROBLEM_ROLE`."""
        row = self._rows[index.row()]
        nullable = index.column() == ParameterColumn.NULLABLE
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return None if nullable else self._text(row, index.column())
            case Qt.ItemDataRole.CheckStateRole if nullable:
                return Qt.CheckState.Checked if row.nullable else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleTextRole if nullable:
                return tr("null allowed") if row.nullable else tr("null not allowed")
        if role == WORDS_ROLE and index.column() == ParameterColumn.SIZE:
            return [word for each in self._rows if each is not row for word in each.size_words]
        if role == PROBLEM_ROLE:
            return self._problem_of(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._problem_of(index) or _tip(row, index.column())
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what a person typed into a cell; an unknown direction is refused."""
        before = self._rows[index.row()]
        after = self._changed(before, index.column(), value, role)
        if after is None:
            return False
        self._replace(index, after)
        return True

    @staticmethod
    def _text(row: ParameterRow, column: int) -> str:
        return (row.name, row.type, row.direction, row.size, "", row.default)[column]

    @staticmethod
    def _changed(row: ParameterRow, column: int, value: object, role: int) -> ParameterRow | None:
        if column == ParameterColumn.NULLABLE:
            checked = Qt.CheckState(value) is Qt.CheckState.Checked
            return replace(row, nullable=checked) if role == Qt.ItemDataRole.CheckStateRole else None
        text = str(value).strip()
        match column:
            case ParameterColumn.NAME:
                return replace(row, name=text)
            case ParameterColumn.TYPE:
                return replace(row, type=text)
            case ParameterColumn.SIZE:
                return replace(row, size=text)
            case ParameterColumn.DEFAULT:
                return replace(row, default=text)
        return replace(row, direction=text) if text in DIRECTIONS else None


def _tip(row: ParameterRow, column: int) -> str | None:
    """What a cell means for its parameter."""
    match column:
        case ParameterColumn.DIRECTION:
            return tr(_WAYS[row.direction]) if row.direction in _WAYS else None
        case ParameterColumn.SIZE if row.size:
            words = tr("{name} leads to {size}.") if "byte" in row.size else tr("{name} leads to {size} elements.")
            return words.format(name=row.name or tr("The address"), size=row.size)
        case ParameterColumn.SIZE if row.type.strip().endswith("*"):
            return tr(
                "One element. Write how many there are if there are more; a buffer that the function writes needs it."
            )
        case ParameterColumn.DEFAULT if not row.is_given:
            return tr("Nothing is given for an output.")
    return None

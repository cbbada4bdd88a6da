"""The editable table of a type's members."""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum
from typing import ClassVar

from PySide6.QtCore import QObject, Qt

from ..translating import marked, tr
from .editable_rows import PROBLEM_ROLE, EditableRows, Index
from .type_form import Kind, MemberRow


class MemberColumn(IntEnum):
    """The columns, in order; an enum shows the first and the third, which holds its values."""

    NAME = 0
    TYPE = 1
    COUNT = 2
    OFFSET = 3
    SIZE = 4


_HEADERS = (marked("Name"), marked("Type"), marked("Count"), marked("Offset"), marked("Size"))
_TIPS = (
    marked("The member's name"),
    marked("The C type of one element, for example int, double, char, const char *, or a type of the list on the left"),
    marked("How many elements: 16, or 2 x 3; or the width of a bit-field: 3 bits"),
    marked("Bytes from the beginning, as Microsoft's compiler for x86 lays it out; 24:13 is bit 13 of the unit at 24"),
    marked("Bytes of the whole member"),
)
_VALUE = (marked("Value"), marked("The number that the name stands for; empty for one more than the line before"))


class MembersModel(EditableRows[MemberRow]):
    """The members of one type."""

    columns = MemberColumn
    cells: ClassVar[dict[str, int]] = {
        "name": MemberColumn.NAME,
        "type": MemberColumn.TYPE,
        "count": MemberColumn.COUNT,
    }

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kind = Kind.STRUCT

    def set_rows(self, rows: tuple[MemberRow, ...], kind: Kind) -> None:
        """Show these members of a type of this kind."""
        if (rows, kind) == (self.rows, self._kind):
            return
        if rows and (len(rows), kind) == (len(self._rows), self._kind):  # an open editor of a cell stays open
            self._rows = list(rows)
            self._announce_all()
        else:
            self.beginResetModel()
            self._rows = list(rows)
            self._kind = kind
            self.endResetModel()

    def add_row(self, after: int) -> int:
        """Put a new member behind the row `after`; returns its row."""
        taken = {each.name for each in self._rows}
        stem = "VALUE" if self._kind is Kind.ENUM else "member"
        name = next(name for number in range(len(taken) + 1, 100_000) if (name := f"{stem}{number}") not in taken)
        return self._insert(after, MemberRow(name, "" if self._kind is Kind.ENUM else "int"))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles of the columns, and what they mean."""
        if orientation is Qt.Orientation.Vertical:
            return None
        texts = {int(Qt.ItemDataRole.DisplayRole): _HEADERS, int(Qt.ItemDataRole.ToolTipRole): _TIPS}.get(role)
        if texts is None:
            return None
        if self._kind is Kind.ENUM and section == MemberColumn.COUNT:
            return tr(_VALUE[0 if texts is _HEADERS else 1])
        return tr(texts[section])

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What the compiler computes can't be edited."""
        base = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return base if index.column() in (MemberColumn.OFFSET, MemberColumn.SIZE) else base | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text of a cell, and `PROBLEM_ROLE`."""
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return (row.name, row.type, row.count, row.offset, row.size)[index.column()]
        if role in (PROBLEM_ROLE, Qt.ItemDataRole.ToolTipRole):
            return self._problem_of(index)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what a person typed into a cell."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        before, text = self._rows[index.row()], str(value).strip()
        match index.column():
            case MemberColumn.NAME:
                after = replace(before, name=text)
            case MemberColumn.TYPE:
                after = replace(before, type=text)
            case MemberColumn.COUNT:
                after = replace(before, count=text)
            case _:
                return False
        self._replace(index, after)
        return True

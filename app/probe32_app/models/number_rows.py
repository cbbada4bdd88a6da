"""A list of numbers as rows that a person edits, pastes into and fills."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from probe32.abi.types import Float, Type, resolve

from .leaf_texts import PROBLEM_ROLE, TYPE_ROLE, leaf_problem, leaf_text, leaf_value
from .steps import Steps

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
MOST = 100_000
"""Longer lists are better given as a file of bytes."""
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+(e[+-]?\d+)?", re.IGNORECASE)


class NumberRowsModel(QAbstractTableModel):
    """One column of texts; `edited` is emitted for a person's edits only. Every change can be undone, step by step."""

    edited = Signal()

    def __init__(self, of: Type, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._of = of
        self._title = title
        self._texts: list[str] = []
        self._steps: Steps[list[str]] = Steps()

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the cells."""
        return tuple(self._texts)

    @property
    def value(self) -> list[object]:
        """What the cells mean, as JSON has it; what means no number stays a text."""
        return [leaf_value(self._of, each) for each in self._texts]

    def set_value(self, value: object) -> None:
        """Show a JSON list. `ValueError`: it is none, or too long for a table."""
        if not isinstance(value, list) or len(value) > MOST:
            raise ValueError("a list of numbers is wanted")
        old = self._texts
        texts = [leaf_text(self._of, each) for each in value]
        for at, (typed, text) in enumerate(zip(old, texts, strict=False)):
            if leaf_value(self._of, typed) == leaf_value(self._of, text):
                texts[at] = typed
        self._steps.clear()
        self._show(texts)

    def write(self, at: int, texts: Sequence[str]) -> None:
        """Put texts over the cells from row `at` on; rows are added where there are too few."""
        self.change([*self._texts[:at], *texts, *self._texts[at + len(texts) :]])

    def insert(self, at: int) -> None:
        """A new row with zero."""
        self.change([*self._texts[:at], "0", *self._texts[at:]])

    def remove(self, rows: set[int]) -> None:
        """Take rows out."""
        self.change([each for at, each in enumerate(self._texts) if at not in rows])

    def change(self, texts: list[str]) -> None:
        """Replace all cells, as one step that can be undone; those beyond `MOST` are left out."""
        texts = texts[:MOST]
        if texts != self._texts:
            self._steps.note(self._texts)
            self._show(texts)
            self.edited.emit()

    def undo(self) -> None:
        """Take the last step back; nothing when there is none."""
        self._move(self._steps.undo(self._texts))

    def redo(self) -> None:
        """Make the step again that was taken back."""
        self._move(self._steps.redo(self._texts))

    def rowCount(self, parent: Index = ROOT) -> int:
        """The number of elements."""
        return 0 if parent.isValid() else len(self._texts)

    def columnCount(self, parent: Index = ROOT) -> int:
        """One."""
        return 0 if parent.isValid() else 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, and beside the rows their indices in C."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._title if orientation is Qt.Orientation.Horizontal else f"[{section}]"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell, and the roles of `leaf_texts`."""
        text = self._texts[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role in (PROBLEM_ROLE, Qt.ItemDataRole.ToolTipRole):
            return leaf_problem(self._of, text)
        return self._of if role == TYPE_ROLE else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.write(index.row(), [str(value).strip()])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """All cells are edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def _move(self, texts: list[str] | None) -> None:
        if texts is not None:
            self._show(texts)
            self.edited.emit()

    def _show(self, texts: list[str]) -> None:
        self.beginResetModel()
        self._texts = texts
        self.endResetModel()


def pasted_numbers(text: str) -> list[str]:
    """The cells of what a spreadsheet or an editor has put on the clipboard: a column, a row, or words with commas.

    A comma within a cell between digits is a decimal comma.
    """
    parts = [each.strip() for each in re.split(r"[\r\n\t;]+", text) if each.strip()]
    if len(parts) == 1:
        parts = [each for each in re.split(r"[,\s]+", parts[0].strip("[](){}")) if each]
    return [each.replace(",", ".") if _DECIMAL_COMMA.fullmatch(each) else each for each in parts]


def csv_numbers(text: str) -> list[str]:
    """The first column of a CSV file's text that holds numbers; its heading is left out."""
    separator = ";" if text.count(";") > text.count(",") else "\t" if "\t" in text else ","
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=separator) if row]
    width = max((len(row) for row in rows), default=0)
    for column in range(width):
        cells = [row[column].strip() for row in rows if column < len(row)]
        numbers = [each.replace(",", ".") if _DECIMAL_COMMA.fullmatch(each) else each for each in cells]
        body = numbers[1:] if numbers and not _is_number(numbers[0]) else numbers
        if body and all(map(_is_number, filter(None, body))):
            return [each for each in body if each]
    return []


def filled(count: int, start: float, step: float, of: Type) -> list[str]:
    """`count` numbers, `step` apart."""
    values = [start + at * step for at in range(min(count, MOST))]
    return [repr(each) if isinstance(resolve(of), Float) else str(round(each)) for each in values]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return text.lower().startswith("0x")
    return True

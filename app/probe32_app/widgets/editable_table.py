"""A table that adds, removes and moves the rows of its model by itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStyledItemDelegate

from ..models.editable_rows import EditableRows
from .row_table import RowTable


class EditableTable(RowTable):
    """A `RowTable` over `EditableRows`: a new row stands behind the current one, its first cell open to be typed in."""

    def set_rows(self, model: EditableRows[Any], delegate: QStyledItemDelegate, name: str) -> None:
        """Attach model and delegate, as `set_up` does."""
        self._rows = model
        self.set_up(model, delegate, name)
        self.add_requested.connect(self.add_row)
        self.remove_requested.connect(self.remove_row)
        self.move_requested.connect(self.move_row)

    def add_row(self) -> None:
        """Put a row behind the current one, else at the end, and edit its first cell."""
        self._go_to(self._rows.add_row(self.currentIndex().row()), 0)
        self.edit(self.currentIndex())

    def remove_row(self) -> None:
        """Take the current row out."""
        if (row := self.currentIndex().row()) >= 0:
            self._rows.remove_row(row)

    def move_row(self, by: int) -> None:
        """Move the current row up (-1) or down (1)."""
        index = self.currentIndex()
        if index.isValid():
            self._go_to(self._rows.move_row(index.row(), by), index.column())

    def _go_to(self, row: int, column: int) -> None:
        self.setFocus()
        self.setCurrentIndex(self._rows.index(row, column))

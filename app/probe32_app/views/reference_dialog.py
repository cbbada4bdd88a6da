"""A table of two columns to look something up in: the field's words, the keyboard's shortcuts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..translating import tr
from ..widgets.labels import column_width, droppless_line, label


class ReferenceDialog(QDialog):
    """Shows `rows` below `headings`; what is typed hides those that don't hold it."""

    def __init__(
        self, parent: QWidget, title: str, headings: tuple[str, str], rows: Sequence[tuple[str, str]], widest: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._rows = rows
        self.line = droppless_line()
        self.table = QTableWidget(len(rows), 2)
        self._fill(title, headings, rows, widest)
        self.line.setPlaceholderText(tr("Search"))
        self.line.setAccessibleName(tr("Search"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._on_typed)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(8)
        column.addWidget(label(title, "title", scale=1.2))
        column.addWidget(self.line)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.resize(640, 520)
        self.finished.connect(self.deleteLater)

    def _fill(self, title: str, headings: tuple[str, str], rows: Sequence[tuple[str, str]], widest: str) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(headings)
        table.setAccessibleName(title)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, column_width(table, widest))
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                table.setItem(at, column, item)

    def _on_typed(self, text: str) -> None:
        wanted = text.casefold().strip()
        for at in range(self.table.rowCount()):
            self.table.setRowHidden(at, not any(wanted in cell.casefold() for cell in self._rows[at]))

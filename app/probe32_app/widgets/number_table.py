"""The table of an array of numbers: typed, pasted from a spreadsheet, filled, or read from a CSV file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QMenu, QTableView

from ..models.number_rows import MOST, NumberRowsModel, pasted_numbers
from ..translating import tr
from .labels import monospaced
from .leaf_delegate import LeafDelegate
from .own_undo import OwnUndo

_MOST_ROWS = 6


class NumberTable(QTableView):
    """Ins and Del add and remove rows, Ctrl+V pastes a column over the cells from the current one on.

    `fill_requested` asks for the dialog that fills, `csv_chosen` for the numbers of a file, which `take_csv` takes;
    `told` carries a sentence about what was read or left out.
    """

    fill_requested = Signal()
    csv_chosen = Signal(str)
    told = Signal(str)

    def __init__(self, model: NumberRowsModel, name: str) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setItemDelegate(LeafDelegate(self))
        self.setAccessibleName(name)
        self.setProperty("framed", True)
        self.setTabKeyNavigation(False)
        monospaced(self)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.5))
        self.verticalHeader().setMinimumSectionSize(16)
        self.verticalHeader().setSectionsClickable(False)
        self.setToolTip(tr("Ins and Del add and remove a row; Ctrl+V pastes a column of a spreadsheet; Ctrl+Z undoes"))
        OwnUndo(self, model.undo, model.redo)
        model.modelReset.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As high as its rows, up to a limit."""
        shown = min(max(self._model.rowCount(), 2), _MOST_ROWS)
        return QSize(super().sizeHint().width(), self.verticalHeader().defaultSectionSize() * shown + 4)

    @property
    def is_editing(self) -> bool:
        """Whether a cell is open; it takes what is typed when the keyboard leaves it."""
        return self.state() is QAbstractItemView.State.EditingState

    def fill_menu(self, menu: QMenu) -> None:
        """Put the table's commands into a menu."""
        menu.addAction(tr("Add a row (Ins)")).triggered.connect(self.add_row)
        menu.addAction(tr("Remove the chosen rows (Del)")).triggered.connect(self.remove_rows)
        menu.addSeparator()
        menu.addAction(tr("Paste a column (Ctrl+V)")).triggered.connect(self.paste)
        menu.addAction(tr("Copy the column")).triggered.connect(self.copy)
        menu.addAction(tr("Fill…")).triggered.connect(self.fill_requested)
        menu.addAction(tr("Take a CSV file…")).triggered.connect(self.browse)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of its own; the others move and edit."""
        if self.is_editing:
            super().keyPressEvent(event)  # of an editor that has let it pass
        elif event.key() == Qt.Key.Key_Insert:
            self.add_row()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_rows()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def add_row(self) -> None:
        """A row below the current one."""
        at = self.currentIndex().row() + 1 if self.currentIndex().isValid() else self._model.rowCount()
        self._model.insert(at)
        self.setCurrentIndex(self._model.index(at, 0))

    def remove_rows(self) -> None:
        """The chosen rows go."""
        rows = {each.row() for each in self.selectedIndexes()}
        self._model.remove(rows)
        if rows:
            self.setCurrentIndex(self._model.index(min(min(rows), self._model.rowCount() - 1), 0))

    def paste(self) -> None:
        """Write what is on the clipboard over the cells from the current one on."""
        self._take(pasted_numbers(QGuiApplication.clipboard().text()), max(self.currentIndex().row(), 0))

    def copy(self) -> None:
        """Put the chosen cells on the clipboard, one a line; all of them when at most one is chosen."""
        rows = sorted({each.row() for each in self.selectedIndexes()})
        texts = self._model.texts
        chosen = [texts[each] for each in rows] if len(rows) > 1 else texts
        QGuiApplication.clipboard().setText("\n".join(chosen))

    def browse(self) -> None:
        """Ask for a CSV file."""
        dialog = QFileDialog(self, tr("Numbers from a CSV file"))
        dialog.setNameFilters([tr("Tables (*.csv *.txt *.tsv)"), tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.csv_chosen)
        dialog.open()

    def take_csv(self, file: Path, found: list[str] | OSError) -> None:
        """The numbers of a file in place of all rows, or why there are none."""
        if isinstance(found, OSError):
            self.told.emit(tr("{file} can't be read: {reason}.").format(file=file, reason=found.strerror or found))
        elif not found:
            self.told.emit(tr("{file} has no column of numbers.").format(file=file.name))
        else:
            self._model.change(found[:MOST])
            self._tell(len(found))

    def _take(self, numbers: list[str], at: int) -> None:
        if numbers:
            self._model.write(at, numbers)
            self.setCurrentIndex(self._model.index(min(at, self._model.rowCount() - 1), 0))
            self._tell(at + len(numbers))

    def _tell(self, wanted: int) -> None:
        left = tr("Only the first {most} of {count} numbers fit in the table; give more as @file, a file of bytes.")
        self.told.emit(left.format(most=f"{MOST:,}", count=f"{wanted:,}") if wanted > MOST else "")

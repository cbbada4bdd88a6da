"""All that there is to see of one value: its forms, its numbers with their statistics, or a long text."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from probe32.abi.types import Type
from probe32.interpretations import RunningStatistics, interpretations

from ..models.result_numbers import ResultNumbersModel, are_numbers, statistics_text
from ..translating import tr
from .buttons import switch
from .labels import label, monospaced, selectable
from .theme import Theme

if TYPE_CHECKING:
    from .plot import Plot

_LINES, _PLOT_LINES = 6, 13
"""The least height in lines of text, and that with a plot."""
_LONG_TEXT = 200
_POINTS = 20_000
"""Of more numbers every so many is plotted."""
_AT_ONCE = 100_000
"""Numbers that go into the statistics before the window gets a turn: about 10 ms."""
SHOWN_TEXT = 100_000
"""Characters of a text that are shown; copying takes all."""


class ValueDetails(QWidget):
    """Shows one value at a time; nothing of a long one is made before it comes into sight.

    `plotted`: a person wants to see the plot, and its room has been made.
    """

    plotted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.plot_button = switch(tr("Plot"), tr("Show the numbers as a line over their indices"))
        self.plot: Plot | None = None
        self._theme = theme
        self.words = selectable(label(role="muted", wrap=True))
        self.forms = QTableWidget(0, 2)
        self.numbers = ResultNumbersModel(self)
        self.table = QTableView()
        self.text = QPlainTextEdit()
        self._text = ""
        self._statistics = RunningStatistics()
        self._counted = 0
        self._counting = QTimer(self, interval=0, singleShot=True)
        self._counting.timeout.connect(self._count)
        self._pages = QStackedWidget()
        self._prepare()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(self.plot_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self._pages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        column.addWidget(self._pages, 1)
        self.setMinimumHeight(round(self.fontMetrics().height() * _LINES))

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self._theme = theme
        if self.plot is not None:
            self.plot.set_theme(theme)

    @staticmethod
    def needed(value: object) -> bool:
        """Whether a value is one that a tree's cell can't show: many numbers, or a long text."""
        return are_numbers(value) or (isinstance(value, str) and len(value) > _LONG_TEXT)

    def show_value(self, of: Type, value: object) -> None:
        """Show a value as the C type `of`."""
        self._counting.stop()
        self.plot_button.setVisible(are_numbers(value))
        if are_numbers(value):
            self._show_numbers(of, value)
        elif isinstance(value, str) and len(value) > _LONG_TEXT:
            self._show_text(value)
        else:
            self._show_forms(of, value)

    def form(self, name: str) -> str:
        """The value in the form of that name; "" when it is not shown."""
        rows = range(self.forms.rowCount())
        found = (at for at in rows if self._cell(at, 0) == name)
        return next((self._cell(at, 1) for at in found), "")

    def copy(self) -> None:
        """Put what is chosen on the clipboard: the chosen numbers, else all of them, one a line; a form; the text."""
        page = self._pages.currentWidget()
        if page in (self.table, self.plot):
            rows = sorted({each.row() for each in self.table.selectionModel().selectedIndexes()})
            values = self.numbers.values
            chosen = [values[each] for each in rows] if len(rows) > 1 else values
            QGuiApplication.clipboard().setText(
                "\n".join(str(int(n)) if isinstance(n, int) else repr(n) for n in chosen)
            )
        elif page is self.forms:
            QGuiApplication.clipboard().setText(self._cell(max(self.forms.currentRow(), 0), 1))
        else:
            QGuiApplication.clipboard().setText(self.text.textCursor().selectedText() or self._text)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks at the statistics."""
        self._counting.stop()
        super().hideEvent(event)

    def _show_numbers(self, of: Type, values: Sequence[float]) -> None:
        self.numbers.show(of, values)
        self._show_plot()
        self._statistics, self._counted = RunningStatistics(), 0
        self._count()

    def _on_plot(self, wanted: bool) -> None:
        self._show_plot()
        self.setMinimumHeight(round(self.fontMetrics().height() * (_PLOT_LINES if wanted else _LINES)))
        if wanted:
            QTimer.singleShot(0, self, self.plotted.emit)

    def _show_plot(self) -> None:
        """The numbers over their indices where that is wanted, else the table."""
        if not self.plot_button.isChecked():
            self._pages.setCurrentWidget(self.table)
            return
        from .plot import Line, Plot  # which takes half a second to import

        if self.plot is None:
            self.plot = Plot(self._theme)
            self.plot.show_axes(tr("index"), "")
            self._pages.addWidget(self.plot)
        values = self.numbers.values
        step = max(1, len(values) // _POINTS)
        self.plot.show_lines([Line("", array("d", range(0, len(values), step)), array("d", values[::step]))])
        self.plot.reset_view()
        self._pages.setCurrentWidget(self.plot)

    def _count(self) -> None:
        """Take the next numbers into the statistics, and go on a little later if there are more."""
        values = self.numbers.values
        self._statistics.add(values[self._counted : self._counted + _AT_ONCE])
        self._counted += _AT_ONCE
        if self._counted < len(values):
            self._say(tr("{count} values").format(count=f"{len(values):,}"))
            self._counting.start()
        else:
            self._say(statistics_text(len(values), self._statistics.result))

    def _show_text(self, value: str) -> None:
        self._text = value
        cut = tr("{count} characters, of which the first {shown} are shown; copying takes all").format(
            count=f"{len(value):,}", shown=f"{SHOWN_TEXT:,}"
        )
        self._say(cut if len(value) > SHOWN_TEXT else tr("{count} characters").format(count=f"{len(value):,}"))
        self.text.setPlainText(value[:SHOWN_TEXT])
        self._pages.setCurrentWidget(self.text)

    def _show_forms(self, of: Type, value: object) -> None:
        found = interpretations(of, value)
        self._say("" if found else tr("There is nothing more to see of this value."))
        self.forms.setRowCount(len(found))
        for row, each in enumerate(found):
            for column, text in enumerate((each.name, each.text)):
                self.forms.setItem(row, column, QTableWidgetItem(text))
        self.forms.resizeColumnToContents(0)
        self._pages.setCurrentWidget(self.forms)

    def _say(self, text: str) -> None:
        self.words.setText(text)
        self.words.setVisible(bool(text))

    def _cell(self, row: int, column: int) -> str:
        item = self.forms.item(row, column)
        return item.text() if item else ""

    def _prepare(self) -> None:
        for table, name in ((self.forms, tr("Forms of the value")), (self.table, tr("Numbers"))):
            table.setProperty("framed", True)
            table.setAccessibleName(name)
            table.setTabKeyNavigation(False)
            table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            table.horizontalHeader().setStretchLastSection(True)
            table.verticalHeader().setDefaultSectionSize(round(table.fontMetrics().height() * 1.5))
            table.verticalHeader().setMinimumSectionSize(16)
        self.plot_button.toggled.connect(self._on_plot)
        self.plot_button.hide()
        self.table.setModel(self.numbers)
        monospaced(self.table)
        self.forms.horizontalHeader().hide()
        self.forms.verticalHeader().hide()
        self.forms.setShowGrid(False)
        self.forms.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.text.setReadOnly(True)
        self.text.setAcceptDrops(False)
        self.text.setAccessibleName(tr("Text"))
        for page in (self.forms, self.table, self.text):
            self._pages.addWidget(page)
            copy = page.addAction(tr("Copy"))
            copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
            copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            copy.triggered.connect(self.copy)
            page.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

"""Sweeps: their set-up at the left; progress, plot and table at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ..delegates.steps import FailingDelegate
from ..models.sweep_data import SweepTable
from ..translating import marked, tr
from ..widgets.buttons import text_button
from ..widgets.icons import icon
from ..widgets.labels import ElidedLabel, column_width, label, restyle, selectable
from ..widgets.theme import Theme
from .sweep_setup import SweepSetup

if TYPE_CHECKING:
    from ..widgets.plot import Plot

_EMPTY = marked(
    "Choose a function or a sequence, press + at the left, and say which argument is to run from where to where. "
    "The plot grows here while the sweep runs."
)


class SweepPanel(QFrame):
    """Emits what a person wants. `view_changed`: another run, column or form of the plot is to be shown."""

    run_requested = Signal()
    pause_requested = Signal()
    stop_requested = Signal()
    view_changed = Signal()
    csv_requested = Signal()
    tests_requested = Signal()
    picture_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self._theme = theme
        self.setup = SweepSetup(theme)
        self.table_model = SweepTable(self)
        self.run = text_button(tr("Run"), tr("Make the calls of all points"))
        self.pause = text_button(tr("Pause"), tr("Make no further call until it goes on"))
        self.stop = text_button(tr("Stop"), tr("Make no further call; one that hangs ends with its host"))
        self.progress = QProgressBar()
        self.words = ElidedLabel()
        self.untidy = selectable(label(role="problem", wrap=True))
        self.runs = _box(tr("Run that is shown"))
        self.column = _box(tr("What is plotted"))
        self.form = _box(tr("Form of the plot"))
        self.tables = text_button(tr("Table"), tr("Show the numbers instead of the plot"))
        self.reset = text_button(tr("Whole"), tr("Show all of the plot again"))
        self.csv = text_button(tr("CSV…"), tr("Save the table as comma-separated values"))
        self.picture = text_button(tr("Picture…"), tr("Save the plot as a picture"))
        self.tests = text_button(tr("Tests…"), tr("Write a regression test (pytest) from the calls that were kept"))
        self.table = QTableView()
        self._delegate = FailingDelegate(self)
        self.pages = QStackedWidget()
        self._plot: Plot | None = None
        self._prepare()
        self._arrange()
        self.set_theme(theme)
        self.set_state(ready=False, running=False, paused=False)
        self.set_results(there=False, kept=False)
        self.show_untidy("")

    @property
    def plot(self) -> Plot:
        """The plot, made when it is needed first: its library takes half a second to import."""
        if self._plot is None:
            from ..widgets.plot import Plot

            self._plot = Plot(self._theme)
            self.pages.insertWidget(0, self._plot)
            self._on_page()
        return self._plot

    def show_progress(self, done: int, total: int, text: str, *, failed: bool = False) -> None:
        """Say how far a run is."""
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(done)
        self.words.set_text(text)
        restyle(self.words, "role", "problem" if failed else "muted")

    def show_untidy(self, text: str) -> None:
        """Say what of the clean-up has failed; "" when nothing has."""
        self.untidy.setText(text)
        self.untidy.setVisible(bool(text))

    def show_choices(self, runs: Sequence[str], columns: Sequence[str], forms: Sequence[str]) -> None:
        """Offer runs, columns and forms of the plot; what is chosen stays chosen where it still is there."""
        for box, texts in ((self.runs, runs), (self.column, columns), (self.form, forms)):
            if [box.itemText(at) for at in range(box.count())] != list(texts):
                at = box.currentIndex()
                box.clear()
                box.addItems(list(texts))
                box.setCurrentIndex(at if 0 <= at < len(texts) else 0)
            box.setVisible(len(texts) > 1)

    def set_state(self, *, ready: bool, running: bool, paused: bool) -> None:
        """Make possible what makes sense."""
        self.run.setEnabled(ready and not running)
        self.pause.setEnabled(running)
        self.pause.setText(tr("Go on") if paused else tr("Pause"))
        self.pause.setIcon(icon("call" if paused else "pause", self._theme))
        self.stop.setEnabled(running)
        self.setup.setEnabled(not running)

    def set_results(self, *, there: bool, kept: bool) -> None:
        """Make possible what needs a run, or one whose calls were kept."""
        for each in (self.csv, self.picture, self.reset, self.tables):
            each.setEnabled(there)
        self.tests.setEnabled(kept)

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self._theme = theme
        self.run.setIcon(icon("call", theme, "accent"))
        self.stop.setIcon(icon("stop", theme, "danger"))
        self.pause.setIcon(icon("pause", theme))
        self.setup.set_theme(theme)
        self._delegate.set_failed_color(theme.color("danger"))
        if self._plot is not None:
            self._plot.set_theme(theme)

    def minimumSizeHint(self) -> QSize:
        """Room for the buttons' words and a little of the plot."""
        return QSize(super().minimumSizeHint().width(), round(self.fontMetrics().height() * 9))

    def _prepare(self) -> None:
        self.run.clicked.connect(self.run_requested)
        self.pause.clicked.connect(self.pause_requested)
        self.stop.clicked.connect(self.stop_requested)
        self.csv.clicked.connect(self.csv_requested)
        self.picture.clicked.connect(self.picture_requested)
        self.tests.clicked.connect(self.tests_requested)
        self.reset.clicked.connect(lambda: self.plot.reset_view())
        self.tables.setCheckable(True)
        self.tables.toggled.connect(lambda _: self._on_page())
        for box in (self.runs, self.column, self.form):
            box.activated.connect(lambda _: self.view_changed.emit())
        self.untidy.setMinimumWidth(1)  # a long word is cut rather than the buttons pushed out
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Progress of the sweep"))
        table = self.table
        table.setModel(self.table_model)
        table.setItemDelegate(self._delegate)
        table.setAccessibleName(tr("Points of the sweep"))
        table.setProperty("framed", True)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().setDefaultSectionSize(round(table.fontMetrics().height() * 1.5))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultSectionSize(column_width(table, "mean of counts"))
        header.setStretchLastSection(True)
        self.table_model.modelReset.connect(self._fit_columns)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        for each in (self.run, self.pause, self.stop):
            head.addWidget(each)
        head.addWidget(self.words, 1)
        choice = QHBoxLayout()
        choice.setSpacing(6)
        for box in (self.runs, self.column, self.form):
            choice.addWidget(box)
        choice.addStretch(1)
        for each in (self.tables, self.reset, self.picture, self.csv, self.tests):
            choice.addWidget(each)
        empty = label(tr(_EMPTY), "muted", wrap=True)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages.addWidget(empty)
        self.pages.addWidget(self.table)
        results = QWidget()
        column = QVBoxLayout(results)
        column.setContentsMargins(6, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.untidy)
        column.addLayout(choice)
        column.addWidget(self.pages, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.setup)
        split.addWidget(results)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(1, 1)
        split.setSizes([350, 560])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 10, 8)
        whole.addWidget(split)

    def _fit_columns(self) -> None:
        """As wide as their titles."""
        header = self.table.horizontalHeader()
        for column in range(self.table_model.columnCount()):
            header.resizeSection(column, max(header.defaultSectionSize(), header.sectionSizeHint(column)))

    def _on_page(self) -> None:
        shown = self.table if self.tables.isChecked() else self._plot or self.pages.widget(0)
        self.pages.setCurrentWidget(shown)


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.hide()
    return box

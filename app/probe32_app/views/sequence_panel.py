"""Sequences: their steps, the arguments of the chosen one, and the buttons that record and run them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ..delegates.steps import StepsDelegate
from ..models.step_rows import StepColumn, StepsModel
from ..translating import tr
from ..widgets.buttons import switch, text_button
from ..widgets.icons import icon
from ..widgets.labels import column_width, label
from ..widgets.row_buttons import RowButtons
from ..widgets.row_table import RowTable
from ..widgets.theme import Theme
from .arguments_editor import ArgumentLine, ArgumentsEditor
from .name_picker import NamePicker


class SequencePanel(QFrame):
    """Emits what a person wants; `run_requested` carries the first and the last step, 0 for the sequence's own."""

    run_requested = Signal(int, int)
    stop_requested = Signal()
    add_requested = Signal()
    remove_requested = Signal(int)
    move_requested = Signal(int, int)
    step_chosen = Signal(int)
    argument_edited = Signal(int, int, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.model = StepsModel(self)
        self.names = NamePicker(tr("Sequence"), tr("New sequence"), tr("Remove this sequence"), theme)
        self.record = switch(tr("Record"), tr("Let the calls that you make become steps"))
        self.run = text_button(tr("Run"), tr("Make all steps, from the first"))
        self.run_rest = text_button(tr("From here"), tr("Make the chosen step, and all after it"))
        self.run_one = text_button(tr("One step"), tr("Make the chosen step, and go to the next"))
        self.stop = text_button(tr("Stop"), tr("Make no further step; a call that hangs ends with its host"))
        self.go_on = QCheckBox(tr("Go on after errors"))
        self.go_on.setToolTip(tr("Make the steps after one that failed, too"))
        self.table = RowTable()
        self.arguments = ArgumentsEditor(theme)
        self._delegate = StepsDelegate(self)
        tips = {
            "add": tr("Add the function in focus, as its form is filled in (Ins)"),
            "remove": tr("Remove this step (Del)"),
            "up": tr("Move this step up (Alt+Up)"),
            "down": tr("Move this step down (Alt+Down)"),
        }
        self._step_buttons = RowButtons(self.table, tips, upright=True)
        self._prepare()
        self._arrange()
        self.set_theme(theme)
        self.set_state(there=False, running=False)

    @property
    def current(self) -> int:
        """The number of the chosen step; 0 when none is."""
        return self.table.currentIndex().row() + 1

    def choose(self, number: int) -> None:
        """Choose a step."""
        self.table.setCurrentIndex(self.model.index(number - 1, max(0, self.table.currentIndex().column())))

    def show_arguments(self, lines: Sequence[ArgumentLine], hint: str) -> None:
        """Show the arguments of the chosen step."""
        self.arguments.show_lines(lines, hint)

    def set_state(self, *, there: bool, running: bool) -> None:
        """Make possible what makes sense: `there`: a sequence with steps; `running`: it, or anything else, runs."""
        for each in (self.run, self.run_rest, self.run_one):
            each.setEnabled(there and not running)
        self.stop.setEnabled(running)
        self.record.setEnabled(not running)
        self.names.setEnabled(not running)
        for name, each in self._step_buttons.buttons.items():
            each.setEnabled(not running and (there or name == "add"))

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        for button, name, token in (
            (self.record, "record", "danger"),
            (self.run, "call", "accent"),
            (self.run_rest, "call", "text"),
            (self.run_one, "step", "text"),
            (self.stop, "stop", "danger"),
        ):
            button.setIcon(icon(name, theme, token))
        self._step_buttons.set_theme(theme)
        self.names.set_theme(theme)
        self.arguments.set_theme(theme)
        self._delegate.set_failed_color(theme.color("danger"))
        self.table.viewport().update()

    def _prepare(self) -> None:
        self.run.clicked.connect(lambda: self.run_requested.emit(0, 0))
        self.run_rest.clicked.connect(lambda: self.run_requested.emit(self.current, 0))
        self.run_one.clicked.connect(self._on_run_one)
        self.stop.clicked.connect(self.stop_requested)
        table = self.table
        table.set_up(self.model, self._delegate, tr("Steps"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().show()
        table.setShowGrid(False)
        table.setWordWrap(False)
        header = table.horizontalHeader()
        for column, sample in (
            (StepColumn.FUNCTION, "☐ sp_set_integra"),
            (StepColumn.WHEN, tr("at the end")),
            (StepColumn.DEADLINE, tr("Deadline")),
            (StepColumn.NOTE, tr("words")),
        ):
            header.resizeSection(column, column_width(table, sample))
        header.setSectionResizeMode(StepColumn.ARGUMENTS, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(StepColumn.OUTCOME, QHeaderView.ResizeMode.Stretch)
        table.add_requested.connect(self.add_requested)
        table.remove_requested.connect(self._on_remove)
        table.move_requested.connect(self._on_move)
        table.selectionModel().currentChanged.connect(lambda now, _: self.step_chosen.emit(now.row() + 1))
        self.arguments.edited.connect(lambda at, text: self.argument_edited.emit(self.current, at, text))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        for each in (self.names, self.record, self.run, self.run_rest, self.run_one, self.stop, self.go_on):
            head.addWidget(each)
        head.addStretch()
        steps = QWidget()
        row = QHBoxLayout(steps)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.table, 1)
        row.addWidget(self._step_buttons)
        side = QWidget()
        words = QVBoxLayout(side)
        words.setContentsMargins(6, 0, 0, 0)
        words.setSpacing(4)
        words.addWidget(label(tr("Arguments of the step"), "heading"))
        words.addWidget(self.arguments, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(steps)
        split.addWidget(side)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 1)
        split.setSizes([600, 260])
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 10, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(split, 1)

    def minimumSizeHint(self) -> QSize:
        """Room for the buttons' words and three steps."""
        return QSize(super().minimumSizeHint().width(), round(self.fontMetrics().height() * 8))

    def _on_run_one(self) -> None:
        self.run_requested.emit(self.current, self.current)

    def _on_remove(self) -> None:
        if self.current:
            self.remove_requested.emit(self.current)

    def _on_move(self, by: int) -> None:
        if self.current:
            self.move_requested.emit(self.current, by)

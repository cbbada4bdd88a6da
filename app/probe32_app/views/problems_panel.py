"""What is wrong now, one row a problem; a click leads to where it is mended."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedWidget, QTableView, QVBoxLayout, QWidget

from ..delegates.problems import ProblemsDelegate
from ..models.problems import PROBLEM_ROLE, ProblemColumn, ProblemsModel
from ..translating import tr
from ..widgets.labels import column_width, label, panel
from ..widgets.theme import Theme


class ProblemsPanel(QWidget):
    """A table over a `ProblemsModel`; `problem_chosen` carries the `Problem` that was clicked."""

    problem_chosen = Signal(object)

    def __init__(self, model: ProblemsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.table = QTableView()
        self._delegate = ProblemsDelegate(theme, self)
        self._pages = QStackedWidget()
        self._prepare()
        self._arrange()
        model.modelReset.connect(self._on_reset)
        self._on_reset()

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self._delegate.set_theme(theme)
        self.table.viewport().update()

    def _prepare(self) -> None:
        table = self.table
        table.setModel(self._model)
        table.setItemDelegate(self._delegate)
        table.setAccessibleName(tr("Problems"))
        table.setToolTip(tr("Click a problem to go where it is mended"))
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.resizeSection(ProblemColumn.WHERE, column_width(table, "sp_set_integration_time"))
        header.setSectionResizeMode(ProblemColumn.WHAT, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(ProblemColumn.FIX, QHeaderView.ResizeMode.Stretch)
        table.clicked.connect(self._on_chosen)
        table.activated.connect(self._on_chosen)

    def _arrange(self) -> None:
        nothing = label(tr("Nothing is wrong, as far as can be told."), "muted")
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages.addWidget(nothing)
        self._pages.addWidget(self.table)
        card = panel()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 6, 8, 6)
        inside.addWidget(self._pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _on_reset(self) -> None:
        self._pages.setCurrentIndex(1 if self._model.rowCount() else 0)

    def _on_chosen(self, index: QModelIndex) -> None:
        problem = index.data(PROBLEM_ROLE)
        if problem is not None:
            self.problem_chosen.emit(problem)

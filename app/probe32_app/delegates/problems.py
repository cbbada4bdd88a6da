"""How a problem looks: its severity as a picture in front of where it is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ..models.problems import PROBLEM_ROLE, Problem, ProblemColumn
from ..widgets.icons import SEVERITY_ICONS, icon
from ..widgets.theme import Theme
from .option import fields

Index = QModelIndex | QPersistentModelIndex


class ProblemsDelegate(QStyledItemDelegate):
    """Draws `Problem`s."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self._icons = {each: icon(name, theme, token) for each, (name, token) in SEVERITY_ICONS.items()}

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Put the picture in front."""
        super().initStyleOption(option, index)
        problem = index.data(PROBLEM_ROLE)
        if index.column() == ProblemColumn.WHERE and isinstance(problem, Problem):
            fields(option).icon = self._icons[problem.severity]
            fields(option).decorationSize = QSize(14, 14)
            fields(option).features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration

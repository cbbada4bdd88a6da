"""Everything that is wrong now: one row a problem, with what to do about it and where that is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ..messages import Severity
from ..translating import marked, tr

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class Spot(Enum):
    """What part of the window a problem is mended in."""

    SIGNATURE = "signature"
    ARGUMENT = "argument"
    RESULT = "result"
    HOST = "host"
    DLL = "dll"
    PROJECT = "project"
    HEADER = "header"
    SEARCH = "search"
    SAVE = "save"


@dataclass(frozen=True)
class Problem:
    """`what` is wrong with `where`; `fix` says what to do. `ordinal` is that of the export, `name` of an argument."""

    severity: Severity
    where: str
    what: str
    fix: str
    spot: Spot
    ordinal: int = 0
    name: str = ""


class ProblemColumn(IntEnum):
    """The columns, in order."""

    WHERE = 0
    WHAT = 1
    FIX = 2


PROBLEM_ROLE = Qt.ItemDataRole.UserRole
_HEADERS = (marked("Where"), marked("What is wrong"), marked("What to do"))
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class ProblemsModel(QAbstractTableModel):
    """Rows of `Problem`, the worst first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, the worst first."""
        return self._problems

    def set_problems(self, problems: Sequence[Problem]) -> None:
        """What is wrong now; nothing is announced when it is the same as before."""
        found = tuple(sorted(dict.fromkeys(problems), key=lambda each: _ORDER.index(each.severity)))
        if found != self._problems:
            self.beginResetModel()
            self._problems = found
            self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """The number of problems."""
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: Index = ROOT) -> int:
        """The number of `ProblemColumn`s."""
        return 0 if parent.isValid() else len(ProblemColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles of the columns."""
        shown = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return tr(_HEADERS[section]) if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, the same as tool tip, and `PROBLEM_ROLE`."""
        problem = self._problems[index.row()]
        if role == PROBLEM_ROLE:
            return problem
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (problem.where, problem.what, problem.fix)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == ProblemColumn.WHERE:
            return f"{problem.severity.value}: {problem.where}"
        return None

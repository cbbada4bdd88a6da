"""The steps of a sequence as a table, with how each went last."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from probe32.abi.text import to_json
from probe32.sequences import Reference, Sequence, Step, Written

from ..translating import marked, tr
from .readable import short_text

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
FAILED_ROLE = Qt.ItemDataRole.UserRole


class StepColumn(IntEnum):
    """The columns, in order."""

    FUNCTION = 0
    ARGUMENTS = 1
    WHEN = 2
    DEADLINE = 3
    NOTE = 4
    OUTCOME = 5


_HEADERS = (
    marked("Step"),
    marked("Arguments"),
    marked("When"),
    marked("Deadline"),
    marked("Note"),
    marked("Outcome"),
)
EACH, SET_UP, CLEAN_UP = marked("each time"), marked("set-up"), marked("at the end")
WHEN = (EACH, SET_UP, CLEAN_UP)
_EDITABLE = (StepColumn.WHEN, StepColumn.DEADLINE, StepColumn.NOTE)


@dataclass(frozen=True)
class StepOutcome:
    """How a step went last, in words."""

    text: str
    failed: bool = False


def argument_text(value: object) -> str:
    """An argument as a person writes it."""
    if isinstance(value, Written):
        return value.text
    if isinstance(value, (str, Reference)):
        return str(value)
    return "null" if value is None else json.dumps(to_json(value))


def read_text(text: str) -> object:
    """The argument that a person has written."""
    return Reference.read(text) or Written(text)


class StepsModel(QAbstractTableModel):
    """Shows a sequence; `edited` carries another one when a person has changed a cell."""

    edited = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sequence = Sequence("")
        self._names: dict[str, tuple[str, ...]] = {}
        self._outcomes: dict[int, StepOutcome] = {}
        self._problems: dict[int, str] = {}
        self._running = 0

    @property
    def sequence(self) -> Sequence:
        """What is shown."""
        return self._sequence

    def show(self, sequence: Sequence, names: Mapping[str, tuple[str, ...]], problems: Mapping[int, str]) -> None:
        """Show a sequence; `names` are those of the functions' parameters, `problems` are by the steps' numbers."""
        self._names, self._problems = dict(names), dict(problems)
        if len(sequence.steps) == len(self._sequence.steps):
            self._sequence = sequence
            self._announce_all()
            return
        self.beginResetModel()
        self._sequence = sequence
        self._outcomes = {}
        self.endResetModel()

    def set_outcome(self, number: int, outcome: StepOutcome) -> None:
        """Say how a step went."""
        self._outcomes[number] = outcome
        self._announce(number)

    def set_running(self, number: int) -> None:
        """Mark the step that is being made; 0 marks none."""
        before, self._running = self._running, number
        self._announce(before)
        self._announce(number)

    def forget_outcomes(self) -> None:
        """Nothing was made yet."""
        self._outcomes = {}
        self._announce_all()

    def outcome(self, number: int) -> StepOutcome | None:
        """How a step went last; None when it was not made yet."""
        return self._outcomes.get(number)

    def names(self, number: int) -> tuple[str, ...]:
        """The names of the arguments of a step's function."""
        return self._names.get(self._sequence.step(number).function, ())

    def rowCount(self, parent: Index = ROOT) -> int:
        """The number of steps."""
        return 0 if parent.isValid() else len(self._sequence.steps)

    def columnCount(self, parent: Index = ROOT) -> int:
        """The number of `StepColumn`s."""
        return 0 if parent.isValid() else len(StepColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles of the columns, numbers of the steps."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return tr(_HEADERS[section]) if orientation is Qt.Orientation.Horizontal else str(section + 1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column can be checked, some can be edited."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == StepColumn.FUNCTION:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in _EDITABLE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, tool tip, whether a step is enabled, and `FAILED_ROLE`."""
        number = index.row() + 1
        step = self._sequence.step(number)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(number, step, index.column(), tip=role == Qt.ItemDataRole.ToolTipRole)
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == StepColumn.FUNCTION:
            return Qt.CheckState.Checked if step.enabled else Qt.CheckState.Unchecked
        if role == FAILED_ROLE and index.column() == StepColumn.OUTCOME:
            outcome = self._outcomes.get(number)
            return number in self._problems or (outcome is not None and outcome.failed)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Change a step as a person wants it; false for a deadline that is no number."""
        number = index.row() + 1
        step = self._sequence.step(number)
        changed = _changed(step, index.column(), value, role)
        if changed is None:
            return False
        if changed != step:
            self.edited.emit(self._sequence.with_changed(number, changed))
        return True

    def _text(self, number: int, step: Step, column: int, *, tip: bool) -> str:
        match column:
            case StepColumn.FUNCTION:
                return step.function
            case StepColumn.ARGUMENTS:
                names = self._names.get(step.function, ())
                texts = [short_text(argument_text(each), 40) for each in step.arguments]
                named = [f"{names[at]} = {text}" if at < len(names) else text for at, text in enumerate(texts)]
                return ("\n" if tip else ", ").join(named)
            case StepColumn.WHEN:
                return tr(SET_UP if step.set_up else CLEAN_UP if step.clean_up else EACH)
            case StepColumn.DEADLINE:
                return "" if step.timeout is None else f"{step.timeout:g} s"
            case StepColumn.NOTE:
                return step.note
        if number == self._running:
            return tr("running…")
        if problem := self._problems.get(number):
            return problem
        outcome = self._outcomes.get(number)
        return outcome.text if outcome else ""

    def _announce(self, number: int) -> None:
        if 1 <= number <= len(self._sequence.steps):
            self.dataChanged.emit(self.index(number - 1, 0), self.index(number - 1, len(StepColumn) - 1))

    def _announce_all(self) -> None:
        if self._sequence.steps:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._sequence.steps) - 1, len(StepColumn) - 1))


def _changed(step: Step, column: int, value: object, role: int) -> Step | None:
    if role == Qt.ItemDataRole.CheckStateRole:
        return replace(step, enabled=value in (Qt.CheckState.Checked, Qt.CheckState.Checked.value))
    text = str(value).strip()
    if column == StepColumn.NOTE:
        return replace(step, note=text)
    if column == StepColumn.WHEN:
        return replace(step, set_up=text == tr(SET_UP), clean_up=text == tr(CLEAN_UP))
    try:
        seconds = float(text.removesuffix("s").strip()) if text else None
    except ValueError:
        return None
    return None if seconds is not None and not seconds > 0 else replace(step, timeout=seconds)

"""What is known of a DLL's file as a tree of names and values, to be searched and copied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from probe32.image_outline import Fact

from ..translating import tr

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
FACT_ROLE = Qt.ItemDataRole.UserRole
_LONGEST = 400
"""Letters of a value in its row; the tool tip has more."""


class _Node:
    """A fact in its place; those below it are made when somebody looks."""

    def __init__(self, fact: Fact, parent: _Node | None, row: int) -> None:
        self.fact = fact
        self.parent = parent
        self.row = row
        self._below: list[_Node] | None = None

    @property
    def below(self) -> list[_Node]:
        if self._below is None:
            self._below = [_Node(each, self, row) for row, each in enumerate(self.fact.facts)]
        return self._below


class InfoTreeModel(QAbstractItemModel):
    """Two columns, the name of a fact and its value; `FACT_ROLE` gives the `Fact`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = _Node(Fact(""), None, 0)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The groups in the tree."""
        return self._root.fact.facts

    def set_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show these groups."""
        self.beginResetModel()
        self._root = _Node(Fact("", facts=facts), None, 0)
        self.endResetModel()

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        """The place of a row below another one."""
        below = self._node(parent).below
        return self.createIndex(row, column, below[row]) if 0 <= row < len(below) else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """The row above."""
        above = self._node(index).parent if index.isValid() else None
        return QModelIndex() if above is None or above is self._root else self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many facts are below one."""
        return 0 if parent.isValid() and parent.column() else len(self._node(parent).fact.facts)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Name and value."""
        return 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("Fact"), tr("Value"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, tool tip, accessible text, the weight of groups, and the fact."""
        if not index.isValid():
            return None
        node = self._node(index)
        fact = node.fact
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (fact.name, " · ".join(fact.value.splitlines())[:_LONGEST])[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return f"{fact.name}\n{fact.value}".strip() if fact.value else fact.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return ": ".join(filter(None, (fact.name, fact.value))) if index.column() == 0 else fact.value
            case Qt.ItemDataRole.FontRole if node.parent is self._root and index.column() == 0:
                bold = QFont()
                bold.setBold(True)
                return bold
        return fact if role == FACT_ROLE else None

    def _node(self, index: Index) -> _Node:
        if not index.isValid():
            return self._root
        node: _Node = index.internalPointer()
        return node


def matching(facts: Iterable[Fact], text: str) -> tuple[Fact, ...]:
    """The facts with all words of `text` in their name or value, with all that is below them and what is above."""
    words = text.lower().split()
    return tuple(found for each in facts if (found := _narrowed(each, words)) is not None)


def _narrowed(fact: Fact, words: Sequence[str]) -> Fact | None:
    said = f"{fact.name} {fact.value}".lower()
    for each in words:
        if each not in said:
            break
    else:
        return fact
    if not fact.facts:  # nearly all are, and there may be 50,000
        return None
    below = [found for each in fact.facts if (found := _narrowed(each, words)) is not None]
    return replace(fact, facts=tuple(below)) if below else None


def counted(facts: Iterable[Fact]) -> int:
    """How many lines these are, those below them included."""
    return sum(1 + counted(each.facts) for each in facts)


def as_text(facts: Iterable[Fact], depth: int = 0) -> str:
    """The facts as lines of text, those below others indented; long texts stand below their line."""
    return "".join(_lines(each, depth) for each in facts)


def _lines(fact: Fact, depth: int) -> str:
    start = "    " * depth
    value = "; ".join(fact.value.splitlines())
    text = "".join(f"{start}    {line}\n" for line in fact.text.splitlines())
    return f"{start}{fact.name}{f': {value}' if value else ''}\n{text}{as_text(fact.facts, depth + 1)}"

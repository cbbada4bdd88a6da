"""A struct, or a list of structs, as a tree whose leaves a person edits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from probe32.abi.render import c_type
from probe32.abi.types import Array, Struct, Type, resolve

from .arguments import example_value
from .leaf_texts import PROBLEM_ROLE, TYPE_ROLE, is_leaf, leaf_problem, leaf_text, leaf_value
from .steps import Steps

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
NAME, VALUE, TYPE = range(3)


@dataclass(eq=False)
class ValueNode:
    """A member or element. `text` is what was typed for a leaf, "" for one that is not given."""

    name: str
    type: Type
    text: str = ""
    children: list[ValueNode] = field(default_factory=list)
    parent: ValueNode | None = None
    row: int = 0
    union: bool = False

    @property
    def leaf(self) -> bool:
        """Whether it is typed as one text."""
        return is_leaf(self.type)

    @property
    def given(self) -> bool:
        """Whether anything was typed in it."""
        return bool(self.text) if self.leaf else any(each.given for each in self.children)


class ValueTreeModel(QAbstractItemModel):
    """The value of a type, or with `many` a list of them that grows and shrinks; JSON in, JSON out.

    `edited` is emitted for a person's edits only. Leaves keep what was typed as long as it means the value.
    """

    edited = Signal()

    def __init__(self, of: Type, many: bool, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._of = of
        self.many = many
        self._titles = tuple(titles)
        self._root = ValueNode("", of)
        self._steps: Steps[object] = Steps()

    @property
    def value(self) -> object:
        """What the leaves mean, as JSON has it; members without a text are left out."""
        if self.many:
            return [_value(each) for each in self._root.children]
        return _value(self._root)

    def set_value(self, value: object) -> None:
        """Show a JSON value. `ValueError`: it has not the shape of the type, or the type has no parts to show."""
        if is_leaf(self._of) and not self.many:
            raise ValueError("there are no members")
        self._steps.clear()
        self._show(value)

    def undo(self) -> None:
        """Take the last edit back; nothing when there is none."""
        self._move(self._steps.undo(self.value))

    def redo(self) -> None:
        """Make the edit again that was taken back."""
        self._move(self._steps.redo(self.value))

    def _move(self, value: object) -> None:
        if value is not None:
            self._show(value)
            self.edited.emit()

    def _show(self, value: object) -> None:
        root = ValueNode("", self._of)
        if self.many:
            if not isinstance(value, list):
                raise ValueError("a list is wanted")
            root.children = [_node(f"[{at}]", self._of, each) for at, each in enumerate(value)]
            _adopt(root)
        else:
            root = _node("", self._of, value)
        typed = {path: node.text for path, node in _leaves(self._root)}
        for path, node in _leaves(root):
            old = typed.get(path, "")
            if old and node.text and leaf_value(node.type, old) == leaf_value(node.type, node.text):
                node.text = old
        self.beginResetModel()
        self._root = root
        self.endResetModel()

    def add_element(self) -> None:
        """One more element at the end of the list, with zeros."""
        at = len(self._root.children)
        self._steps.note(self.value)
        self.beginInsertRows(ROOT, at, at)
        self._root.children.append(_node(f"[{at}]", self._of, example_value(self._of)))
        _adopt(self._root)
        self.endInsertRows()
        self.edited.emit()

    def remove_element(self, row: int) -> None:
        """Take an element out; the later ones move up."""
        self._steps.note(self.value)
        self.beginResetModel()
        del self._root.children[row]
        for at, each in enumerate(self._root.children):
            each.name, each.row = f"[{at}]", at
        self.endResetModel()
        self.edited.emit()

    def element_of(self, index: Index) -> int:
        """The number of the element of the list that a row belongs to."""
        node = self._node(index)
        while node is not None and node.parent is not None and node.parent is not self._root:
            node = node.parent
        return node.row if node else len(self._root.children) - 1

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        """The index of a child of `parent`."""
        siblings = self._inside(parent).children
        return self.createIndex(row, column, siblings[row]) if 0 <= row < len(siblings) else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # QObject.parent has no argument
        """The index of what `index` is a part of."""
        node = self._node(index)
        above = node.parent if node else None
        return self.createIndex(above.row, 0, above) if above and above is not self._root else QModelIndex()

    def rowCount(self, parent: Index = ROOT) -> int:
        """The number of parts."""
        return len(self._inside(parent).children)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Name, type, value."""
        return len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles of the columns."""
        shown = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._titles[section] if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts of the cells, and the type in `TYPE_ROLE`."""
        node = self._node(index)
        if node is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return (node.name, node.text, c_type(node.type))[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == VALUE:
            return f"{node.name} {node.text}"
        if role in (PROBLEM_ROLE, Qt.ItemDataRole.ToolTipRole) and index.column() == VALUE and node.leaf:
            return leaf_problem(node.type, node.text)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{node.name}: {c_type(node.type)}"  # either may have no room
        return node.type if role == TYPE_ROLE else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed for a leaf; in a union the other members are no longer given."""
        node = self._node(index)
        if node is None or role != Qt.ItemDataRole.EditRole or not node.leaf or node.text == str(value):
            return False
        self._steps.note(self.value)
        node.text = str(value)
        if node.text:
            self._clear_other_members(node)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, TYPE))
        self.edited.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Leaves are edited in the last column."""
        usual = super().flags(index)
        node = self._node(index)
        editable = node is not None and node.leaf and index.column() == VALUE
        return usual | Qt.ItemFlag.ItemIsEditable if editable else usual

    def _clear_other_members(self, node: ValueNode) -> None:
        above = node.parent
        while above is not None:
            if above.union:
                for each in above.children:
                    if each is not node:
                        _clear(each)
            node, above = above, above.parent

    def _inside(self, parent: Index) -> ValueNode:
        return self._node(parent) or self._root

    @staticmethod
    def _node(index: Index) -> ValueNode | None:
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, ValueNode) else None


def _node(name: str, of: Type, value: object) -> ValueNode:
    """The tree of a JSON value, in which what is missing is there and not given. `ValueError`: it has another shape."""
    kind = resolve(of)
    node = ValueNode(name, of)
    if node.leaf:
        node.text = "" if value is _MISSING else leaf_text(of, value)
    elif isinstance(kind, Struct):
        given = {} if value is _MISSING else value
        known = kind.members
        if not isinstance(given, Mapping) or set(given) - set(known):
            raise ValueError("members of the struct are wanted")
        node.union = kind.union
        node.children = [_node(f".{each}", member.type, given.get(each, _MISSING)) for each, member in known.items()]
    elif isinstance(kind, Array):
        values = [] if value is _MISSING else value
        if not isinstance(values, list) or len(values) > kind.count:
            raise ValueError("a list that fits is wanted")
        missing = [_MISSING] * (kind.count - len(values))
        node.children = [_node(f"[{at}]", kind.element, each) for at, each in enumerate([*values, *missing])]
    _adopt(node)
    return node


_MISSING = object()


def _adopt(node: ValueNode) -> None:
    for row, each in enumerate(node.children):
        each.parent, each.row = node, row


def _value(node: ValueNode) -> object:
    kind = resolve(node.type)
    if node.leaf:
        return leaf_value(node.type, node.text)
    if isinstance(kind, Struct):
        return {each.name[1:]: _value(each) for each in node.children if each.given}
    last = max((at for at, each in enumerate(node.children) if each.given), default=-1)
    return [_value(each) if each.given else example_value(each.type) for each in node.children[: last + 1]]


def _leaves(node: ValueNode, path: str = "") -> Iterator[tuple[str, ValueNode]]:
    if node.leaf:
        yield path, node
    for each in node.children:
        yield from _leaves(each, path + each.name)


def _clear(node: ValueNode) -> None:
    node.text = ""
    for each in node.children:
        _clear(each)

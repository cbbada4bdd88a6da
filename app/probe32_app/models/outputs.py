"""What a call gave back through its parameters, as a tree: structs and arrays open to their members."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from probe32.abi.pointers import RemotePointer
from probe32.abi.render import c_type
from probe32.abi.text import format_value, to_json
from probe32.abi.types import Array, FunctionType, Opaque, Pointer, Struct, Type, Void, pointed, resolve

from .readable import hex_text, short_text

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ELEMENTS_SHOWN = 1000
"""Longer arrays show their first elements; copying takes the whole value."""
PLACE_ROLE = Qt.ItemDataRole.UserRole + 1
UNKNOWN_BYTES = 256
"""How much is shown of memory of unknown size."""


@dataclass(frozen=True)
class Place:
    """Memory that a pointer leads to: its address as people type it, and C's name of what is there."""

    address: str
    type: str


@dataclass(eq=False)
class OutputNode:
    """A value with its name; `full` is all of it where `value` is shortened; `place` is where a pointer leads to."""

    name: str
    type: str
    value: str
    full: str
    children: list[OutputNode] = field(default_factory=list)
    parent: OutputNode | None = None
    row: int = 0
    place: Place | None = None


def output_node(name: str, of: Type, value: object) -> OutputNode:
    """The tree of one value."""
    full = format_value(of, value)
    in_hex = hex_text(of, value)
    shown = short_text(full) + (f"  ({in_hex})" if in_hex else "")
    node = OutputNode(name, c_type(of), shown, full, place=place_of_pointer(value))
    for row, (step, kind, each) in enumerate(_members(of, value)):
        child = output_node(step, kind, each)
        child.parent, child.row = node, row
        node.children.append(child)
    return node


def place_of_pointer(value: object) -> Place | None:
    """Where a pointer that a call gave leads to; None for any other value."""
    if not isinstance(value, RemotePointer) or not value:
        return None
    kind = resolve(value.type)
    target = kind.target if isinstance(kind, Pointer) else Void()
    known = target.size and not isinstance(resolve(target), (Void, Opaque, FunctionType))
    return Place(f"0x{int(value):08x}", c_type(target) if known else f"bytes[{UNKNOWN_BYTES}]")


def calls_node(name: str, of: Type, calls: Sequence[tuple[object, ...]]) -> OutputNode:
    """The tree of what a callback was called with: its calls, and below each its arguments."""
    function = pointed(of)
    inputs = [each for each in function.parameters if each.given] if isinstance(function, FunctionType) else []
    count = f"{len(calls)} call{'' if len(calls) == 1 else 's'}"
    node = OutputNode(name, "calls of a callback", count, json.dumps(to_json(calls)))
    for row, args in enumerate(calls[:ELEMENTS_SHOWN]):
        children = [output_node(each.name, each.type, value) for each, value in zip(inputs, args, strict=True)]
        text = ", ".join(each.value for each in children)
        call = OutputNode(f"[{row}]", "", short_text(f"({text})"), f"({text})", children, node, row)
        for place, child in enumerate(children):
            child.parent, child.row = call, place
        node.children.append(call)
    return node


def _members(of: Type, value: object) -> list[tuple[str, Type, object]]:
    kind = resolve(of)
    if isinstance(value, Mapping):
        target = resolve(kind.target) if isinstance(kind, Pointer) else kind
        types = {each.name: each.type for each in target.fields} if isinstance(target, Struct) else {}
        return [(f".{name}", types.get(name, kind), each) for name, each in value.items()]
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        element = kind.target if isinstance(kind, Pointer) else kind.element if isinstance(kind, Array) else kind
        return [(f"[{at}]", element, each) for at, each in enumerate(value[:ELEMENTS_SHOWN])]
    return []


class OutputsModel(QAbstractItemModel):
    """Top rows are outputs, below them their members; `title` heads the column of their names."""

    def __init__(self, parent: QObject | None = None, title: str = "Output") -> None:
        super().__init__(parent)
        self._headers = (title, "Type", "Value")
        self._nodes: tuple[OutputNode, ...] = ()

    @property
    def nodes(self) -> tuple[OutputNode, ...]:
        """The outputs that are shown."""
        return self._nodes

    def set_nodes(self, nodes: tuple[OutputNode, ...]) -> None:
        """Show these outputs."""
        self.beginResetModel()
        for row, each in enumerate(nodes):
            each.row = row
        self._nodes = nodes
        self.endResetModel()

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        """The index of a child of `parent`."""
        siblings = self._children(parent)
        return self.createIndex(row, column, siblings[row]) if 0 <= row < len(siblings) else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # QObject.parent has no argument
        """The index of the value that `index` is a member of."""
        node = self._node(index)
        above = node.parent if node else None
        return self.createIndex(above.row, 0, above) if above else QModelIndex()

    def rowCount(self, parent: Index = ROOT) -> int:
        """The number of members, or of outputs."""
        return len(self._children(parent))

    def columnCount(self, parent: Index = ROOT) -> int:
        """Name, type, value."""
        return len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles of the columns."""
        shown = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._headers[section] if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell; the whole value and the `Place` in the user roles."""
        node = self._node(index)
        if node is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (node.name, node.type, node.value)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return short_text(node.full, 1000)
        return {Qt.ItemDataRole.UserRole: node.full, PLACE_ROLE: node.place}.get(role)

    def _children(self, parent: Index) -> Sequence[OutputNode]:
        node = self._node(parent)
        return node.children if node else self._nodes

    @staticmethod
    def _node(index: Index) -> OutputNode | None:
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, OutputNode) else None

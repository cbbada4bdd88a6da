"""What a call gave back through its parameters, as a tree: structs and arrays open to their members."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from probe32.abi.pointers import RemotePointer
from probe32.abi.render import c_type
from probe32.abi.text import format_value, to_json
from probe32.abi.types import Array, FunctionType, Opaque, Pointer, Struct, Type, Void, pointed, resolve

from ..translating import tr, tr_count
from .readable import brief_value, hex_text, short_text

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ELEMENTS_SHOWN = 1000
"""Longer arrays show their first elements; copying takes the whole value."""
_COMPARED = 1_000_000
"""Longer values are not compared with those of the call before."""
PLACE_ROLE = Qt.ItemDataRole.UserRole + 1
NODE_ROLE = Qt.ItemDataRole.UserRole + 2
CHANGED_ROLE = Qt.ItemDataRole.UserRole + 3
"""Whether the value is another than in the earlier call that it was compared with."""
UNKNOWN_BYTES = 256
"""How much is shown of memory of unknown size."""


@dataclass(frozen=True)
class Place:
    """Memory that a pointer leads to: its address as people type it, and C's name of what is there."""

    address: str
    type: str


class OutputNode:
    """A value with its name: `value` is shortened, `full` is all of it, made when it is asked for, as `children` are.

    `of` and `raw` are the C type and the value itself, `place` is where a pointer leads to, `before` the value at the
    same place in an earlier call, in words, when it was another; else "".
    """

    def __init__(
        self,
        name: str,
        of: Type,
        raw: object,
        value: str,
        *,
        type: str | None = None,
        full: Callable[[], str] | None = None,
        children: Callable[[], list[OutputNode]] = list,
        before: str = "",
    ) -> None:
        self.name = name
        self.of = of
        self.raw = raw
        self.value = value
        self.before = before
        self.type = c_type(of) if type is None else type
        self.place = place_of_pointer(raw)
        self.parent: OutputNode | None = None
        self.row = 0
        self._full = full
        self._children = children

    @cached_property
    def full(self) -> str:
        """All of the value in words."""
        return self._full() if self._full else format_value(self.of, self.raw)

    @cached_property
    def children(self) -> list[OutputNode]:
        """The members, or the first `ELEMENTS_SHOWN` elements."""
        made = self._children()
        for row, each in enumerate(made):
            each.parent, each.row = self, row
        return made


class _Nothing:
    """There is no earlier value."""


NOTHING = _Nothing()


def output_node(name: str, of: Type, value: object, before: object = NOTHING) -> OutputNode:
    """The tree of one value; `before` is the value of an earlier call, so that what has changed can be marked."""
    in_hex = hex_text(of, value)
    return OutputNode(
        name,
        of,
        value,
        brief_value(of, value) + (f"  ({in_hex})" if in_hex else ""),
        children=lambda: [output_node(*each) for each in _members(of, value, before)],
        before=_before(of, value, before),
    )


def _before(of: Type, value: object, before: object) -> str:
    if isinstance(value, (list, bytes, str)) and len(value) > _COMPARED:
        return ""
    if before is NOTHING or before == value or (value != value and before != before):
        return ""
    return brief_value(of, before, 60) or tr("nothing")


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
    count = tr_count("{count} call", "{count} calls", len(calls)).format(count=len(calls))

    def call_node(row: int, args: tuple[object, ...]) -> OutputNode:
        members = [output_node(each.name, each.type, value) for each, value in zip(inputs, args, strict=True)]
        text = ", ".join(each.value for each in members)
        return OutputNode(
            f"[{row}]",
            Void(),
            None,
            short_text(f"({text})"),
            type="",
            full=lambda: f"({text})",
            children=lambda: members,
        )

    return OutputNode(
        name,
        Void(),
        None,
        count,
        type=tr("calls of a callback"),
        full=lambda: json.dumps(to_json(list(calls))),
        children=lambda: [call_node(row, args) for row, args in enumerate(calls[:ELEMENTS_SHOWN])],
    )


def _members(of: Type, value: object, before: object) -> list[tuple[str, Type, object, object]]:
    kind = resolve(of)
    if isinstance(value, Mapping):
        target = resolve(kind.target) if isinstance(kind, Pointer) else kind
        types = {each: member.type for each, member in target.members.items()} if isinstance(target, Struct) else {}
        known = before if isinstance(before, Mapping) else {}
        return [(f".{name}", types.get(name, kind), each, known.get(name, NOTHING)) for name, each in value.items()]
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        element = kind.target if isinstance(kind, Pointer) else kind.element if isinstance(kind, Array) else kind
        earlier = before if isinstance(before, Sequence) and not isinstance(before, (str, bytes)) else ()
        shown = [*earlier[: len(value)], *[NOTHING] * (min(len(value), ELEMENTS_SHOWN) - len(earlier))]
        pairs = zip(value[:ELEMENTS_SHOWN], shown, strict=False)
        return [(f"[{at}]", element, each, was) for at, (each, was) in enumerate(pairs)]
    return []


class OutputsModel(QAbstractItemModel):
    """Top rows are outputs, below them their members; `title` heads the column of their names."""

    def __init__(self, parent: QObject | None = None, title: str = "") -> None:
        super().__init__(parent)
        self._headers = (title or tr("Output"), tr("Value"), tr("Type"))
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
            return (node.name, node.value, node.type)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            changed = tr("Before: {value}").format(value=node.before) + "\n" if node.before else ""
            return (
                changed + brief_value(node.of, node.raw, 1000) if node.raw is not None else short_text(node.full, 1000)
            )
        if role == Qt.ItemDataRole.UserRole:
            return node.full
        return {PLACE_ROLE: node.place, NODE_ROLE: node, CHANGED_ROLE: bool(node.before)}.get(role)

    def _children(self, parent: Index) -> Sequence[OutputNode]:
        node = self._node(parent)
        return node.children if node else self._nodes

    @staticmethod
    def _node(index: Index) -> OutputNode | None:
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, OutputNode) else None

"""The declared types of the open library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from probe32.abi.types import Alias, Opaque, Type

from ..translating import marked, tr
from .buffers import size_text
from .type_form import Kind, kind_of, shown_type

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class TypeColumn(IntEnum):
    """The columns, in order."""

    NAME = 0
    SIZE = 1


@dataclass(frozen=True)
class TypeEntry:
    """One declared type; `size` is in bytes, None for a struct whose inside is unknown."""

    name: str
    kind: Kind
    size: int | None


_HEADERS = (marked("Name"), marked("Size"))
_TIPS = (marked("F2 renames the type everywhere"), marked("Bytes; empty where the inside is unknown"))


class TypeListModel(QAbstractTableModel):
    """One row a type. A name that a person typed goes out through `rename_requested` (old, new)."""

    rename_requested = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[TypeEntry, ...] = ()

    @property
    def entries(self) -> tuple[TypeEntry, ...]:
        """What is shown."""
        return self._entries

    def set_types(self, types: Mapping[str, Type]) -> None:
        """Show these types."""
        entries = tuple(_entry(name, each) for name, each in types.items())
        if entries != self._entries:
            self.beginResetModel()
            self._entries = entries
            self.endResetModel()

    def row_of(self, name: str) -> int:
        """The row of a type, or -1."""
        return next((row for row, each in enumerate(self._entries) if each.name == name), -1)

    def rowCount(self, parent: Index = ROOT) -> int:
        """The number of types."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = ROOT) -> int:
        """The number of `TypeColumn`s."""
        return 0 if parent.isValid() else len(TypeColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles of the columns, and what they mean."""
        if orientation is Qt.Orientation.Vertical:
            return None
        texts = {int(Qt.ItemDataRole.DisplayRole): _HEADERS, int(Qt.ItemDataRole.ToolTipRole): _TIPS}.get(role)
        return tr(texts[section]) if texts else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names can be edited."""
        base = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return base | Qt.ItemFlag.ItemIsEditable if index.column() == TypeColumn.NAME else base

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text of a cell; sizes stand at the right."""
        entry = self._entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return (entry.name, "" if entry.size is None else str(entry.size))[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == TypeColumn.SIZE:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == TypeColumn.NAME:
            return f"{entry.kind.value} {entry.name}"
        if role == Qt.ItemDataRole.ToolTipRole:
            size = tr("its inside is unknown") if entry.size is None else size_text(entry.size)
            return f"{entry.kind.value} {entry.name}, {size}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another name."""
        old, new = self._entries[index.row()].name, str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not new or new == old:
            return False
        self.rename_requested.emit(old, new)
        return True


def _entry(name: str, of: Type) -> TypeEntry:
    shown = shown_type(name, of)
    inner = shown
    while isinstance(inner, Alias):
        inner = inner.target
    return TypeEntry(name, kind_of(shown), None if isinstance(inner, Opaque) else shown.size)

"""A piece of the 32-bit process's memory as a table: sixteen bytes a row, and the characters that they would be."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ..translating import tr

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW_BYTES = 16
TEXT_COLUMN = ROW_BYTES
CHANGED_ROLE = Qt.ItemDataRole.UserRole
ZERO_ROLE = Qt.ItemDataRole.UserRole + 1


class MemoryModel(QAbstractTableModel):
    """The bytes from `address` on; those that differ from what was shown before are marked as changed.

    An edited byte is not taken over: `byte_edited` carries its address and new value, and whoever writes it into the
    process shows the memory again.
    """

    byte_edited = Signal(int, bytes)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = 0
        self._content = b""
        self._changed: frozenset[int] = frozenset()
        self._writable = False

    @property
    def address(self) -> int:
        """Where the first byte is."""
        return self._address

    @property
    def content(self) -> bytes:
        """The bytes that are shown."""
        return self._content

    @property
    def changed(self) -> frozenset[int]:
        """The offsets of the bytes that differ from those shown before."""
        return self._changed

    def show(self, address: int, content: bytes, *, writable: bool = False) -> None:
        """Show `content`, which was read from `address`; the same range again marks what has changed."""
        same = address == self._address and len(content) == len(self._content) and bool(content)
        before = self._content
        if not same:
            self.beginResetModel()
        self._address, self._content, self._writable = address, content, writable
        differ = (at for at in range(len(content)) if same and content[at] != before[at])
        self._changed = frozenset(differ)
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, TEXT_COLUMN))
        else:
            self.endResetModel()

    def clear(self) -> None:
        """Show nothing."""
        self.show(0, b"")

    def rowCount(self, parent: Index = ROOT) -> int:
        """One for every sixteen bytes, and for what is left."""
        return 0 if parent.isValid() else -(-len(self._content) // ROW_BYTES)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Sixteen bytes and the text."""
        return 0 if parent.isValid() else ROW_BYTES + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The offset within the row above, the row's address at the left."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return f"{self._address + section * ROW_BYTES:08X}"
        return tr("Text") if section == TEXT_COLUMN else f"{section:X}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Two hexadecimal digits or the row's text; address and value as tool tip and for screen readers."""
        start = index.row() * ROW_BYTES
        if index.column() == TEXT_COLUMN:
            shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return printable(self._content[start : start + ROW_BYTES]) if shown else None
        at = start + index.column()
        return self._byte(at, role) if at < len(self._content) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Bytes can be edited where the memory can be written."""
        flags = super().flags(index)
        byte = index.column() != TEXT_COLUMN and index.row() * ROW_BYTES + index.column() < len(self._content)
        return flags | Qt.ItemFlag.ItemIsEditable if byte and self._writable else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another byte, given as hexadecimal digits; nonsense changes nothing."""
        try:
            byte = int(str(value), 16).to_bytes(1, "little")
        except (ValueError, OverflowError):
            return False
        at = index.row() * ROW_BYTES + index.column()
        if role == Qt.ItemDataRole.EditRole and byte != self._content[at : at + 1]:
            self.byte_edited.emit(self._address + at, byte)
        return True

    def _byte(self, at: int, role: int) -> object:
        value = self._content[at]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return f"{value:02X}"
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                was = tr(", changed") if at in self._changed else ""
                return f"0x{self._address + at:08X}: 0x{value:02X}, {value}{was}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
        return {ZERO_ROLE: value == 0, CHANGED_ROLE: at in self._changed}.get(role)


def printable(content: bytes) -> str:
    """The characters of printable ASCII, a point for every other byte."""
    return "".join(chr(each) if 0x20 <= each < 0x7F else "·" for each in content)

"""The table of exports, and how it is sorted and filtered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from probe32.abi.types import Convention
from probe32.pe.facts import Confidence, ConventionGuess, Export, ExportKind

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class ExportColumn(IntEnum):
    """The columns, in order."""

    NAME = 0
    ORDINAL = 1
    CONVENTION = 2
    SIGNATURE = 3


EXPORT_ROLE = Qt.ItemDataRole.UserRole
KIND_ROLE = Qt.ItemDataRole.UserRole + 1
SIGNED_ROLE = Qt.ItemDataRole.UserRole + 2
READ_ROLE = Qt.ItemDataRole.UserRole + 3

_HEADERS = ("Name", "#", "Convention", "Sig")
_HEADER_TIPS = (
    "The exported name, undecorated where that is possible",
    "The ordinal, its number in the export table; a function without a name is called by it",
    "What the name and the code tell, or else the signature; hover to read the evidence",
    "Whether a signature has been assigned",
)


class ExportsModel(QAbstractTableModel):
    """One row an export; `EXPORT_ROLE` gives the export itself, `READ_ROLE` with what its code tells."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._exports: tuple[Export, ...] = ()
        self._read: list[Export] = []
        self._signed: dict[int, Convention] = {}

    def set_exports(self, exports: tuple[Export, ...]) -> None:
        """Show these, without signatures."""
        self.beginResetModel()
        self._exports = exports
        self._read = list(exports)
        self._signed = {}
        self.endResetModel()

    def set_evidence(self, first: int, guesses: Sequence[ConventionGuess]) -> None:
        """What name and code tell of the exports from row `first` on; until then the names alone count."""
        for row, guess in enumerate(guesses, first):
            self._read[row] = replace(self._exports[row], convention=guess)
        column = ExportColumn.CONVENTION
        self.dataChanged.emit(self.index(first, column), self.index(first + len(guesses) - 1, column))

    def set_signed(self, conventions: dict[int, Convention]) -> None:
        """Say which exports, by ordinal, have a signature, and the convention in it."""
        changed = {ordinal for ordinal, _ in self._signed.items() ^ conventions.items()}
        self._signed = conventions
        for row in [row for row, each in enumerate(self._exports) if each.ordinal in changed]:
            self.dataChanged.emit(self.index(row, ExportColumn.CONVENTION), self.index(row, ExportColumn.SIGNATURE))

    def row_of(self, ordinal: int) -> int:
        """The row of an export, or -1."""
        return next((row for row, each in enumerate(self._exports) if each.ordinal == ordinal), -1)

    def rowCount(self, parent: Index = ROOT) -> int:
        """The number of exports."""
        return 0 if parent.isValid() else len(self._exports)

    def columnCount(self, parent: Index = ROOT) -> int:
        """The number of `ExportColumn`s."""
        return 0 if parent.isValid() else len(ExportColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles of the columns, and what they mean."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return _HEADER_TIPS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, tool tip, accessible text, and the roles of this module."""
        if not index.isValid():
            return None
        export, read = self._exports[index.row()], self._read[index.row()]
        signed = self._signed.get(export.ordinal)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(read, index.column(), signed)
            case Qt.ItemDataRole.ToolTipRole:
                return _tip(read, index.column(), signed)
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(read, index.column(), signed)
        kind = export.kind.value
        return {EXPORT_ROLE: export, READ_ROLE: read, KIND_ROLE: kind, SIGNED_ROLE: signed is not None}.get(role)


class ExportsFilter(QSortFilterProxyModel):
    """Rows whose name, ordinal, kind or convention contains every word of the filter; numbers sort as numbers."""

    def __init__(self, source: ExportsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self.setSourceModel(source)

    def set_text(self, text: str) -> None:
        """Filter by the words of `text`; empty shows all."""
        self._words = text.casefold().split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether every word of the filter occurs."""
        export = self.sourceModel().index(row, 0, parent).data(READ_ROLE)
        assert isinstance(export, Export)
        text = " ".join(
            (export.symbol, export.undecorated or "", f"#{export.ordinal}", export.kind.value, _guess(export))
        )
        return all(word in text.casefold() for word in self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        """By number for ordinals, without regard to case for names; unnamed exports come last."""
        return _sort_key(left) < _sort_key(right)


def _sort_key(index: Index) -> tuple[object, ...]:
    export = index.data(READ_ROLE)
    assert isinstance(export, Export)
    match index.column():
        case ExportColumn.ORDINAL:
            return (export.ordinal,)
        case ExportColumn.CONVENTION:
            return (export.kind.value, _guess(export), export.ordinal)
        case ExportColumn.SIGNATURE:
            return (not index.data(SIGNED_ROLE), export.ordinal)
    return (export.name is None, export.plain_name.casefold(), export.ordinal)


def _guess(export: Export) -> str:
    return export.convention.guess.value if export.convention.guess else ""


def convention_text(export: Export) -> str:
    """The guess in a few words, `stdcall 8 B`, `cdecl?` when it is not sure; the kind for what is no function."""
    if export.kind is ExportKind.FORWARD:
        return f"→ {export.forwarder}"
    if export.kind is ExportKind.DATA:
        return "data"
    guess = export.convention
    if guess.guess is None:
        return "?"
    doubt = "" if guess.confidence is Confidence.HIGH else "?"
    return guess.guess.value + doubt + (f" {guess.stack_bytes} B" if guess.stack_bytes is not None else "")


def _text(export: Export, column: int, signed: Convention | None) -> str:
    match column:
        case ExportColumn.NAME:
            return export.undecorated or export.symbol
        case ExportColumn.ORDINAL:
            return str(export.ordinal)
        case ExportColumn.CONVENTION:
            return signed.value if signed and _unknown(export) else convention_text(export)
    return ""


def _unknown(export: Export) -> bool:
    return export.kind is ExportKind.FUNCTION and export.convention.guess is None


def _spoken(export: Export, column: int, signed: Convention | None) -> str:
    if column == ExportColumn.SIGNATURE:
        return "has a signature" if signed else "no signature"
    if column == ExportColumn.NAME:
        return f"{_text(export, column, signed)}, {export.kind.value}"
    return _text(export, column, signed)


def _tip(export: Export, column: int, signed: Convention | None) -> str:
    if column == ExportColumn.CONVENTION and export.kind is ExportKind.FUNCTION:
        assigned = f"The signature says {signed.keyword}.\n" if signed else ""
        return assigned + evidence_text(export)
    if column == ExportColumn.SIGNATURE:
        return "Has a signature" if signed else "No signature yet"
    lines = [export.symbol, f"{export.kind.value}, ordinal {export.ordinal}, RVA {export.rva:#x}"]
    lines += [export.prototype] if export.prototype else []
    lines += [f"forwards to {export.forwarder}"] if export.forwarder else []
    return "\n".join(lines)


def evidence_text(export: Export) -> str:
    """Why the convention was guessed, a line each."""
    guess = export.convention
    head = (
        f"{guess.guess.keyword}, {guess.confidence.value} confidence"
        if guess.guess
        else "No convention could be guessed"
    )
    return "\n".join([head, *(f"• {each}" for each in guess.evidence)])

"""The table of exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from probe32.abi.types import Convention
from probe32.pe import Aliases
from probe32.pe.facts import Confidence, ConventionGuess, Export, ExportKind

from ..translating import marked, tr
from .glossary import explained

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class ExportColumn(IntEnum):
    """The columns, in order."""

    NAME = 0
    ORDINAL = 1
    CONVENTION = 2
    SIGNATURE = 3
    RVA = 4
    KIND = 5
    EXPORTED = 6
    CONFIDENCE = 7
    BYTES = 8
    LEADS_TO = 9
    DECLARED = 10


EXPORT_ROLE = Qt.ItemDataRole.UserRole
KIND_ROLE = Qt.ItemDataRole.UserRole + 1
SIGNED_ROLE = Qt.ItemDataRole.UserRole + 2
READ_ROLE = Qt.ItemDataRole.UserRole + 3

OPTIONAL = tuple(column for column in ExportColumn if column >= ExportColumn.RVA)
"""The columns that are hidden until somebody asks for them."""

_MOST_TOLD = 12
"""Other names of an export in its tool tip."""

_HEADERS = (
    marked("Name"),
    "#",
    marked("Convention"),
    marked("Sig"),
    marked("RVA"),
    marked("Kind"),
    marked("Exported as"),
    marked("Confidence"),
    marked("Bytes"),
    marked("Leads to"),
    marked("Declared as"),
)
_TAUGHT = {
    ExportColumn.ORDINAL: ("ordinal",),
    ExportColumn.CONVENTION: ("calling convention", "cdecl", "stdcall"),
    ExportColumn.RVA: ("RVA",),
    ExportColumn.KIND: ("export", "forwarder"),
    ExportColumn.EXPORTED: ("decorated name",),
    ExportColumn.CONFIDENCE: ("confidence",),
}
"""The words that a heading's tool tip explains."""
_KINDS = {
    ExportKind.FUNCTION: marked("function"),
    ExportKind.DATA: marked("data"),
    ExportKind.FORWARD: marked("forward"),
}
_CONFIDENCES = {
    Confidence.HIGH: marked("high"),
    Confidence.MEDIUM: marked("medium"),
    Confidence.LOW: marked("low"),
}

_HEADER_TIPS = (
    marked("The exported name, undecorated where that is possible"),
    marked("The ordinal, its number in the export table; a function without a name is called by it"),
    marked("What the name and the code tell, or else the signature; hover to read the evidence"),
    marked("Whether a signature has been assigned"),
    marked("Where it begins in the image"),
    marked("Function, data, or forwarded to another DLL"),
    marked("The exported name as it is in the file"),
    marked("How sure the convention is"),
    marked("The bytes of arguments on the stack, where name or code tell"),
    marked("Where a forwarder leads"),
    marked("The declaration that a C++ name carries"),
)


class ExportsModel(QAbstractTableModel):
    """One row an export; `EXPORT_ROLE` gives the export itself, `READ_ROLE` with what its code tells.

    `names_read` tells from which row to which one the names have been read.
    """

    names_read = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._exports: tuple[Export, ...] = ()
        self._read: list[Export] = []
        self._signed: dict[int, Convention] = {}
        self._reading = False
        self._aliases: Aliases | None = None

    @property
    def reading(self) -> bool:
        """Whether there are names that have not been read yet."""
        return self._reading

    @property
    def read(self) -> list[Export]:
        """The exports in the order of the rows, with what their code tells so far; not to be changed."""
        return self._read

    @property
    def signed(self) -> dict[int, Convention]:
        """The conventions that signatures give, by ordinal."""
        return self._signed

    def set_exports(self, exports: tuple[Export, ...]) -> None:
        """Show these, without signatures."""
        self.beginResetModel()
        self._exports = exports
        self._read = list(exports)
        self._signed = {}
        self._aliases = None
        self._reading = not all(each.found for each in exports)
        self.endResetModel()

    def set_names_read(self, first: int, last: int) -> None:
        """The names of the rows `first` to `last`, which come in order and to the end, have been read."""
        self._reading = self._reading and last < len(self._exports) - 1
        self.names_read.emit(first, last)

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
        rows = [row for row, each in enumerate(self._exports) if each.ordinal in changed]
        if rows:
            first, last = self.index(rows[0], ExportColumn.CONVENTION), self.index(rows[-1], ExportColumn.SIGNATURE)
            self.dataChanged.emit(first, last)

    def _also_called(self, export: Export) -> str:
        """The other symbols of the same address; looked up when somebody first asks."""
        if self._aliases is None:
            self._aliases = Aliases(self._exports)
        return self._aliases.words(export, _MOST_TOLD)

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
            return tr(_HEADERS[section])
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return explained(tr(_HEADER_TIPS[section]), *_TAUGHT.get(ExportColumn(section), ()))
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
                return _tip(read, index.column(), signed, self._also_called(read))
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(read, index.column(), signed)
        kind = export.kind.value
        return {EXPORT_ROLE: export, READ_ROLE: read, KIND_ROLE: kind, SIGNED_ROLE: signed is not None}.get(role)


def kind_text(export: Export) -> str:
    """Function, data or forward, in the language of the window."""
    return tr(_KINDS[export.kind])


def convention_text(export: Export) -> str:
    """The guess in a few words, `stdcall 8 B`, `cdecl?` when it is not sure; the kind for what is no function."""
    if export.kind is ExportKind.FORWARD:
        return f"→ {export.forwarder}"
    if export.kind is ExportKind.DATA:
        return tr("data")
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
        case ExportColumn.RVA:
            return f"{export.rva:08X}"
        case ExportColumn.KIND:
            return kind_text(export)
        case ExportColumn.EXPORTED:
            return export.symbol
        case ExportColumn.CONFIDENCE:
            return tr(_CONFIDENCES[export.convention.confidence]) if export.convention.guess else ""
        case ExportColumn.BYTES:
            size = export.convention.stack_bytes
            return "" if size is None else str(size)
        case ExportColumn.LEADS_TO:
            return export.forwarder or ""
        case ExportColumn.DECLARED:
            return export.prototype or ""
    return ""


def shown_convention(export: Export, signed: Convention | None) -> str:
    """What the column says of a function in one word, "?" when nothing is evident; "" for what is no function."""
    if export.kind is not ExportKind.FUNCTION:
        return ""
    found = export.convention.guess or signed
    return found.value if found else "?"


def _unknown(export: Export) -> bool:
    return export.kind is ExportKind.FUNCTION and export.convention.guess is None


def _spoken(export: Export, column: int, signed: Convention | None) -> str:
    if column == ExportColumn.SIGNATURE:
        return tr("has a signature") if signed else tr("no signature")
    if column == ExportColumn.NAME:
        return f"{_text(export, column, signed)}, {kind_text(export)}"
    return _text(export, column, signed)


def _tip(export: Export, column: int, signed: Convention | None, others: str) -> str:
    if column == ExportColumn.CONVENTION and export.kind is ExportKind.FUNCTION:
        assigned = tr("The signature says {convention}.").format(convention=signed.keyword) + "\n" if signed else ""
        return assigned + evidence_text(export)
    if column == ExportColumn.SIGNATURE:
        return tr("Has a signature") if signed else tr("No signature yet")
    words = tr("{kind}, ordinal {ordinal}, RVA {rva}")
    lines = [export.symbol, words.format(kind=kind_text(export), ordinal=export.ordinal, rva=f"{export.rva:#x}")]
    lines += [export.prototype] if export.prototype else []
    lines += [tr("forwards to {place}").format(place=export.forwarder)] if export.forwarder else []
    lines += [tr("the same as {names}").format(names=others)] if others else []
    return "\n".join(lines)


def evidence_text(export: Export) -> str:
    """Why the convention was guessed, a line each."""
    guess = export.convention
    head = tr("No convention could be guessed")
    if guess.guess:
        confidence = tr(_CONFIDENCES[guess.confidence])
        head = tr("{convention}, {confidence} confidence").format(convention=guess.guess.keyword, confidence=confidence)
    return "\n".join([head, *(f"• {each}" for each in guess.evidence)])

"""Which exports the table shows, and in which order; quick for 100,000 of them.

Qt's own sorting and filtering model would ask Python for every comparison; here whole lists are sorted and filtered.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, overload

from PySide6.QtCore import QAbstractProxyModel, QModelIndex, QObject, QRegularExpression, Qt

from probe32.pe.facts import Export, ExportKind

from .exports import ROOT, ExportColumn, ExportsModel, Index, shown_convention

_PATIENCE = 1.0
"""Seconds for a regular expression: there are some that would take for ever on long C++ names."""

_REFRESHES = 8
"""How often rows move while code is read, at most, and once at the end."""


@dataclass(frozen=True)
class ExportConditions:
    """What an export must meet to be shown. None, and "", let all pass.

    `text` is words that all occur in the names, `#ordinal`, kind or convention; or, with `regular`, an expression that
    matches somewhere in the exported or the readable name. `convention` is a value of `Convention`, "?" where none is
    evident.
    """

    text: str = ""
    regular: bool = False
    kind: ExportKind | None = None
    convention: str = ""
    signed: bool | None = None


class ExpressionError(Exception):
    """A regular expression is wrong, or takes too long; `str()` says so in a sentence."""


class ExportsView(QAbstractProxyModel):
    """The rows of an `ExportsModel` that meet the conditions, sorted; every change of them is a reset."""

    def __init__(self, source: ExportsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._conditions = ExportConditions()
        self._sorting = (int(ExportColumn.ORDINAL), Qt.SortOrder.AscendingOrder)
        self._order: list[int] = []
        self._rows: list[int] = []
        self._places: dict[int, int] | None = None
        self._texts: list[str] | None = None
        self._moved = 0
        self.setSourceModel(source)
        source.modelAboutToBeReset.connect(self.beginResetModel)
        source.modelReset.connect(self._on_source_reset)
        source.dataChanged.connect(self._on_data_changed)

    @property
    def rows(self) -> list[int]:
        """The rows of the source that are shown, in order."""
        return self._rows

    def set_conditions(self, conditions: ExportConditions) -> None:
        """Show what meets these. `ExpressionError`: the expression can't be used; the rows stay as they are."""
        rows = self._accepted(conditions)
        self._conditions = conditions
        self._show(rows)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By number for ordinals and addresses, without regard to case for names; unnamed exports come last."""
        self._sorting = (column, order)
        self._refresh()

    def rowCount(self, parent: Index = ROOT) -> int:
        """The number of exports that are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """The number of `ExportColumn`s."""
        return self._source.columnCount(parent)

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        """The place of a cell."""
        return self.createIndex(row, column) if self.hasIndex(row, column, parent) else QModelIndex()

    @overload
    def parent(self) -> QObject: ...

    @overload
    def parent(self, child: Index) -> QModelIndex: ...

    def parent(self, child: Index | None = None) -> QObject | QModelIndex:
        """None of the cells has a parent."""
        return super().parent() if child is None else QModelIndex()

    def mapToSource(self, index: Index) -> QModelIndex:
        """The cell in the source."""
        if not index.isValid():
            return QModelIndex()
        return self._source.index(self._rows[index.row()], index.column())

    def mapFromSource(self, index: Index) -> QModelIndex:
        """The cell as it is shown; invalid when it is not."""
        if self._places is None:
            self._places = {row: place for place, row in enumerate(self._rows)}
        place = self._places.get(index.row(), -1) if index.isValid() else -1
        return self.index(place, index.column()) if place >= 0 else QModelIndex()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The source's titles, also when no row is shown."""
        return self._source.headerData(section, orientation, role)

    def _on_source_reset(self) -> None:
        self._texts = None
        self._moved = 0
        self._order = self._sorted()
        try:
            self._rows = self._accepted(self._conditions)
        except ExpressionError:
            self._rows = self._order
        self._places = None
        self.endResetModel()

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if self._texts is not None:
            part = slice(first.row(), last.row() + 1)
            self._texts[part] = [_text(each) for each in self._source.read[part]]
        if self._rows:
            self.dataChanged.emit(self.index(0, first.column()), self.index(len(self._rows) - 1, last.column()))
        self._moved += last.row() - first.row() + 1
        total = self._source.rowCount()
        if self._moved * _REFRESHES >= total or last.row() == total - 1 or last.column() == ExportColumn.SIGNATURE:
            self._moved = 0
            if self._movable():
                self._refresh()

    def _movable(self) -> bool:
        """Whether what code or signatures tell decides which rows are shown, or where."""
        conditions = self._conditions
        words = bool(conditions.text) and not conditions.regular
        told = words or bool(conditions.convention) or conditions.signed is not None
        return told or self._sorting[0] in (ExportColumn.CONVENTION, ExportColumn.SIGNATURE, ExportColumn.CONFIDENCE)

    def _refresh(self) -> None:
        self._order = self._sorted()
        try:
            self._show(self._accepted(self._conditions))
        except ExpressionError:
            return

    def _show(self, rows: list[int]) -> None:
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self._places = None
        self.endResetModel()

    def _sorted(self) -> list[int]:
        column, order = self._sorting
        read, key = self._source.read, _sort_key(self._source, column)
        rows = sorted(range(len(read)), key=lambda row: key(read[row]))
        return rows if order is Qt.SortOrder.AscendingOrder else rows[::-1]

    def _accepted(self, conditions: ExportConditions) -> list[int]:
        read, signed, rows = self._source.read, self._source.signed, self._order
        if (kind := conditions.kind) is not None:
            rows = [row for row in rows if read[row].kind is kind]
        if convention := conditions.convention:
            rows = [row for row in rows if shown_convention(read[row], signed.get(read[row].ordinal)) == convention]
        if (wanted := conditions.signed) is not None:
            rows = [row for row in rows if (read[row].ordinal in signed) is wanted]
        if conditions.regular:
            return _matching(conditions.text, read, rows)
        for word in conditions.text.casefold().split():
            texts = self._known_texts()
            rows = [row for row in rows if word in texts[row]]
        return rows

    def _known_texts(self) -> list[str]:
        if self._texts is None:
            self._texts = [_text(each) for each in self._source.read]
        return self._texts


def _matching(pattern: str, read: list[Export], rows: list[int]) -> list[int]:
    if not pattern:
        return rows
    options = QRegularExpression.PatternOption
    expression = QRegularExpression(pattern, options.CaseInsensitiveOption | options.MultilineOption)
    if not expression.isValid():
        place = expression.patternErrorOffset() + 1
        raise ExpressionError(f"Wrong expression, at character {place}: {expression.errorString()}.")
    found, match, end = [], expression.match, time.monotonic() + _PATIENCE
    for row in rows:
        if match(_names(read[row])).hasMatch():
            found.append(row)
        if time.monotonic() > end:
            raise ExpressionError("This expression takes too long on these names. Make it simpler.")
    return found


def _names(export: Export) -> str:
    """The exported name, and the readable one on a second line where that is another."""
    return f"{export.symbol}\n{export.undecorated}" if export.undecorated else export.symbol


def _text(export: Export) -> str:
    convention = export.convention.guess.value if export.convention.guess else ""
    parts = (export.symbol, export.undecorated or "", f"#{export.ordinal}", export.kind.value, convention)
    return " ".join(parts).casefold()


def _sort_key(source: ExportsModel, column: int) -> Callable[[Export], tuple[Any, ...]]:
    signed = source.signed
    match column:
        case ExportColumn.ORDINAL:
            return lambda each: (each.ordinal,)
        case ExportColumn.CONVENTION:
            return lambda each: (each.kind.value, shown_convention(each, signed.get(each.ordinal)), each.ordinal)
        case ExportColumn.SIGNATURE:
            return lambda each: (each.ordinal not in signed, each.ordinal)
        case ExportColumn.RVA:
            return lambda each: (each.rva, each.ordinal)
        case ExportColumn.KIND:
            return lambda each: (each.kind.value, each.ordinal)
        case ExportColumn.EXPORTED:
            return lambda each: (each.name is None, (each.name or "").casefold(), each.ordinal)
        case ExportColumn.CONFIDENCE:
            return lambda each: (-_CONFIDENCES.index(each.convention.confidence.value), each.ordinal)
    return lambda each: (each.name is None, (each.undecorated or each.symbol).casefold(), each.ordinal)


_CONFIDENCES = ("low", "medium", "high")

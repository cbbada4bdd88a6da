"""Which exports the table shows, and in which order; quick for 100,000 of them.

Qt's own sorting and filtering model would ask Python for every comparison; here whole lists are sorted and filtered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import overload

from PySide6.QtCore import QAbstractProxyModel, QModelIndex, QObject, Qt, QTimer, Signal

from probe32.pe.facts import Export, ExportKind

from .export_order import known_kind, sort_key
from .exports import ROOT, ExportColumn, ExportsModel, Index, shown_convention
from .name_search import LINE, ExpressionError, NameSearch

_AT_ONCE = 0.03
"""Seconds of searching in one go; then the window has its turn."""

_TOLD_BY_CODE = (ExportColumn.CONVENTION, ExportColumn.SIGNATURE, ExportColumn.CONFIDENCE, ExportColumn.BYTES)

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


@dataclass
class _Pending:
    """A search that goes on; `before` are the rows that were shown when it began."""

    conditions: ExportConditions
    search: NameSearch
    before: list[int]


class ExportsView(QAbstractProxyModel):
    """The rows of an `ExportsModel` that meet the conditions, sorted; every change of them is a reset.

    A search that takes long goes on between other events: `searching` tells that it does, and that it has ended.
    `search_failed` says why it was given up; then what was shown before is shown again.
    """

    searching = Signal(bool)
    search_failed = Signal(str)

    def __init__(self, source: ExportsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._conditions = ExportConditions()
        self._sorting = (int(ExportColumn.ORDINAL), Qt.SortOrder.AscendingOrder)
        self._order: list[int] = []
        self._rows: list[int] = []
        self._names: list[str] = []
        self._folded: list[str] = []
        self._traits: list[str] = []
        self._moved = 0
        self._pending: _Pending | None = None
        self._told = False
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._on_turn)
        self.setSourceModel(source)
        source.modelAboutToBeReset.connect(self.beginResetModel)
        source.modelReset.connect(self._on_source_reset)
        source.dataChanged.connect(self._on_data_changed)
        source.names_read.connect(self._on_names_read)

    @property
    def rows(self) -> list[int]:
        """The rows of the source that are shown, in order."""
        return self._rows

    @property
    def complete(self) -> bool:
        """Whether no search goes on."""
        return self._pending is None

    def set_conditions(self, conditions: ExportConditions) -> None:
        """Show what meets these. `ExpressionError`: the expression can't be used; the rows stay as they are."""
        self._search(conditions, self._rows if self._narrower(conditions) else self._order)

    def _narrower(self, conditions: ExportConditions) -> bool:
        """Whether what meets these meets those that hold now: more words were typed."""
        words = not conditions.regular and self._pending is None and conditions.text.startswith(self._conditions.text)
        return words and replace(self._conditions, text=conditions.text) == conditions

    def _search(self, conditions: ExportConditions, among: list[int]) -> None:
        before = self._pending.before if self._pending else self._rows
        self._give_up()
        rows = self._accepted(conditions, among)
        if not conditions.regular or not conditions.text:
            self._conditions = conditions
            self._show(rows)
            return
        search = NameSearch(conditions.text, self._names, self._folded, rows)
        self._pending = _Pending(conditions, search, before)
        try:
            self._advance()
        except ExpressionError:
            self._give_up()
            self._show(before)
            raise

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
        try:
            return self.index(self._rows.index(index.row()), index.column()) if index.isValid() else QModelIndex()
        except ValueError:
            return QModelIndex()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The source's titles, also when no row is shown."""
        return self._source.headerData(section, orientation, role)

    def _on_source_reset(self) -> None:
        conditions = self._give_up()
        read = self._source.read
        self._names = [each.symbol for each in read]
        self._folded = [each.casefold() for each in self._names]
        self._traits = [""] * len(read)
        if not self._source.reading:
            self._take_texts(0, len(read) - 1)
        self._moved = 0
        self._order = self._rows = self._sorted()
        self.endResetModel()
        if conditions != ExportConditions():
            self._renew(conditions)

    def _on_names_read(self, first: int, last: int) -> None:
        self._take_texts(first, last)
        self._on_told(first, last, movable=bool(self._given.text) or self._given.kind is not None or self._by_name)

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self._take_texts(first.row(), last.row())
        if self._rows:
            self.dataChanged.emit(self.index(0, first.column()), self.index(len(self._rows) - 1, last.column()))
        at_once = last.column() == ExportColumn.SIGNATURE
        self._on_told(first.row(), last.row(), movable=self._movable(), at_once=at_once)

    def _on_told(self, first: int, last: int, *, movable: bool, at_once: bool = False) -> None:
        """More is known of some rows: now and then, and at the end, those that are shown may be others."""
        self._moved += last - first + 1
        total = self._source.rowCount()
        if self._moved * _REFRESHES >= total or last == total - 1 or at_once:
            self._moved = 0
            if movable:
                self._refresh()

    def _take_texts(self, first: int, last: int) -> None:
        read, part = self._source.read, slice(first, last + 1)
        self._names[part] = [_names(each) for each in read[part]]
        self._folded[part] = [each.casefold() for each in self._names[part]]
        self._traits[part] = [_traits(each) for each in read[part]]

    @property
    def _given(self) -> ExportConditions:
        """The conditions given last, also when the search for them goes on."""
        return self._pending.conditions if self._pending else self._conditions

    @property
    def _by_name(self) -> bool:
        return self._sorting[0] in (ExportColumn.NAME, ExportColumn.KIND, ExportColumn.DECLARED)

    def _movable(self) -> bool:
        """Whether what code or signatures tell decides which rows are shown, or where."""
        conditions = self._given
        words = bool(conditions.text) and not conditions.regular
        told = words or bool(conditions.convention) or conditions.signed is not None
        return told or self._sorting[0] in _TOLD_BY_CODE

    def _refresh(self) -> None:
        self._order = self._sorted()
        self._renew(self._given)

    def _renew(self, conditions: ExportConditions) -> None:
        try:
            self._search(conditions, self._order)
        except ExpressionError as error:
            self.search_failed.emit(str(error))

    def _advance(self) -> None:
        """Search for a while, and show what there is: the first rows of the answer, and at the end all of them."""
        assert self._pending is not None
        pending = self._pending
        done = pending.search.advance(_AT_ONCE)
        if done:
            self._conditions = pending.conditions
            self._give_up()
        else:
            self._tell_searching(searching=True)
            self._turn.start()
        if done or (pending.search.found and self._rows is pending.before):
            self._show(list(pending.search.found))

    def _on_turn(self) -> None:
        if self._pending is None:
            return
        before = self._pending.before
        try:
            self._advance()
        except ExpressionError as error:
            self._give_up()
            self._show(before)
            self.search_failed.emit(str(error))

    def _give_up(self) -> ExportConditions:
        """End a search that goes on; the conditions given last."""
        given = self._given
        self._pending = None
        self._turn.stop()
        self._tell_searching(searching=False)
        return given

    def _tell_searching(self, *, searching: bool) -> None:
        if searching is not self._told:
            self._told = searching
            self.searching.emit(searching)

    def _show(self, rows: list[int]) -> None:
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _sorted(self) -> list[int]:
        column, order = self._sorting
        read, key = self._source.read, sort_key(self._source, column)
        keys = [key(each) for each in read]
        rows = sorted(range(len(keys)), key=keys.__getitem__)
        return rows if order is Qt.SortOrder.AscendingOrder else rows[::-1]

    def _accepted(self, conditions: ExportConditions, rows: list[int]) -> list[int]:
        """Those of the rows that meet all conditions but a regular expression."""
        read, signed = self._source.read, self._source.signed
        if (kind := conditions.kind) is not None:
            rows = [row for row in rows if known_kind(read[row]) is kind]
        if convention := conditions.convention:
            found = [row for row in rows if read[row].found]
            rows = [row for row in found if shown_convention(read[row], signed.get(read[row].ordinal)) == convention]
        if (wanted := conditions.signed) is not None:
            rows = [row for row in rows if (read[row].ordinal in signed) is wanted]
        names, traits = self._folded, self._traits
        for word in () if conditions.regular else conditions.text.casefold().split():
            rows = [row for row in rows if word in names[row] or word in traits[row]]
        return rows


def _names(export: Export) -> str:
    """The exported name, and the readable one on a second line where that is another and has been read."""
    readable = export.undecorated if export.found else None
    return f"{export.symbol}{LINE}{readable}" if readable else export.symbol


def _traits(export: Export) -> str:
    """What else can be searched for: ordinal, kind, convention."""
    if not export.found:
        return f"#{export.ordinal}"
    guess = export.convention.guess
    return f"#{export.ordinal} {export.kind.value} {guess.value if guess else ''}"

"""The full names of the types in .NET's metadata (ECMA-335, partition II, 22.32, 22.37 to 22.39)."""

from __future__ import annotations

from functools import cached_property

from . import clr_tables as tables
from .clr_signatures import SignatureReader, Work
from .clr_tables import ClrTables, Row

_DEEPEST = 8


class TypeNames:
    """The names of one assembly's types, those that it defines and those that it refers to; each is read once.

    `work` bounds what is read for all of them together.
    """

    def __init__(self, data: ClrTables, work: Work) -> None:
        self._data = data
        self._work = work
        self._known: dict[tuple[int, int], str] = {}

    @cached_property
    def definitions(self) -> list[Row]:
        """The rows of the types that the assembly defines."""
        return self._data.rows(tables.TYPE_DEF)

    def at(self, index: int) -> str:
        """The name of the type that an index of the kind TypeDefOrRef leads to."""
        return self.of(*ClrTables.target("TypeDefOrRef", index))

    def of(self, table: int, row: int, depth: int = 0) -> str:
        """The full name of the type in a row, with those of the types around it; "?" where there is none."""
        if (table, row) not in self._known:
            self._known[table, row] = self._read(table, row, depth)
        return self._known[table, row]

    def _read(self, table: int, row: int, depth: int) -> str:
        if table == tables.TYPE_SPEC:
            return self._specified(row) if depth == 0 else "?"
        rows = {tables.TYPE_DEF: self.definitions, tables.TYPE_REF: self._references}.get(table, [])
        if not 0 < row <= len(rows):
            return "?"
        name, space = self._data.text(rows[row - 1][1]), self._data.text(rows[row - 1][2])
        outer = self._outer.get(row) if table == tables.TYPE_DEF else _scope(rows[row - 1][0])
        if outer and depth < _DEEPEST:
            return f"{self.of(table, outer, depth + 1)}.{name}"
        return f"{space}.{name}" if space else name

    def _specified(self, row: int) -> str:
        """A type that a signature makes of others, such as a list of texts."""
        rows = self._data.rows(tables.TYPE_SPEC)
        data = self._data.blob(rows[row - 1][0]) if 0 < row <= len(rows) else b""
        return SignatureReader(data, self._inner, self._work).type() if data else "?"

    def _inner(self, index: int) -> str:
        table, row = ClrTables.target("TypeDefOrRef", index)
        return "?" if table == tables.TYPE_SPEC else self.of(table, row)

    @cached_property
    def _references(self) -> list[Row]:
        return self._data.rows(tables.TYPE_REF)

    @cached_property
    def _outer(self) -> dict[int, int]:
        """The types around others, by their rows."""
        return {inner: outer for inner, outer in self._data.rows(tables.NESTED)}  # noqa: C416 - rows have any length to mypy


def _scope(index: int) -> int:
    """The type around one that is referred to; 0 for none."""
    table, row = ClrTables.target("ResolutionScope", index)
    return row if table == tables.TYPE_REF else 0

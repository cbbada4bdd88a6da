"""Which structs lead back to themselves through pointers: the strongly connected ones (Tarjan's algorithm)."""

from __future__ import annotations

from collections.abc import Iterator

from . import libclang
from .libclang import ARRAYS, FUNCTIONS, ClangType, Cursor, TypeKind

Key = tuple[int, int]


def key(cursor: Cursor) -> Key:
    """What tells one declaration from another: clang's hash of it, and where it stands."""
    return cursor.hash, cursor.location.offset


class Recursion:
    """Numbers for record definitions: two that reach each other have the same one."""

    def __init__(self) -> None:
        self._groups: dict[Key, int] = {}
        self._order: dict[Key, int] = {}
        self._stack: list[Key] = []

    def group(self, record: Cursor) -> int:
        """The number of a record's group; `record` is its definition."""
        found = key(record)
        if found not in self._groups:
            self._visit(record, found)
        return self._groups[found]

    def _visit(self, record: Cursor, here: Key) -> int:
        low = self._order[here] = len(self._order)
        self._stack.append(here)
        for other in _referenced(record):
            there = key(other)
            if there not in self._order:
                low = min(low, self._visit(other, there))
            elif there not in self._groups:
                low = min(low, self._order[there])
        if low == self._order[here]:
            self._close(here)
        return low

    def _close(self, root: Key) -> None:
        while True:
            member = self._stack.pop()
            self._groups[member] = self._order[root]
            if member == root:
                return


def _referenced(record: Cursor) -> Iterator[Cursor]:
    for field in record.type.get_fields():
        yield from _records(field.type.get_canonical())


def _records(of: ClangType) -> Iterator[Cursor]:
    found = libclang.kind(of)
    if found is TypeKind.RECORD:
        definition = of.get_declaration().get_definition()
        if definition is not None:
            yield definition
    elif found is TypeKind.POINTER:
        yield from _records(libclang.plain(of.get_pointee()))
    elif found in ARRAYS:
        yield from _records(of.get_array_element_type())
    elif found in FUNCTIONS:
        yield from _records(of.get_result())
        for each in libclang.argument_types(of):
            yield from _records(each)

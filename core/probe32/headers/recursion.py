"""Which structs lead back to themselves (Tarjan's strongly connected components), and how deep the others go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from . import libclang
from .libclang import ARRAYS, FUNCTIONS, ClangType, Cursor, TypeKind, identity


class Standing(NamedTuple):
    """`group`: records that reach each other have the same; `height`: how many groups lie one under another below."""

    group: int
    height: int


class Recursion:
    """Finds the standing of records on first use; without recursion of its own, for headers nest records deeply."""

    def __init__(self) -> None:
        self._found: dict[int, Standing] = {}
        self._order: dict[int, int] = {}
        self._low: dict[int, int] = {}
        self._height: dict[int, int] = {}
        self._open: list[int] = []

    def standing(self, record: Cursor) -> Standing:
        """The standing of a record; `record` is its definition."""
        here = identity(record)
        if here not in self._found:
            self._explore(record)
        return self._found[here]

    def _explore(self, root: Cursor) -> None:
        path = [(self._enter(root), _referenced(root))]
        while path:
            here, others = path[-1]
            unknown = self._next_unknown(here, others)
            if unknown is not None:
                path.append((self._enter(unknown), _referenced(unknown)))
                continue
            path.pop()
            if self._low[here] == self._order[here]:
                self._close(here)
            if path:
                self._meet(path[-1][0], here)

    def _enter(self, record: Cursor) -> int:
        here = identity(record)
        self._order[here] = self._low[here] = len(self._order)
        self._height[here] = 0
        self._open.append(here)
        return here

    def _next_unknown(self, here: int, others: Iterator[Cursor]) -> Cursor | None:
        for other in others:
            there = identity(other)
            if there not in self._order:
                return other
            self._meet(here, there)
        return None

    def _meet(self, here: int, there: int) -> None:
        """Note that `here` refers to `there`, which was entered before."""
        if there in self._found:
            self._height[here] = max(self._height[here], self._found[there].height + 1)
        else:
            self._low[here] = min(self._low[here], self._low[there])

    def _close(self, root: int) -> None:
        start = self._open.index(root)
        members = self._open[start:]
        del self._open[start:]
        standing = Standing(self._order[root], max(self._height[each] for each in members))
        self._found.update(dict.fromkeys(members, standing))


def _referenced(record: Cursor) -> Iterator[Cursor]:
    for field in libclang.fields(record.type):
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

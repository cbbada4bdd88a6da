"""Which names a text declares, also where it does not make sense by itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from . import deep_stack, libclang, records
from .libclang import Cursor, CursorKind
from .refusal import refusal
from .translation import HIDDEN, LOCK, Source, translate

_KEYWORDS = {
    CursorKind.STRUCT_DECL: "struct",
    CursorKind.UNION_DECL: "union",
    CursorKind.ENUM_DECL: "enum",
}
_BLOCKS = (CursorKind.LINKAGE_SPEC, CursorKind.UNEXPOSED_DECL)
TAG = "tag "
"""Before the name of a struct, union or enum: C keeps these apart from the names of typedefs."""


def declared_names(text: str) -> dict[str, str]:
    """The types that `text` defines, `Point` for a typedef and `tag Point` for others, with their keywords.

    A keyword is `struct`, `union`, `enum` or `typedef`. Types that use unknown ones are there too. From any thread.
    """
    return {} if refusal(text, "") else deep_stack.run(partial(_found, text))


def _found(text: str) -> dict[str, str]:
    with LOCK:
        root = translate(Source(text, "prototype", end="\n;\n")).unit.cursor
        return dict(_names(root))


def _names(parent: Cursor) -> Iterator[tuple[str, str]]:
    for each in libclang.children(parent):
        if libclang.is_in_stub(each):
            continue
        kind = libclang.cursor_kind(each)
        if kind is CursorKind.TYPEDEF_DECL:
            yield each.spelling.removeprefix(HIDDEN), "typedef"
        elif kind in _KEYWORDS and _is_definition(each):
            if name := records.tag(each).removeprefix("union "):
                yield f"{TAG}{name}", _KEYWORDS[kind]
            yield from _names(each)
        elif kind in _BLOCKS:
            yield from _names(each)


def _is_definition(cursor: Cursor) -> bool:
    definition = cursor.get_definition()
    return definition is not None and definition == cursor

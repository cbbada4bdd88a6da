"""What stands within a declaration: the parameters of the function that its type leads to, and its marks."""

from __future__ import annotations

from . import libclang, sal
from .libclang import ARRAYS, FUNCTIONS, ClangType, Cursor, CursorKind, TypeKind

_THROUGH = (TypeKind.POINTER, TypeKind.LVALUEREFERENCE, TypeKind.RVALUEREFERENCE)


def parameters_within(declaration: Cursor, of: ClangType) -> list[Cursor]:
    """The parameters that a declaration (a typedef, a field, a parameter) of this type declares, in clang's order.

    Most types can hold none, and are not searched.
    """
    return parameters_of(declaration) if _spells_function(of) else []


def parameters_of(function: Cursor) -> list[Cursor]:
    """The parameters that stand in the declaration of a function, in clang's order."""
    wanted = CursorKind.PARM_DECL
    return [each for each in libclang.children(function) if libclang.cursor_kind(each) is wanted]


def marks_of(declaration: Cursor) -> sal.Marks:
    """The SAL marks of a parameter, or those before a function's result."""
    if not libclang.has_attributes(declaration):
        return sal.NONE
    wanted = CursorKind.ANNOTATE_ATTR
    found = [each for each in libclang.children(declaration) if libclang.cursor_kind(each) is wanted]
    return sal.read(each.spelling for each in found)


def _spells_function(of: ClangType) -> bool:
    """Whether a function stands in the type itself, rather than behind a typedef's name."""
    while True:
        kind = libclang.kind(of)
        if kind in _THROUGH:
            of = libclang.plain(of).get_pointee()
        elif kind in ARRAYS:
            of = libclang.plain(of).get_array_element_type()
        else:
            # Parentheses are a type of their own, which the binding does not know.
            return kind is TypeKind.UNEXPOSED or kind in FUNCTIONS

"""Parameters: names, arrays that are addresses, directions and sizes from marks or by default."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ..abi.signatures import Direction, Parameter, default_direction
from ..abi.sizes import Size
from ..abi.types import Array, Character, FunctionType, Opaque, Pointer, Type, pointed, resolve
from ..errors import DeclarationError
from . import comments, libclang, sal
from .context import InexpressibleError, Place
from .declared import marks_of, parameters_within
from .libclang import ClangType, Cursor, Location, TypeKind

if TYPE_CHECKING:
    from .reading import TypeReader

_SUFFIXED = re.compile(r"\b(0[xX][0-9A-Fa-f]+|\d+)[uUlL]+\b")
_DEFINE = "Define it first, or pass its address."
_SIZEOF = re.compile(r"\bsizeof\s*\(\s*(?:struct\s+|union\s+)?([A-Za-z_][\w ]*?)\s*\)")


class _Declared(NamedTuple):
    """What the text says about one parameter."""

    name: str
    type: ClangType
    marks: sal.Marks
    own: list[Cursor]
    location: Location | None


def parameters(
    reader: TypeReader, types: Sequence[ClangType], cursors: Sequence[Cursor], place: Place
) -> tuple[Parameter, ...]:
    """The parameters of a function or of a callback; `cursors` may be fewer than `types` when the text is elsewhere."""
    declared = [_declared(each) for each in cursors]
    if len(declared) != len(types):
        declared = [_Declared("", each, sal.NONE, [], None) for each in types]
    names = _named([each.name for each in declared])
    known = frozenset(names)
    return tuple(_parameter(reader, each, name, known, place) for each, name in zip(declared, names, strict=True))


def directed(found: Sequence[Parameter], cursors: Sequence[Cursor], comment: str) -> tuple[Parameter, ...]:
    """The parameters of a function, with the directions that its comment tells and no mark does.

    Of what goes both ways by default an `[out]` counts, and of texts an `[in]`: both ways would need their size. Other
    pointers keep both ways when a comment says `[in]`, for comments err, and an output that is lost is missed.
    """
    told = comments.directions(comment)
    marked = {each.spelling for each in cursors if told and marks_of(each) != sal.NONE}
    return tuple(
        replace(each, direction=told[each.name]) if each.name not in marked and _counts(each, told) else each
        for each in found
    )


def _counts(parameter: Parameter, told: Mapping[str, Direction]) -> bool:
    if parameter.direction is not Direction.INOUT or parameter.name not in told:
        return False
    return told[parameter.name] is Direction.OUT or isinstance(pointed(parameter.type), Character)


def _declared(cursor: Cursor) -> _Declared:
    of = cursor.type
    return _Declared(cursor.spelling, of, marks_of(cursor), parameters_within(cursor, of), cursor.location)


def _named(names: list[str]) -> list[str]:
    """Names for all: one that has none becomes `arg1`, counted by its place."""
    found = []
    taken = frozenset(names)
    for place, name in enumerate(names, 1):
        made = name or f"arg{place}"
        while not name and made in taken:
            made += "_"
        found.append(made)
    return found


def _parameter(reader: TypeReader, each: _Declared, name: str, names: frozenset[str], place: Place) -> Parameter:
    try:
        of, count = _decayed(reader, each, place)
        marks = each.marks
        direction = _direction(marks, of)
        size = _size(reader, marks, names) if marks.size else Size(str(count)) if count else None
        allocated = marks.allocated and isinstance(pointed(of), Pointer)
        return Parameter(name, of, direction, size, marks.nullable, allocated, marks.freed_by)
    except InexpressibleError as reason:
        raise reason.within(name, each.location) from None


def _direction(marks: sal.Marks, of: Type) -> Direction:
    direction = marks.direction or default_direction(of)
    if direction is not Direction.IN and not isinstance(resolve(of), Pointer):
        raise InexpressibleError("It is marked as an output but is passed by value.", "An output needs a pointer.")
    if marks.freed_by and direction is Direction.IN:
        raise InexpressibleError("It is marked _Freed_by_, and nothing comes back in it.", "Mark the output.")
    return direction


def _decayed(reader: TypeReader, each: _Declared, place: Place) -> tuple[Type, int]:
    """The type that is passed, and how many elements an array parameter states (0: none)."""
    of = reader.read(each.type, each.own, place)
    plain = resolve(of)
    if isinstance(plain, Array):
        element = _array(each.type).get_array_element_type()
        return Pointer(reader.read(element, each.own, place.behind()), libclang.is_const(element)), plain.count
    if isinstance(plain, FunctionType):
        return Pointer(of), 0
    if isinstance(plain, Opaque):
        raise InexpressibleError(f"{each.type.spelling} is passed by value, and its content is unknown.", _DEFINE)
    return of, 0


def _array(of: ClangType) -> ClangType:
    """An array type behind typedefs, with the element's own typedef kept."""
    of = libclang.plain(of)
    kind = libclang.kind(of)
    if kind is TypeKind.ELABORATED:
        return _array(of.get_named_type())
    if kind is TypeKind.TYPEDEF:
        return _array(of.get_declaration().underlying_typedef_type)
    return of


def _size(reader: TypeReader, marks: sal.Marks, names: frozenset[str]) -> Size:
    text = _SUFFIXED.sub(r"\1", marks.size)
    text = _SIZEOF.sub(lambda match: str(reader.scope.size_of(match[1]) or match[0]), text)
    try:
        unknown = Size(text).names - names
        values = {name: reader.scope.constant(name) for name in unknown}
        for name, value in values.items():
            if value is None:
                raise InexpressibleError(
                    f"Its size {marks.size!r} depends on {name!r}, which is unknown.",
                    "Use names of parameters, numbers, enum members or macros.",
                )
            text = re.sub(rf"\b{name}\b", str(value), text)
        return Size(text, marks.in_bytes)
    except DeclarationError as error:
        raise InexpressibleError(error.message, error.hint) from None

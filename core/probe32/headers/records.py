"""Structs, unions and enums, with the sizes and offsets that clang computes as Microsoft's compiler does."""

from __future__ import annotations

import weakref
from dataclasses import replace
from typing import TYPE_CHECKING

from ..abi.types import Array, Enumeration, Field, Integer, Opaque, Struct, Type
from . import cplusplus, libclang
from .context import InexpressibleError, Place
from .declared import marks_of, parameters_within
from .libclang import ClangType, Cursor, CursorKind, Location, TypeKind, identity
from .translation import HIDDEN

if TYPE_CHECKING:
    from .reading import TypeReader

INTEGERS = {
    TypeKind.SCHAR: Integer("signed char", 1, True),
    TypeKind.UCHAR: Integer("unsigned char", 1, False),
    TypeKind.SHORT: Integer("short", 2, True),
    TypeKind.USHORT: Integer("unsigned short", 2, False),
    TypeKind.INT: Integer("int", 4, True),
    TypeKind.UINT: Integer("unsigned int", 4, False),
    TypeKind.LONG: Integer("long", 4, True),
    TypeKind.ULONG: Integer("unsigned long", 4, False),
    TypeKind.LONGLONG: Integer("long long", 8, True),
    TypeKind.ULONGLONG: Integer("unsigned long long", 8, False),
}
"""Whole numbers, by clang's kind of their types."""
_UNDERLYING = {**INTEGERS, TypeKind.CHAR_S: INTEGERS[TypeKind.SCHAR]}
_DEEPEST = 8
"""How many structs one under another, each behind a pointer in the one before, are read; further ones are addresses.

Without an end the large interfaces of Windows would unfold into millions of values.
"""


class RecordReader:
    """Reads structs and unions for a `TypeReader`; each is read once."""

    def __init__(self, types: TypeReader) -> None:
        # Weakly, or only the garbage collector would free clang's tree, at any time and in any thread.
        self._types: TypeReader = weakref.proxy(types)
        self._found: dict[int, Struct] = {}
        self._refused: dict[int, tuple[str, str, Location | None]] = {}

    def read(self, declaration: Cursor, place: Place) -> Type:
        """The record; `Opaque` when its content is unknown or would lead back or too deep."""
        definition = declaration.get_definition()
        if definition is None:
            return Opaque(tag(declaration))
        group, height = self._types.recursion.standing(definition)
        if not place.direct and place.group is not None and (place.group == group or height >= _DEEPEST):
            return Opaque(tag(definition))
        here = identity(definition)
        if here in self._refused:
            raise InexpressibleError(*self._refused[here])
        if here not in self._found:
            self._found[here] = self._read(definition, here, Place(group))
        return self._found[here]

    def _read(self, definition: Cursor, here: int, place: Place) -> Struct:
        try:
            fields = tuple(self._fields(definition, place))
        except InexpressibleError as reason:
            self._refused[here] = (str(reason), reason.hint, reason.location)
            raise
        kind = definition.type
        union = libclang.cursor_kind(definition) is CursorKind.UNION_DECL
        return Struct(_name(definition), fields, kind.get_size(), kind.get_align(), union)

    def _fields(self, definition: Cursor, place: Place) -> list[Field]:
        if libclang.is_invalid(definition):
            raise InexpressibleError("It was not understood.")
        if self._types.cplusplus and cplusplus.is_class(definition):
            raise InexpressibleError("It is a C++ class.", "Its address can be passed.")
        found: list[Field] = []
        units = _Units()
        for each in libclang.fields(definition.type):
            if each.is_bitfield():
                offset, bit = units.place(each)
                if each.spelling:
                    found.append(Field(each.spelling, self._type(each, place), offset, each.get_bitfield_width(), bit))
                continue
            units.end()
            name = "" if "(" in each.spelling else each.spelling
            found.append(Field(name, self._type(each, place), each.get_field_offsetof() // 8))
        return found

    def _type(self, field: Cursor, place: Place) -> Type:
        read = field.type
        of = self._types.read(read, parameters_within(field, read), place)
        if not isinstance(of, Array) or of.count:
            return of
        length = marks_of(field).size
        return replace(of, length=length) if length.isidentifier() else of


class _Units:
    """The storage units of bit-fields: Microsoft's compiler never lets one straddle two, nor mixes sizes in one."""

    def __init__(self) -> None:
        self.end()

    def end(self) -> None:
        self._start = self._size = -1

    def place(self, field: Cursor) -> tuple[int, int]:
        """The byte offset of a bit-field's unit, and the bit where the field starts in it."""
        at, size = field.get_field_offsetof(), field.type.get_size()
        if size != self._size or not self._start <= at < self._start + 8 * size:
            self._start, self._size = at, size
        return self._start // 8, at - self._start


def enumeration(declaration: Cursor, *, cplusplus: bool = False) -> Enumeration:
    """An enum with its members' values; 4 bytes, unless it states another underlying type.

    Members of an `enum class` of C++ have its name before theirs, `Color_RED`: C knows no scopes.
    """
    declaration = declaration.get_definition() or declaration
    prefix = f"{_name(declaration)}_" if cplusplus and declaration.is_scoped_enum() else ""
    members = tuple(
        (f"{prefix}{each.spelling.removeprefix(HIDDEN)}", each.enum_value) for each in members_of(declaration)
    )
    return Enumeration(_name(declaration), members, _underlying(declaration.enum_type))


def members_of(enum: Cursor) -> list[Cursor]:
    """The constants of an enum."""
    constant = CursorKind.ENUM_CONSTANT_DECL
    return [each for each in libclang.children(enum) if libclang.cursor_kind(each) is constant]


def tag(declaration: Cursor) -> str:
    """The name of a record for `Opaque`: a union keeps its keyword, without which C would take it for a struct."""
    name = _name(declaration)
    return f"union {name}" if libclang.cursor_kind(declaration) is CursorKind.UNION_DECL else name


def _name(declaration: Cursor) -> str:
    # Clang names what has neither tag nor typedef by its place: "struct (unnamed at file.h:3:1)".
    spelling = declaration.spelling
    return "" if "(" in spelling else spelling.removeprefix(HIDDEN)


def _underlying(of: ClangType) -> Integer:
    return _UNDERLYING.get(libclang.kind(of.get_canonical()), INTEGERS[TypeKind.INT])

"""Clang's types as the types of `probe32.abi`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..abi.types import (
    Alias,
    Array,
    Boolean,
    Character,
    Convention,
    Float,
    FunctionType,
    Opaque,
    Pointer,
    Struct,
    Type,
    Void,
    resolve,
)
from . import libclang, parameters, records
from .context import TOP, InexpressibleError, Place
from .declared import parameters_within
from .libclang import ARRAYS, FUNCTIONS, CallingConvention, ClangType, Cursor, TypeKind
from .recursion import Recursion
from .scope import Scope
from .translation import HIDDEN

_SIMPLE: dict[object, Type] = {
    **records.INTEGERS,
    TypeKind.VOID: Void(),
    TypeKind.BOOL: Boolean(),
    TypeKind.CHAR_S: Character(1),
    TypeKind.CHAR_U: Character(1),
    TypeKind.WCHAR: Character(2),
    TypeKind.CHAR16: records.INTEGERS[TypeKind.USHORT],
    TypeKind.FLOAT: Float(4),
    TypeKind.DOUBLE: Float(8),
}
# Typedefs that are types of their own to us, when they stand for what C and C++ compilers for Windows make of them.
_BUILT_IN: dict[tuple[str, object], Type] = {
    ("wchar_t", TypeKind.USHORT): Character(2),
    ("bool", TypeKind.BOOL): Boolean(),
}
# C++ passes a reference as it passes a pointer.
_ADDRESSES = (TypeKind.POINTER, TypeKind.LVALUEREFERENCE, TypeKind.RVALUEREFERENCE)
_CONVENTIONS = {
    CallingConvention.C: Convention.CDECL,
    CallingConvention.STDCALL: Convention.STDCALL,
    CallingConvention.FASTCALL: Convention.FASTCALL,
    CallingConvention.THISCALL: Convention.THISCALL,
}


class TypeReader:
    """Reads the types of one translation; what was read once is kept. Hold `translation.LOCK`."""

    def __init__(self, scope: Scope, *, cplusplus: bool = False) -> None:
        self.scope = scope
        self.cplusplus = cplusplus
        self.recursion = Recursion()
        self._known: dict[tuple[int, Place], Type] = {}
        self._known_anywhere: dict[int, Type] = {}
        self._records = records.RecordReader(self)

    def read(self, of: ClangType, own: Sequence[Cursor] = (), place: Place = TOP) -> Type:
        """The type; `own` are the parameters declared within it, should it lead to a function.

        `InexpressibleError`: Probe32 cannot pass it.
        """
        if own:
            return self._read(of, own, place)
        here = libclang.type_identity(of)
        found = self._known_anywhere.get(here) or self._known.get((here, place))
        if found is None:
            found = self._read(of, own, place)
            if _is_same_anywhere(found):
                self._known_anywhere[here] = found
            else:
                self._known[here, place] = found
        return found

    def _read(self, of: ClangType, own: Sequence[Cursor], place: Place) -> Type:
        of, full = libclang.plain(of), of
        kind = libclang.kind(of)
        if kind in _SIMPLE:
            return _SIMPLE[kind]
        if kind is TypeKind.ELABORATED:
            return self.read(of.get_named_type(), own, place)
        if kind is TypeKind.TYPEDEF:
            return self._alias(of.get_declaration(), place)
        if kind in _ADDRESSES:
            return _with_convention(self._pointer(of, own, place), full)
        return self._compound(full, kind, own, place)

    def function(
        self, of: ClangType, own: Sequence[Cursor] = (), place: Place = TOP, *, variadic: bool = False
    ) -> FunctionType:
        """A function's type, whatever attributes are around it; `variadic` accepts one with `...`."""
        types = libclang.argument_types(of)
        if not variadic and libclang.is_variadic(of):
            raise InexpressibleError(
                "A callback with a variable number of arguments (...) cannot be made.", "Declare it as void *."
            )
        # A function that returns a function's address declares that one's parameters first, then its own.
        rest, mine = own[: len(own) - len(types)], own[len(own) - len(types) :]
        found = parameters.parameters(self, types, mine, place.behind())
        result = self.read(libclang.plain(of.get_result()), rest, place.behind())
        if isinstance(resolve(result), Opaque):
            raise InexpressibleError(
                f"The result {of.get_result().spelling} comes by value, and its content is unknown.",
                "Define it first.",
            )
        return FunctionType(result, found, convention(convention_bearer(of)))

    def _compound(self, full: ClangType, kind: object, own: Sequence[Cursor], place: Place) -> Type:
        of = libclang.plain(full)
        if kind is TypeKind.RECORD:
            return self._records.read(of.get_declaration(), place)
        if kind is TypeKind.ENUM:
            return records.enumeration(of.get_declaration(), cplusplus=self.cplusplus)
        if kind in ARRAYS:
            count = of.element_count if kind is TypeKind.CONSTANTARRAY else 0
            return Array(self.read(of.get_array_element_type(), own, place), count)
        canonical = of.get_canonical()
        canonical_kind = libclang.kind(canonical)
        if kind in FUNCTIONS or canonical_kind in FUNCTIONS:
            return self.function(full, own, place)  # with its attributes: the convention is one
        if kind is TypeKind.UNEXPOSED and canonical_kind is not TypeKind.UNEXPOSED:
            return self.read(canonical, own, place)
        raise _refusal(of, kind)

    def _pointer(self, of: ClangType, own: Sequence[Cursor], place: Place) -> Pointer:
        target = of.get_pointee()
        const = libclang.is_const(target)
        try:
            return Pointer(self.read(target, own, place.behind()), const)
        except InexpressibleError:
            # The address of a record can be used although its content cannot.
            hidden = _opaque(target)
            if hidden is None:
                raise
            return Pointer(hidden, const)

    def _alias(self, declaration: Cursor, place: Place) -> Type:
        name = declaration.spelling.removeprefix(HIDDEN)
        if libclang.is_invalid(declaration):
            raise InexpressibleError(f"The type {name} was not understood.")
        target = declaration.underlying_typedef_type
        built_in = _BUILT_IN.get((name, libclang.kind(target.get_canonical())))
        return built_in or Alias(name, self.read(target, parameters_within(declaration, target), place))


def convention_bearer(function: ClangType) -> ClangType:
    """The function type that has the convention stated for `function`.

    In `int (*__stdcall f(void))(int)` clang gives the keyword to the function that is pointed at; Microsoft's compiler
    gives it to f, whose name it stands beside.
    """
    result = function.get_result()
    if not libclang.is_attributed(result) or libclang.kind(result) is not TypeKind.POINTER:
        return function
    behind = result.get_canonical()
    while libclang.kind(behind) in (TypeKind.POINTER, *ARRAYS):
        pointer = libclang.kind(behind) is TypeKind.POINTER
        behind = behind.get_pointee() if pointer else behind.get_array_element_type()
    return behind if libclang.kind(behind) in FUNCTIONS else function


def convention(function: ClangType) -> Convention:
    """Who cleans up the stack; `InexpressibleError` for a rare convention such as `__vectorcall`."""
    found = libclang.calling_convention(function)
    if found not in _CONVENTIONS:
        raise InexpressibleError(
            "Its calling convention is not supported.", "Use __cdecl, __stdcall, __fastcall or __thiscall."
        )
    return _CONVENTIONS[CallingConvention(found)]


def _with_convention(pointer: Pointer, full: ClangType) -> Pointer:
    """The pointer, whose function's convention may stand behind the asterisk: `int (*__stdcall f)(int)`."""
    if not libclang.is_attributed(full) or not isinstance(pointer.target, FunctionType):
        return pointer
    found = convention(full.get_canonical().get_pointee())
    return replace(pointer, target=replace(pointer.target, convention=found))


def _is_same_anywhere(of: Type) -> bool:
    """Whether a type is the same at every place, since it leads to no record."""
    while isinstance(of, (Alias, Pointer, Array)):
        of = of.element if isinstance(of, Array) else of.target
    return not isinstance(of, (Struct, Opaque, FunctionType))


def _opaque(of: ClangType) -> Opaque | Alias | None:
    """A record without its content, under the name that the text uses; None when it is none."""
    canonical = of.get_canonical()
    if libclang.kind(canonical) is not TypeKind.RECORD:
        return None
    record = Opaque(records.tag(canonical.get_declaration()))
    while libclang.kind(of) is TypeKind.ELABORATED:
        of = libclang.plain(of).get_named_type()
    return Alias(of.get_declaration().spelling, record) if libclang.kind(of) is TypeKind.TYPEDEF else record


def _refusal(of: ClangType, kind: object) -> InexpressibleError:
    if kind is TypeKind.LONGDOUBLE:
        return InexpressibleError(
            "long double differs between compilers: 8 bytes for Microsoft's, 12 for MinGW's.",
            "Write double if the DLL was made with Microsoft's compiler.",
        )
    if kind is TypeKind.VECTOR:
        return InexpressibleError("Probe32 cannot pass SIMD vectors.")
    if kind is TypeKind.COMPLEX:
        return InexpressibleError("Probe32 cannot pass complex numbers.")
    return InexpressibleError(f"Probe32 cannot pass values of the type {of.spelling}.")

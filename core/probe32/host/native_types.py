"""C types as ctypes has them, for passing values to a function and for taking them from it."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

from ..abi.types import Boolean, Character, Convention, Enumeration, Float, Integer, Pointer, Struct, Type, resolve

_INTEGERS = {
    (1, True): ctypes.c_int8,
    (1, False): ctypes.c_uint8,
    (2, True): ctypes.c_int16,
    (2, False): ctypes.c_uint16,
    (4, True): ctypes.c_int32,
    (4, False): ctypes.c_uint32,
    (8, True): ctypes.c_int64,
    (8, False): ctypes.c_uint64,
}

FUNCTION_TYPE: Any = {
    Convention.CDECL: ctypes.CFUNCTYPE,
    Convention.STDCALL: getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE),
}
"""What ctypes calls a convention."""


def ctypes_type(of: Type) -> Any:
    """The ctypes type that passes a value of this type to, or takes it from, a function."""
    kind = resolve(of)
    if isinstance(kind, Integer):
        return _INTEGERS[kind.size, kind.signed]
    if isinstance(kind, Character):
        return _INTEGERS[kind.size, kind.size == 1]
    if isinstance(kind, Enumeration):
        return _INTEGERS[kind.size, kind.underlying.signed]
    if isinstance(kind, Float):
        return ctypes.c_float if kind.size == 4 else ctypes.c_double
    if isinstance(kind, Boolean):
        return ctypes.c_bool
    if isinstance(kind, Pointer):
        return ctypes.c_void_p
    if isinstance(kind, Struct):
        return struct_of(kind.size)
    return None


@cache
def struct_of(size: int) -> Any:
    """A struct by value: on x86 only its size decides how it travels, by the stack or in EDX:EAX."""
    return type(f"Struct{size}", (ctypes.Structure,), {"_fields_": [("data", ctypes.c_uint8 * size)]})

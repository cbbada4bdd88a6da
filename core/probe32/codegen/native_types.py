"""C types as ctypes spells them in the server module."""

from __future__ import annotations

from collections.abc import Mapping

from ..abi.signatures import Parameter
from ..abi.types import (
    Array,
    Boolean,
    Character,
    Enumeration,
    Float,
    FunctionType,
    Integer,
    Opaque,
    Pointer,
    Struct,
    Type,
    Void,
    resolve,
)
from .passing import Way, element_of, way_of

Classes = Mapping[Struct | Enumeration, str]


def native_type(of: Type, classes: Classes) -> str:
    """The ctypes expression for a value of this type, wherever it stands by itself, in a struct or in an array."""
    kind = resolve(of)
    if isinstance(kind, Struct):
        return classes[kind]
    if isinstance(kind, Array):
        return f"{_element(kind, classes)} * {kind.count}"
    if isinstance(kind, Pointer):
        return _address(kind)
    if isinstance(kind, Float):
        return f"ctypes.c_{kind.name}"
    if isinstance(kind, Boolean):
        return "ctypes.c_bool"
    return _whole_number(kind)


def _element(array: Array, classes: Classes) -> str:
    kind = resolve(array.element)
    if isinstance(kind, Character):
        return f"ctypes.c_{'char' if kind.size == 1 else 'wchar'}"
    inner = native_type(kind, classes)
    return f"({inner})" if isinstance(kind, Array) else inner


def _address(pointer: Pointer) -> str:
    target = resolve(pointer.target)
    if isinstance(target, Character):
        return text_type(target)
    return "ctypes.c_void_p"


def _whole_number(kind: Type) -> str:
    # By width, not by C's name: `long` has 4 bytes in the DLL and 8 on some systems that only read this module.
    if isinstance(kind, Enumeration):
        kind = kind.underlying
    if isinstance(kind, Character):
        return "ctypes.c_int8" if kind.size == 1 else "ctypes.c_uint16"
    assert isinstance(kind, Integer), kind
    return f"ctypes.c_{'' if kind.signed else 'u'}int{8 * kind.size}"


def text_type(of: Character) -> str:
    """The pointer to text that ends with a zero."""
    return "ctypes.c_char_p" if of.size == 1 else "ctypes.c_wchar_p"


def result_type(of: Type, classes: Classes) -> str:
    """What a prototype's result is to ctypes."""
    return "None" if isinstance(resolve(of), Void) else native_type(of, classes)


def parameter_type(parameter: Parameter, classes: Classes) -> str:
    """What a prototype's parameter is to ctypes."""
    way = way_of(parameter)
    element = element_of(parameter.type)
    if way in (Way.VALUE, Way.STRUCT):
        return native_type(parameter.type, classes)
    if way in (Way.MEMORY, Way.ADDRESS) or isinstance(element, (Void, Opaque, FunctionType)):
        return "ctypes.c_void_p"
    if isinstance(element, Character):
        return text_type(element) if way is Way.TEXT else f"ctypes.POINTER({character_type(element)})"
    return f"ctypes.POINTER({native_type(element, classes)})"


def is_address(of: Type) -> bool:
    """Whether a value of this type is an address that stays a number (not one of text)."""
    kind = resolve(of)
    return isinstance(kind, Pointer) and not isinstance(resolve(kind.target), Character)


def character_type(of: Character) -> str:
    """The element of a buffer for text."""
    return "ctypes.c_char" if of.size == 1 else "ctypes.c_wchar"

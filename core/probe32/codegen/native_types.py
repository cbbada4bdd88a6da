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
    is_text,
    resolve,
)
from .passing import Way, element_of, way_of
from .windows_types import Bstr, VariantBool

Classes = Mapping[Struct | Enumeration, str]


def native_type(of: Type, classes: Classes) -> str:
    """The ctypes expression for a value of this type, wherever it stands by itself, in a struct or in an array."""
    kind = resolve(of)
    if isinstance(kind, Struct):
        return classes[kind]
    if isinstance(kind, Array):
        return f"{_element(kind, classes)} * {kind.count}"
    if isinstance(kind, Pointer):
        return pointer_type(kind, classes)
    if isinstance(kind, VariantBool):
        return "wintypes.VARIANT_BOOL"
    if isinstance(kind, Float):
        return f"ctypes.c_{kind.name}"
    if isinstance(kind, Boolean):
        return "ctypes.c_bool"
    return _whole_number(kind)


def _element(array: Array, classes: Classes) -> str:
    kind = resolve(array.element)
    if isinstance(kind, Character):
        return character_type(kind)
    inner = native_type(kind, classes)
    return f"({inner})" if isinstance(kind, Array) else inner


def pointer_type(pointer: Pointer, classes: Classes) -> str:
    """A pointer that leads to something known; an address where nothing is known."""
    target = resolve(pointer.target)
    if isinstance(pointer, Bstr):
        return "_Bstr"
    if is_unknown(target):
        return "ctypes.c_void_p"
    inner = character_type(target) if isinstance(target, Character) else native_type(target, classes)
    return f"ctypes.POINTER({inner})"


def _whole_number(kind: Type) -> str:
    # By width, not by C's name: `long` has 4 bytes in the DLL and 8 on some systems that only read this module.
    if isinstance(kind, Enumeration):
        kind = kind.underlying
    if isinstance(kind, Character):
        return "ctypes.c_int8" if kind.size == 1 else "ctypes.c_uint16"
    assert isinstance(kind, Integer), kind
    return f"ctypes.c_{'' if kind.signed else 'u'}int{8 * kind.size}"


def unit_type(of: Type) -> str:
    """The whole number that holds bit-fields of this type."""
    return f"ctypes.c_uint{8 * resolve(of).size}"


def result_type(of: Type, classes: Classes) -> str:
    """What a prototype's result is to ctypes: an address stays a number, unless it leads to text."""
    kind = resolve(of)
    if isinstance(kind, Pointer) and not is_text(kind):
        return "ctypes.c_void_p"
    return "None" if isinstance(kind, Void) else native_type(kind, classes)


def parameter_type(parameter: Parameter, classes: Classes) -> str:
    """What a prototype's parameter is to ctypes."""
    way = way_of(parameter)
    element = element_of(parameter.type)
    if way in (Way.VALUE, Way.STRUCT, Way.BSTR):
        return native_type(parameter.type, classes)
    if way in (Way.MEMORY, Way.ADDRESS, Way.CALLBACK) or is_unknown(element):
        return "ctypes.c_void_p"
    if isinstance(element, Character):
        text = "ctypes.c_char_p" if element.size == 1 else "ctypes.c_wchar_p"
        return text if way is Way.TEXT else f"ctypes.POINTER({character_type(element)})"
    return f"ctypes.POINTER({native_type(element, classes)})"


def is_unknown(of: Type) -> bool:
    """Whether nothing can be said of what a pointer to it leads to."""
    return isinstance(of, (Void, Opaque, FunctionType))


def is_address(of: Type) -> bool:
    """Whether a value of this type is an address that ctypes has as a number."""
    kind = resolve(of)
    return isinstance(kind, Pointer) and is_unknown(resolve(kind.target))


def is_bstr(of: Type) -> bool:
    """Whether it is text that Automation allocates."""
    return isinstance(of, Bstr)


def character_type(of: Character) -> str:
    """The element of a buffer for text."""
    return "ctypes.c_char" if of.size == 1 else "ctypes.c_wchar"

"""How a wrapper passes each parameter: decided once, here, from its type, direction and size."""

from __future__ import annotations

import re
from enum import Enum

from ..abi.signatures import Parameter, Signature
from ..abi.types import Array, Character, Convention, FunctionType, Opaque, Pointer, Struct, Type, Void, resolve
from .layouts import layout_of

_REGISTERS = (Convention.FASTCALL, Convention.THISCALL)


class Way(str, Enum):
    """What a parameter is for the wrapper."""

    VALUE = "a number by value"
    STRUCT = "a struct by value"
    TEXT = "text that goes in and ends with a zero"
    CHARACTERS = "a buffer of characters with a size"
    MEMORY = "a buffer of bytes with a size"
    ADDRESS = "an address, or bytes of any number"
    SINGLE = "a pointer to one value"
    ARRAY = "a pointer to several values"


def way_of(parameter: Parameter) -> Way:
    """How this parameter is passed."""
    kind = resolve(parameter.type)
    if isinstance(kind, Struct):
        return Way.STRUCT
    if not isinstance(kind, (Pointer, Array)):
        return Way.VALUE
    target = element_of(parameter.type)
    if isinstance(target, Character):
        return Way.CHARACTERS if parameter.size or parameter.returned else Way.TEXT
    if isinstance(target, Void) and parameter.size:
        return Way.MEMORY
    if isinstance(target, (Void, Opaque, FunctionType)):
        return Way.ADDRESS
    return Way.ARRAY if parameter.size or isinstance(kind, Array) else Way.SINGLE


def element_of(of: Type) -> Type:
    """What a pointer or an array leads to, behind typedefs."""
    kind = resolve(of)
    if isinstance(kind, Pointer):
        return resolve(kind.target)
    return resolve(kind.element) if isinstance(kind, Array) else kind


def reasons_against(signature: Signature) -> list[str]:
    """Why no method can be written for a function, a sentence each; empty when one can."""
    found = [] if signature.convention in _REGISTERS else signature.problems()
    if signature.convention in _REGISTERS:
        found.append(f"It is {signature.convention.keyword}, which ctypes cannot call.")
    if signature.variadic:
        found.append("It takes a variable number of arguments (...).")
    for each in signature.parameters:
        found += _against(each, signature)
    if _is_unusual_by_value(signature.result):
        found.append("It returns a union or a struct with bit-fields by value, which ctypes cannot receive.")
    found += [f"ctypes cannot lay out {each.name} as the C compiler does." for each in _unusual_structs(signature)]
    return found


def _against(parameter: Parameter, signature: Signature) -> list[str]:
    found = []
    if isinstance(element_of(parameter.type), FunctionType):
        found.append(f"{parameter.name!r} is a callback, which would have to run in the 32-bit process.")
    if _is_unusual_by_value(parameter.type):
        found.append(f"{parameter.name!r} is a union or a struct with bit-fields by value, which ctypes cannot pass.")
    if parameter.returned and way_of(parameter) is Way.ADDRESS and isinstance(element_of(parameter.type), Opaque):
        found.append(f"{parameter.name!r} comes back as a struct whose inside is unknown.")
    given = {each.name for each in signature.inputs}
    unknown = sorted(parameter.size.names - given) if parameter.size else []
    if unknown:
        found.append(f"The size of {parameter.name!r} depends on {unknown[0]!r}, which is not known before the call.")
    return found


def _is_unusual_by_value(of: Type) -> bool:
    kind = resolve(of)
    if isinstance(kind, Array):
        return _is_unusual_by_value(kind.element)
    if not isinstance(kind, Struct):
        return False
    return kind.union or any(each.bits is not None or _is_unusual_by_value(each.type) for each in kind.fields)


def _unusual_structs(signature: Signature) -> list[Struct]:
    return [each for each in structs_of(signature) if layout_of(each) is None]


def structs_of(signature: Signature) -> list[Struct]:
    """Every struct whose inside a wrapper of the function handles, inner ones first."""
    found: dict[Struct, None] = {}
    for of in (*(each.type for each in signature.parameters), signature.result):
        # The result's target is left alone: an address stays an address.
        _collect(of if of is signature.result else element_of(of), found)
    return list(found)


def _collect(of: Type, found: dict[Struct, None]) -> None:
    kind = resolve(of)
    if isinstance(kind, Array):
        _collect(kind.element, found)
    if isinstance(kind, Struct) and kind not in found:
        for each in kind.fields:
            _collect(each.type, found)
        found[kind] = None


_DEREFERENCE = re.compile(r"(^|[-+*(])\s*\*\s*(?=[A-Za-z_])")


def size_expression(parameter: Parameter, names: dict[str, str]) -> str:
    """The number of elements as Python, over the method's own parameters."""
    assert parameter.size is not None
    plain = _DEREFERENCE.sub(r"\1", parameter.size.text.strip())
    text = re.sub(r"\b[^\W\d]\w*", lambda match: names[match[0]], plain)
    element = element_of(parameter.type)
    unit = 1 if isinstance(element, Void) else element.size
    return f"({text}) // {unit}" if parameter.size.in_bytes and unit > 1 else text

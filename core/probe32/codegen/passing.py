"""How a wrapper passes each parameter: decided once, here, from its type, direction and size."""

from __future__ import annotations

import ast
import re
from enum import Enum

from ..abi.signatures import Parameter, Signature
from ..abi.types import (
    Array,
    Character,
    FunctionType,
    Opaque,
    Pointer,
    Struct,
    Type,
    Void,
    flexible,
    resolve,
)
from .registers import reasons_against_registers
from .windows_types import Bstr


class Way(str, Enum):
    """What a parameter is for the wrapper."""

    VALUE = "a number by value"
    STRUCT = "a struct by value"
    TEXT = "text that goes in and ends with a zero"
    BSTR = "text that Automation allocates"
    CHARACTERS = "a buffer of characters with a size"
    MEMORY = "a buffer of bytes with a size"
    ADDRESS = "an address, or bytes of any number"
    CALLBACK = "a function that the DLL calls"
    FLEXIBLE = "a pointer to a struct whose last member has any length"
    SINGLE = "a pointer to one value"
    ARRAY = "a pointer to several values"


def way_of(parameter: Parameter) -> Way:
    """How this parameter is passed."""
    kind = resolve(parameter.type)
    if isinstance(kind, Struct):
        return Way.STRUCT
    if not isinstance(kind, (Pointer, Array)):
        return Way.VALUE
    if isinstance(kind, Bstr):
        return Way.BSTR
    target = element_of(parameter.type)
    if isinstance(target, Character):
        return Way.CHARACTERS if parameter.size or parameter.returned else Way.TEXT
    if isinstance(target, Void) and parameter.size:
        return Way.MEMORY
    if isinstance(target, FunctionType):
        return Way.CALLBACK
    if isinstance(target, (Void, Opaque)):
        return Way.ADDRESS
    if flexible(target):
        return Way.FLEXIBLE
    return Way.ARRAY if parameter.size or isinstance(kind, Array) else Way.SINGLE


def element_of(of: Type) -> Type:
    """What a pointer or an array leads to, behind typedefs."""
    kind = resolve(of)
    if isinstance(kind, Pointer):
        return resolve(kind.target)
    return resolve(kind.element) if isinstance(kind, Array) else kind


def reasons_against(signature: Signature) -> list[str]:
    """Why no method can be written for a function, a sentence each; empty when one can."""
    found = signature.problems() + reasons_against_registers(signature)
    for each in signature.parameters:
        found += _against(each, signature)
    return found


def _against(parameter: Parameter, signature: Signature) -> list[str]:
    found = []
    target = element_of(parameter.type)
    if isinstance(target, FunctionType):
        found += reasons_against_registers(target, f"The callback {parameter.name!r}")
    if parameter.returned and way_of(parameter) is Way.ADDRESS and isinstance(target, Opaque):
        found.append(f"{parameter.name!r} comes back as a struct whose inside is unknown.")
    given = {each.name for each in signature.inputs}
    unknown = sorted(parameter.size.names - given) if parameter.size else []
    if unknown:
        found.append(f"The size of {parameter.name!r} depends on {unknown[0]!r}, which is not known before the call.")
    return found


def structs_of(signature: Signature) -> list[Struct]:
    """Every struct whose inside a wrapper of the function handles, inner ones first."""
    found: dict[Struct, None] = {}
    for each in signature.parameters:
        for of in handled_types(each):
            _collect(of, found)
    # The result's target is left alone, an address stays an address; unless it is a struct, which can be read there.
    if not isinstance(resolve(signature.result), Pointer) or isinstance(element_of(signature.result), Struct):
        _collect(signature.result, found)
    return list(found)


def holds_functions(parameter: Parameter) -> bool:
    """Whether a struct that the parameter gives has function pointers in it."""
    found: dict[Struct, None] = {}
    _collect(parameter.type, found)
    return any(made_function(each.type) for struct in found for each in struct.fields)


def handled_types(parameter: Parameter) -> list[Type]:
    """The parameter's type, or those of the callback that it is."""
    target = element_of(parameter.type)
    return _types_of(target) if isinstance(target, FunctionType) else [parameter.type]


def _types_of(function: FunctionType) -> list[Type]:
    return [*(each.type for each in function.parameters), function.result]


def made_function(of: Type) -> FunctionType | None:
    """What a function pointer leads to, if such a function can be made; None for everything else."""
    kind = resolve(of)
    target = resolve(kind.target) if isinstance(kind, Pointer) else None
    return target if isinstance(target, FunctionType) and not reasons_against_registers(target) else None


def _collect(of: Type, found: dict[Struct, None]) -> None:
    kind = resolve(of)
    if isinstance(kind, (Pointer, Array)):
        _collect(kind.target if isinstance(kind, Pointer) else kind.element, found)
    if isinstance(kind, Struct) and kind not in found:
        for field in kind.fields:
            function = made_function(field.type)
            for each in _types_of(function) if function else [field.type]:
                _collect(each, found)
        found[kind] = None


_DEREFERENCE = re.compile(r"(^|[-+*(])\s*\*\s*(?=[A-Za-z_])")


def size_expression(parameter: Parameter, names: dict[str, str]) -> str:
    """The number of elements as Python, over the method's own parameters."""
    assert parameter.size is not None
    return scaled(size_in_python(parameter.size.text, names), parameter)


def size_in_bytes(parameter: Parameter, names: dict[str, str]) -> str:
    """The size of the whole as Python, over the method's own parameters."""
    assert parameter.size is not None
    text = size_in_python(parameter.size.text, names)
    return text if parameter.size.in_bytes else f"({text}) * {element_of(parameter.type).size}"


def size_in_python(size: str, names: dict[str, str]) -> str:
    """A size as Python; what C dereferences is a plain number there."""
    if size in names:
        return names[size]
    plain = _DEREFERENCE.sub(r"\1", size.strip())
    text = re.sub(r"\b[^\W\d]\w*", lambda match: names[match[0]], plain)
    return ast.unparse(ast.parse(text, mode="eval"))


def scaled(text: str, parameter: Parameter) -> str:
    """The number of elements, from a size that may count bytes."""
    element = element_of(parameter.type)
    unit = 1 if isinstance(element, Void) else element.size
    in_bytes = parameter.size is not None and parameter.size.in_bytes
    return f"({text}) // {unit}" if in_bytes and unit > 1 else text

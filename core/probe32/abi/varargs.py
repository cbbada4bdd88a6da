"""The arguments of a `...`: what C makes of Python values whose parameters have no types.

A call with such arguments becomes a call of a signature that has parameters for them, so everything that holds for
parameters holds for them too: checks, guarded buffers, outputs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..errors import ArgumentError, DeclarationError
from .pointers import RemotePointer
from .signatures import Parameter, Signature
from .types import Character, Float, Integer, Pointer, Type, Void, resolve

ReadType = Callable[[str], Parameter]
"""The parameter that C text such as `const wchar_t *` declares. `DeclarationError`: it is no type."""

_INT = Integer("int", 4, True)
_CAST = re.compile(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)(.*)", re.DOTALL)


@dataclass(frozen=True)
class CValue:
    """A value for a `...` with its type in C: `CValue("const wchar_t *", "text")`, `CValue("unsigned", 2**31)`.

    `type` is C text, `value` what its kind of argument takes. The type may have marks, as that of a parameter:
    `CValue("_Out_ int *")` is an output and needs no value; it comes back as `argument_3` when it is the third.
    """

    type: str
    value: object = None


def with_extra(
    signature: Signature, arguments: Sequence[object], read_type: ReadType
) -> tuple[Signature, tuple[object, ...]]:
    """The signature with parameters for the arguments beyond its own, and one argument for each of its inputs.

    A `bool` or `int` becomes an `int`, or a `long long` if it does not fit; a `float` a `double`; text a
    `const char *`, bytes too, with a zero behind them; None a null pointer; a `CValue` what it says.

    `ArgumentError`: a value has no such type. `DeclarationError`: a `CValue`'s type can't be understood.
    """
    count = len(signature.inputs)
    if not signature.variadic or len(arguments) <= count:
        return signature, tuple(arguments)
    parameters, given = list(signature.parameters), list(arguments[:count])
    for value in arguments[count:]:
        name = f"argument_{len(parameters) + 1}"
        parameter = _declared(value, read_type) if isinstance(value, CValue) else Parameter("", _type(name, value))
        parameter = replace(parameter, name=name)
        parameters.append(parameter)
        if parameter.given:
            given.append(value.value if isinstance(value, CValue) else int(value) if value is True else value)
    return replace(signature, parameters=tuple(parameters)), tuple(given)


def cast_of(text: str) -> tuple[str, str] | None:
    """The type and the value of `(type)value`; None for a text of another form."""
    found = _CAST.fullmatch(text)
    return (found[1], found[2].lstrip()) if found else None


def parse_extra(text: str, read_type: ReadType, parse: Callable[[Parameter, str], object]) -> object:
    """The value that a person means by `text` for a `...`.

    Whole and floating numbers, `true`, `false`, `null`; `(type)value`, such as `(wchar_t *)text`, where `parse` reads
    the value; all else is text, also what JSON's quotes protect.
    """
    if (cast := cast_of(text)) is not None:
        try:
            parameter = replace(read_type(cast[0]), name=text)
        except DeclarationError:
            return text  # it only looks like one
        return CValue(cast[0], parse(parameter, cast[1]) if parameter.given else None)
    for of in (_INT, Float(8)):
        try:
            return parse(Parameter(text, of), text)
        except ArgumentError:
            continue
    return None if text == "null" else parse(Parameter(text, Pointer(Character(1), const=True)), text)


def _declared(value: CValue, read_type: ReadType) -> Parameter:
    found = read_type(value.type)
    # C's default argument promotions (C11, 6.5.2.2); small whole numbers fill a word on the stack anyway.
    return replace(found, type=Float(8)) if isinstance(resolve(found.type), Float) else found


def _type(name: str, value: object) -> Type:
    if isinstance(value, RemotePointer):
        return value.type
    if isinstance(value, int):
        if -(2**31) <= value < 2**31:
            return _INT
        return Integer("long long", 8, True) if value < 2**63 else Integer("unsigned long long", 8, False)
    if isinstance(value, float):
        return Float(8)
    if isinstance(value, (str, bytes, bytearray, memoryview)):
        return Pointer(Character(1), const=True)
    if value is None:
        return Pointer(Void(), const=True)
    raise ArgumentError(
        f"The type of {name!r} can't be told from a Python {type(value).__name__}.",
        hint='Say it: probe32.CValue("const double *", [1.0, 2.0]).',
        parameter=name,
    )

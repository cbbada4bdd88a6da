"""Windows' types that a wrapper treats in a way of their own, as types that say so.

To C a `VARIANT_BOOL` is a `short` and a `BSTR` a pointer to text; a wrapper gives and takes `bool`, and makes and reads
the BSTR as Automation does. A `GUID` is a struct, and text to people.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..abi.signatures import Parameter, Signature
from ..abi.types import Alias, Array, Boolean, Character, FunctionType, Pointer, Struct, Type
from ..abi.windows import Special, special


@dataclass(frozen=True)
class VariantBool(Boolean):
    """A truth value of 2 bytes, -1 when true."""

    size = 2
    align = 2


@dataclass(frozen=True)
class Bstr(Pointer):
    """Text that knows its length, from an allocator that all of Automation shares."""


@dataclass(frozen=True)
class Guid(Struct):
    """A GUID, which is text to a caller: `{6B29FC40-CA47-1067-B31D-00DD010662DA}`."""


def with_windows_types(signature: Signature) -> Signature:
    """The signature with these types in place of Windows' names for them."""
    return replace(
        signature,
        result=_special(signature.result),
        parameters=tuple(map(_with_types, signature.parameters)),
    )


def _with_types(parameter: Parameter) -> Parameter:
    return replace(parameter, type=_special(parameter.type))


def _special(of: Type) -> Type:
    if isinstance(of, Alias):
        meaning = special(of)
        if meaning is Special.BSTR:
            return Bstr(Character(2))
        return VariantBool() if meaning is Special.VARIANT_BOOL else replace(of, target=_special(of.target))
    if isinstance(of, Pointer):
        return replace(of, target=_special(of.target))
    if isinstance(of, Array):
        return replace(of, element=_special(of.element))
    if isinstance(of, Struct):
        if special(of) is Special.GUID:
            return Guid(of.name, of.fields, of.size, of.align)
        return replace(of, fields=tuple(replace(each, type=_special(each.type)) for each in of.fields))
    if isinstance(of, FunctionType):
        return replace(of, result=_special(of.result), parameters=tuple(map(_with_types, of.parameters)))
    return of

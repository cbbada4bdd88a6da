"""Types under another name, wherever they are used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from .. import headers
from ..abi.declare import declare_types
from ..abi.signatures import Parameter, Signature
from ..abi.types import Alias, Array, Enumeration, Field, FunctionType, Opaque, Pointer, Struct, Type
from ..errors import DeclarationError

_IDENTIFIER = re.compile(r"[A-Za-z_]\w*", re.ASCII)


def renamed(of: Type, name: str, new: str) -> Type:
    """`of`, in which everything called `name` is called `new`: a struct and the typedef of its name alike."""
    if isinstance(of, Opaque):
        union = "union " if of.name.startswith("union ") else ""
        return replace(of, name=union + _other(of.name.removeprefix("union "), name, new))
    if isinstance(of, Enumeration):
        return replace(of, name=_other(of.name, name, new))
    if isinstance(of, Alias):
        return replace(of, name=_other(of.name, name, new), target=renamed(of.target, name, new))
    if isinstance(of, Struct):
        fields = tuple(_field(each, name, new) for each in of.fields)
        return replace(of, name=_other(of.name, name, new), fields=fields)
    if isinstance(of, Pointer):
        return replace(of, target=renamed(of.target, name, new))
    if isinstance(of, Array):
        return replace(of, element=renamed(of.element, name, new))
    if isinstance(of, FunctionType):
        parameters = tuple(_parameter(each, name, new) for each in of.parameters)
        return replace(of, result=renamed(of.result, name, new), parameters=parameters)
    return of


def renamed_in(signature: Signature, name: str, new: str) -> Signature:
    """The signature with the type `name` called `new`; its own name and those of its parameters stay."""
    parameters = tuple(_parameter(each, name, new) for each in signature.parameters)
    return replace(signature, result=renamed(signature.result, name, new), parameters=parameters)


def check_name(name: str, types: Mapping[str, Type]) -> None:
    """`DeclarationError`: `name`, which one of `types` has, is no name that C allows for it."""
    if not _IDENTIFIER.fullmatch(name):
        raise DeclarationError(
            f"{name!r} cannot be the name of a type.", hint="Use letters, digits and _, and begin with a letter."
        )
    if problems := headers.parse(declare_types(types)).problems:
        raise DeclarationError(
            f"{name!r} cannot be the name of a type here: {problems[0].message}", hint="Choose another name."
        )


def _other(found: str, name: str, new: str) -> str:
    return new if found == name else found


def _field(each: Field, name: str, new: str) -> Field:
    return replace(each, type=renamed(each.type, name, new))


def _parameter(each: Parameter, name: str, new: str) -> Parameter:
    return replace(each, type=renamed(each.type, name, new))

"""Types taken apart, and put together again with other parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from .signatures import Signature
from .types import Alias, Array, FunctionType, Pointer, Struct, Type

_Called = TypeVar("_Called", Signature, FunctionType)


def parts(of: Type) -> tuple[Type, ...]:
    """The types that a type is directly made of: members, element, target, result and parameters."""
    if isinstance(of, (Alias, Pointer)):
        return (of.target,)
    if isinstance(of, Array):
        return (of.element,)
    if isinstance(of, Struct):
        return tuple(each.type for each in of.fields)
    return types_of(of) if isinstance(of, FunctionType) else ()


def types_of(called: Signature | FunctionType) -> tuple[Type, ...]:
    """The types of a function's result and of its parameters."""
    return (called.result, *(each.type for each in called.parameters))


def with_parts(of: Type, change: Callable[[Type], Type]) -> Type:
    """The type with what `change` makes of each of its parts."""
    if isinstance(of, (Alias, Pointer)):
        return replace(of, target=change(of.target))
    if isinstance(of, Array):
        return replace(of, element=change(of.element))
    if isinstance(of, Struct):
        return replace(of, fields=tuple(replace(each, type=change(each.type)) for each in of.fields))
    return with_types(of, change) if isinstance(of, FunctionType) else of


def with_types(called: _Called, change: Callable[[Type], Type]) -> _Called:
    """The function with what `change` makes of the types of its result and of its parameters."""
    parameters = tuple(replace(each, type=change(each.type)) for each in called.parameters)
    return replace(called, result=change(called.result), parameters=parameters)

"""C text that declares types, each after those it needs, and constants."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from .render import declaration
from .types import Alias, Array, Enumeration, FunctionType, Pointer, Struct, Type


def declare_types(types: Mapping[str, Type]) -> str:
    """Declarations that a C compiler, and `headers.parse`, accepts as they stand; "" for no types."""
    return "".join(f"{declaration(each)}\n" for each in needed_types(types.values()))


def needed_types(types: Iterable[Type]) -> list[Type]:
    """All named types that these types are or consist of, each after those it needs."""
    ordered: dict[Type, None] = {}
    for each in types:
        _visit(each, ordered)
    return list(ordered)


def parts(of: Type) -> tuple[Type, ...]:
    """The types that a type is directly made of: members, element, target, result and parameters."""
    if isinstance(of, (Alias, Pointer)):
        return (of.target,)
    if isinstance(of, Array):
        return (of.element,)
    if isinstance(of, Struct):
        return tuple(each.type for each in of.fields)
    if isinstance(of, FunctionType):
        return (of.result, *(each.type for each in of.parameters))
    return ()


def declare_constants(constants: Mapping[str, float | str]) -> str:
    """Macros for numbers and texts."""
    return "".join(f"#define {name} {json.dumps(value)}\n" for name, value in constants.items())


def _visit(of: Type, ordered: dict[Type, None]) -> None:
    if of in ordered:
        return
    for inner in parts(of):
        _visit(inner, ordered)
    if isinstance(of, (Alias, Enumeration, Struct)) and of.name:
        ordered[of] = None

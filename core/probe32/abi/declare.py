"""C text that declares types, each after those it needs, and constants."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from .parts import parts
from .render import c_type, declaration
from .types import Alias, Array, Enumeration, FunctionType, Opaque, Pointer, Struct, Type


def declare_types(types: Mapping[str, Type]) -> str:
    """Declarations that a C compiler, and `headers.parse`, accepts as they stand; "" for no types."""
    return "".join(map(declared, needed_types(types.values())))


def declared(of: Type) -> str:
    """The definition of a named type, and before it, in lines of their own, the structs of unknown content in it.

    One that stands first among the parameters of a function pointer would be known there alone (C11 6.2.1).
    """
    heads = {c_type(each): None for each in _opaque(of)}
    return "".join(f"{each};\n" for each in heads) + f"{declaration(of)}\n"


def needed_types(types: Iterable[Type]) -> list[Type]:
    """All named types that these types are or consist of, each after those it needs."""
    ordered: list[Type] = []
    named: dict[tuple[type, str], list[Type]] = {}
    seen: dict[int, Type] = {}
    for each in types:
        _visit(each, ordered, named, seen)
    return ordered


def declare_constants(constants: Mapping[str, float | str]) -> str:
    """Macros for numbers and texts."""
    return "".join(f"#define {name} {json.dumps(value)}\n" for name, value in constants.items())


def _opaque(of: Type) -> Iterator[Opaque]:
    """The structs and unions of unknown content whose addresses stand in the text of a type."""
    for each in parts(of):
        if isinstance(each, Opaque) and isinstance(of, (FunctionType, Pointer)) and each.name:
            yield each
        elif isinstance(each, (Pointer, Array, FunctionType)):
            yield from _opaque(each)


def _visit(of: Type, ordered: list[Type], named: dict[tuple[type, str], list[Type]], seen: dict[int, Type]) -> None:
    # Types share their parts, and comparing or hashing a deep value is slow: the same object is not looked at twice,
    # and none is compared but with those of its name.
    if id(of) in seen:
        return
    seen[id(of)] = of
    for inner in parts(of):
        _visit(inner, ordered, named, seen)
    if isinstance(of, (Alias, Enumeration, Struct)) and of.name:
        namesakes = named.setdefault((type(of), of.name), [])
        if of not in namesakes:
            namesakes.append(of)
            ordered.append(of)

"""The parts of a server module: classes for structs, the table of prototypes, a method for each function."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..abi.types import Field, Struct
from .annotations import Annotations, joined
from .bodies import server_body
from .docstrings import docstring
from .folding import Group, Part, call, fold, literal, quoted, tuple_of
from .layouts import Padding, layout_of
from .model import Method, Wrapper
from .native_types import native_type, parameter_type, result_type

_PLAIN = Annotations(None)

_LONGEST_RESULT = 70
"""Columns of a return annotation that fit on a line of their own."""


def struct_classes(wrapper: Wrapper) -> list[list[str]]:
    """A `ctypes.Structure` or `ctypes.Union` for each struct, as lines."""
    return [_struct_class(wrapper, each) for each in wrapper.structs]


def _struct_class(wrapper: Wrapper, struct: Struct) -> list[str]:
    layout = layout_of(struct)
    assert layout is not None, struct.name
    word = "union" if struct.union else "struct"
    lines = [f"class {wrapper.classes[struct]}(ctypes.{'Union' if struct.union else 'Structure'}):"]
    lines += [*docstring([f"`{word} {struct.name}`, {struct.size} bytes." if struct.name else f"A {word}."], 4), ""]
    if layout.pack is not None:
        # Python 3.14 wants to be told whose rules a packed struct follows; Windows' are Microsoft's.
        lines += ['    _layout_ = "ms"', f"    _pack_ = {layout.pack}"]
    anonymous = [_member_name(index, each) for index, each in enumerate(struct.fields) if not each.name]
    if anonymous:
        lines += fold(tuple_of([quoted(each) for each in anonymous], "_anonymous_ = "), 4)
    fields = [_member(wrapper, index, each) for index, each in enumerate(layout.members)]
    return lines + fold(Group(("_fields_ = [", "]"), tuple(fields), always=True), 4)


def _member(wrapper: Wrapper, index: int, member: Field | Padding) -> Part:
    if isinstance(member, Padding):
        return tuple_of([quoted(f"_padding_{member.offset}"), f"ctypes.c_uint8 * {member.size}"])
    items = [quoted(_member_name(index, member)), native_type(member.type, wrapper.classes)]
    return tuple_of(items if member.bits is None else [*items, str(member.bits)])


def _member_name(index: int, member: Field) -> str:
    return member.name or f"_anonymous_{index}"


def prototypes(wrapper: Wrapper) -> list[str]:
    """The table that says how each function is found and called."""
    rows = tuple(_prototype(wrapper, each) for each in wrapper.methods)
    return fold(Group(("_PROTOTYPES: dict[str, _Prototype] = {", "}"), rows, always=bool(rows)), 0)


def _prototype(wrapper: Wrapper, method: Method) -> Part:
    symbol = quoted(method.symbol) if isinstance(method.symbol, str) else str(method.symbol)
    parameters = [parameter_type(each, wrapper.classes) for _, each in method.parameters]
    return call(
        f"{quoted(method.server_name)}: _Prototype(",
        [
            symbol,
            quoted(method.signature.convention.value),
            result_type(method.signature.result, wrapper.classes),
            tuple_of(parameters) if parameters else "()",
        ],
    )


def layouts(wrapper: Wrapper) -> list[str]:
    """The table of the sizes and offsets that the C compiler gave to the structs."""
    rows = tuple(_layout(wrapper, each) for each in wrapper.structs)
    return fold(Group(("_LAYOUTS: dict[Any, tuple[int, dict[str, int]]] = {", "}"), rows, always=bool(rows)), 0)


def _layout(wrapper: Wrapper, struct: Struct) -> Part:
    offsets = {each.name: each.offset for each in struct.fields if each.name and each.bits is None}
    return tuple_of([str(struct.size), literal(offsets)], f"{wrapper.classes[struct]}: ")


def methods(wrapper: Wrapper) -> list[list[str]]:
    """A method for each function, as lines."""
    return [_method(wrapper, each) for each in wrapper.methods]


def _method(wrapper: Wrapper, method: Method) -> list[str]:
    result = joined(_PLAIN.all(method.signature))
    if len(result) > _LONGEST_RESULT:
        result = "tuple[Any, ...]"  # the client's method says what exactly
    head = definition(method.server_name, method, _PLAIN, result)
    return [*head, *docstring([f"`{method.prototype}`"], 8), *server_body(method, wrapper.classes, result)]


def definition(name: str, method: Method, annotations: Annotations, result: str) -> list[str]:
    """The `def` of a method."""
    given = [f"{name}: {annotations.given(each)}" for name, each in method.parameters if each.given]
    return fold(call(f"def {name}(", ["self", *given], f") -> {result}"), 4, ":")


_HELPERS = ("several", "single", "native", "raw", "memory", "plain", "encoded")


def needs(bodies: Iterable[list[str]]) -> dict[str, bool]:
    """Which of the template's functions the methods use, directly or through each other."""
    used = {each: uses(bodies, f"_{each}(") for each in _HELPERS}
    used["native"] = used["native"] or used["several"] or used["single"]
    used["encoded"] = used["encoded"] or used["native"]
    return used


def uses(bodies: Iterable[list[str]], text: str) -> bool:
    """Whether a name, or an expression that begins with one, occurs in the lines."""
    wanted = re.compile(rf"(?<!\w){re.escape(text)}")
    return any(wanted.search(line) for lines in bodies for line in lines)

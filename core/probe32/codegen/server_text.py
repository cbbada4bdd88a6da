"""The parts of a server module: classes for structs, the table of prototypes, a method for each function."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..abi.parts import types_of
from ..abi.passing import HIDDEN, Called, passing
from ..abi.types import Array, Field, FunctionType, Integer, Pointer, Struct, flexible, resolve
from ..abi.windows import FREEING
from .annotations import PLAIN, joined
from .bodies import server_body
from .docstrings import docstring
from .failing import Failure
from .folding import Group, Part, call, fold, literal, quoted, tuple_of
from .layouts import Padding, Unit, layout_of
from .method_heads import definition
from .model import Method, Wrapper
from .native_types import is_address, native_type, parameter_type, result_type, unit_type
from .passing import made_function
from .registers import argument_order
from .windows_types import Guid

_LONGEST_RESULT = 70
"""Columns of a return annotation that fit on a line of their own."""


def struct_classes(wrapper: Wrapper) -> list[list[str]]:
    """A `ctypes.Structure` or `ctypes.Union` for each struct, as lines."""
    return [_struct_class(wrapper, each) for each in wrapper.structs]


def _struct_class(wrapper: Wrapper, struct: Struct) -> list[str]:
    layout = layout_of(struct)
    word = "union" if struct.union else "struct"
    lines = [f"class {wrapper.classes[struct]}(ctypes.{'Union' if struct.union else 'Structure'}):"]
    lines += [*docstring([f"`{word} {struct.name}`, {struct.size} bytes." if struct.name else f"A {word}."], 4), ""]
    if layout.pack is not None:
        # Python 3.14 wants to be told whose rules a packed struct follows; Windows' are Microsoft's.
        lines += ['    _layout_ = "ms"', f"    _pack_ = {layout.pack}"]
    anonymous = [_member_name(index, each) for index, each in enumerate(struct.fields) if not each.name]
    if anonymous:
        lines += fold(tuple_of([quoted(each) for each in anonymous], "_anonymous_ = "), 4)
    units = [each for each in layout.members if isinstance(each, Unit)]
    if units:
        rows = [row for each in units for row in _bits(each)]
        lines.append("    # Bit-fields: the number that holds each, its first bit, its width, its sign.")
        lines += fold(replace(tuple_of(rows, "_bits_ = "), always=len(rows) > 1), 4)
    if isinstance(struct, Guid):
        lines.append("    _guid_ = True")
    last = flexible(struct)
    if last and isinstance(array := resolve(last.type), Array) and array.length:
        lines.append(f"    _counted_by_ = {quoted(array.length)}")
    fields = [_member(wrapper, wrapper.classes[struct], index, each) for index, each in enumerate(layout.members)]
    return lines + fold(Group(("_fields_ = [", "]"), tuple(fields), always=True), 4)


def _bits(unit: Unit) -> Iterator[Part]:
    """For each bit-field: its name, the member that holds it, its first bit there, its width, whether it has a sign."""
    for each in unit.bits:
        kind = resolve(each.type)
        signed = isinstance(kind, Integer) and kind.signed
        yield tuple_of([quoted(each.name), quoted(unit.name), str(each.bit_offset), str(each.bits), str(signed)])


def _member(wrapper: Wrapper, owner: str, index: int, member: Field | Unit | Padding) -> Part:
    if isinstance(member, Padding):
        return tuple_of([quoted(f"_padding_{member.offset}"), f"ctypes.c_uint8 * {member.size}"])
    if isinstance(member, Unit):
        return tuple_of([quoted(member.name), unit_type(member.type)])
    name = _member_name(index, member)
    if made_function(member.type):
        return tuple_of([quoted(name), f"_function({quoted(f'{owner}.{name}')})"])
    return tuple_of([quoted(name), native_type(member.type, wrapper.classes)])


def _member_name(index: int, member: Field) -> str:
    return member.name or f"_anonymous_{index}"


def prototypes(wrapper: Wrapper) -> list[str]:
    """The table that says how each function is found and called."""
    rows = [_prototype(wrapper, each) for each in wrapper.methods]
    rows += [_freeing(each) for each in wrapper.freeing_functions]
    return fold(Group(("_PROTOTYPES: dict[str, _Prototype] = {", "}"), tuple(rows), always=bool(rows)), 0)


def _freeing(name: str) -> Part:
    """A function that takes one address: of Windows, or an export that nobody has declared."""
    module = FREEING.get(name, "")
    items = [quoted(name), quoted("stdcall" if module else "cdecl"), "None", "(ctypes.c_void_p,)"]
    return call(f"{quoted(name)}: _Prototype(", [*items, f"module={quoted(module)}"] if module else items)


def _prototype(wrapper: Wrapper, method: Method) -> Part:
    signature = method.signature
    symbol = quoted(method.symbol) if isinstance(method.symbol, str) else str(method.symbol)
    order = argument_order(signature)
    result = result_type(signature.result, wrapper.classes)
    parameters = [
        f"ctypes.POINTER({result})" if index == HIDDEN else parameter_type(signature.parameters[index], wrapper.classes)
        for index in order
    ]
    registers = len(passing(signature).registers)
    return call(
        f"{quoted(method.server_name)}: _Prototype(",
        [
            symbol,
            quoted(signature.convention.value),
            "None" if HIDDEN in order else result,
            tuple_of(parameters) if parameters else "()",
            *([f"registers={registers}"] if registers else []),
        ],
    )


def layouts(wrapper: Wrapper) -> list[str]:
    """The table of the sizes and offsets that the C compiler gave to the structs."""
    rows = tuple(_layout(wrapper, each) for each in wrapper.structs)
    return fold(Group(("_LAYOUTS: dict[Any, tuple[int, dict[str, int]]] = {", "}"), rows, always=bool(rows)), 0)


def _layout(wrapper: Wrapper, struct: Struct) -> Part:
    members = [each for each in layout_of(struct).members if not isinstance(each, Padding)]
    offsets = {each.name: each.offset for each in members if each.name}
    return tuple_of([str(struct.size), literal(offsets)], f"{wrapper.classes[struct]}: ")


def methods(wrapper: Wrapper) -> list[list[str]]:
    """A method for each function, as lines."""
    return [_method(wrapper, each) for each in wrapper.methods]


def _method(wrapper: Wrapper, method: Method) -> list[str]:
    result = joined(PLAIN.all(method))
    if method.failure is not Failure.RETURNED or len(result) > _LONGEST_RESULT:
        result = "tuple[Any, ...]"  # the client's method says what exactly
    head = definition(method.server_name, method, PLAIN, result)
    return [*head, *docstring([f"`{method.prototype}`"], 8), *server_body(method, wrapper, result)]


_HELPERS = (
    "several",
    "single",
    "flexible",
    "native",
    "native_bstr",
    "let_go",
    "raw",
    "memory",
    "plain",
    "encoded",
    "promoted",
)


def needs(wrapper: Wrapper, bodies: str, tables: str) -> dict[str, bool]:
    """Which parts of the template the methods (`bodies`) and the types (`tables`) use, directly or through others."""
    used = {each: uses(bodies, f"_{each}(") for each in _HELPERS}
    signatures = [each.signature for each in wrapper.methods]
    used |= {
        "callbacks": bool(wrapper.callbacks),
        "function_members": any(each.is_member for each in wrapper.callbacks),
        "callback_structs": any(_has_structs(each.type) for each in wrapper.callbacks),
        "callback_pointers": any(_gives_pointer(each.type) for each in wrapper.callbacks),
        "registers": any(passing(each).registers for each in signatures),
        "by_value": any(map(_has_structs, signatures)),
        "freeing": uses(bodies, "self._free("),
        "failing": uses(bodies, "self._failure("),
        "guids": any(isinstance(each, Guid) for each in wrapper.structs),
        "callback_registers": any(passing(each.type).registers for each in wrapper.callbacks),
        "modules": any(each in FREEING for each in wrapper.freeing_functions),
    }
    used |= _of_types(wrapper, tables)
    used["flexible"] = used["flexible"] or (bool(wrapper.reader) and any(map(flexible, wrapper.structs)))
    used["plain"] = used["plain"] or bool(wrapper.reader)
    used["single"] = used["single"] or used["flexible"]
    used["native"] = used["native"] or used["several"] or used["single"] or used["callbacks"]
    used["native_bstr"] = used["native_bstr"] or used["native"]
    used["plain"] = used["plain"] or used["callbacks"] or used["flexible"] or used["pointer_members"]
    used["encoded"] = used["encoded"] or used["native"] or used["promoted"]
    return used


def _of_types(wrapper: Wrapper, tables: str) -> dict[str, bool]:
    """Which parts the types ask for, wherever they occur."""
    fields = [each for struct in wrapper.structs for each in struct.fields]
    return {
        "bstr": uses(tables, "_Bstr"),
        "variant_bool": uses(tables, "wintypes."),
        "pointer_members": any(isinstance(resolve(each.type), Pointer) for each in fields),
        "bits": any(each.bits is not None for each in fields),
    }


def _gives_pointer(of: FunctionType) -> bool:
    kind = resolve(of.result)
    return isinstance(kind, Pointer) and not is_address(kind)


def _has_structs(of: Called) -> bool:
    """Whether a struct goes in or comes back by value."""
    return any(isinstance(resolve(each), Struct) for each in types_of(of))


def joined_lines(bodies: Iterable[list[str]]) -> str:
    """All lines as one text."""
    return "\n".join(line for lines in bodies for line in lines)


def uses(text: str, name: str) -> bool:
    """Whether a name, or an expression that begins with one, occurs in a text."""
    return name in text and re.search(rf"(?<!\w){re.escape(name)}", text) is not None

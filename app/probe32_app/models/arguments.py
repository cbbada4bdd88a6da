"""What a call form asks for: one field a given parameter, and the text it starts with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from probe32.abi.enumerations import are_flags
from probe32.abi.render import c_type
from probe32.abi.signatures import Parameter, Signature
from probe32.abi.types import (
    Array,
    Boolean,
    Character,
    Enumeration,
    Float,
    FunctionType,
    Integer,
    Opaque,
    Pointer,
    Struct,
    Type,
    Void,
    pointed,
    resolve,
)
from probe32.abi.windows import Special, special

NULL = "null"
NO_DEFAULTS: Mapping[str, str] = MappingProxyType({})
_ELEMENTS_SHOWN = 3
_ROOM = 256
"""What a parameter begins with that says how large an output may become: with 0 the function would have no room."""


class FieldKind(str, Enum):
    """Which editor a parameter gets."""

    INTEGER = "integer"
    FLOAT = "float"
    TEXT = "text"
    BOOLEAN = "boolean"
    ENUMERATION = "enumeration"
    STRUCT = "struct"
    NUMBERS = "numbers"
    BUFFER = "buffer"
    GUID = "guid"
    CALLBACK = "callback"
    ADDRESS = "address"


@dataclass(frozen=True)
class ArgumentSpec:
    """One field of the call form.

    `range` is the least and the greatest value of an integer field; `choices` are names for an enumeration's values,
    and `flags` says that they are combined; `may_be_null` is true for every address. `shape` is the type of what the
    text means: what a pointer leads to. `many` says that it is a list of such. `encoding` is that of text. `count_of`
    names the parameter that says how many elements there are, `room_for` the outputs whose size this parameter says.
    """

    parameter: Parameter
    kind: FieldKind
    type_text: str
    initial: str
    shape: Type
    range: tuple[int, int] = (0, 0)
    choices: tuple[tuple[str, int], ...] = ()
    may_be_null: bool = False
    many: bool = False
    flags: bool = False
    encoding: str = "utf-8"
    count_of: str = ""
    room_for: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The parameter's name."""
        return self.parameter.name


def argument_specs(
    signature: Signature, defaults: Mapping[str, str] = NO_DEFAULTS, encoding: str = "utf-8"
) -> tuple[ArgumentSpec, ...]:
    """A field for each parameter that the caller gives, in order; `defaults` are the texts that some begin with."""
    return tuple(_spec(signature, each, defaults.get(each.name, ""), encoding) for each in signature.inputs)


def _spec(signature: Signature, parameter: Parameter, default: str, encoding: str) -> ArgumentSpec:
    kind = field_kind(parameter)
    shown = _shown_type(parameter)
    room = _room_for(signature, parameter)
    return ArgumentSpec(
        parameter=parameter,
        kind=kind,
        type_text=c_type(parameter.type),
        initial=default or _initial(parameter, kind, _first_number(signature, parameter, bool(room))),
        range=_range(shown),
        choices=shown.members if isinstance(shown, Enumeration) else (),
        may_be_null=isinstance(resolve(parameter.type), Pointer),
        shape=_shape(parameter),
        many=parameter.size is not None,
        flags=isinstance(shown, Enumeration) and are_flags(shown),
        encoding=encoding,
        count_of=_counted_by(signature, parameter),
        room_for=room,
    )


def _shape(parameter: Parameter) -> Type:
    """As `_shown_type`, but with its typedefs: some of them mean more than C's type says."""
    kind = resolve(parameter.type)
    return kind.target if isinstance(kind, Pointer) else parameter.type


def _counted_by(signature: Signature, parameter: Parameter) -> str:
    """The whole number among the parameters that is the count of this array, all by itself."""
    if parameter.size is None or (parameter.size.in_bytes and field_kind(parameter) is not FieldKind.BUFFER):
        return ""
    names = {each.name for each in signature.inputs if isinstance(resolve(each.type), Integer)}
    return parameter.size.text if parameter.size.text in names else ""


def _room_for(signature: Signature, parameter: Parameter) -> tuple[str, ...]:
    """The pure outputs whose size is this number."""
    if not isinstance(resolve(parameter.type), Integer):
        return ()
    return tuple(
        each.name for each in signature.parameters if not each.given and each.size and each.size.text == parameter.name
    )


def _shown_type(parameter: Parameter) -> Type:
    """The type that a person thinks of: behind a pointer to one element, that element."""
    return pointed(parameter.type) or resolve(parameter.type)


def field_kind(parameter: Parameter) -> FieldKind:
    """The editor for a parameter."""
    target = pointed(parameter.type)
    if special(_shape(parameter)) is Special.GUID and parameter.size is None:
        return FieldKind.GUID
    if target is None:
        return _value_kind(resolve(parameter.type))
    if isinstance(target, FunctionType):
        return FieldKind.CALLBACK
    if isinstance(target, Character):
        return FieldKind.TEXT
    if isinstance(target, Void):
        return FieldKind.BUFFER
    if isinstance(target, (Opaque, Pointer)):
        return FieldKind.ADDRESS
    if parameter.size is not None:
        byte = isinstance(target, Integer) and target.size == 1
        return FieldKind.BUFFER if byte else _list_kind(target)
    return _value_kind(target)


def _list_kind(of: Type) -> FieldKind:
    return FieldKind.NUMBERS if isinstance(of, (Integer, Float, Enumeration, Boolean)) else FieldKind.STRUCT


def _value_kind(of: Type) -> FieldKind:
    match of:
        case Float():
            return FieldKind.FLOAT
        case Boolean():
            return FieldKind.BOOLEAN
        case Enumeration():
            return FieldKind.ENUMERATION
        case Struct() | Array():
            return FieldKind.STRUCT
    return FieldKind.INTEGER


def _range(of: Type) -> tuple[int, int]:
    if isinstance(of, (Integer, Character)):
        return of.range
    return of.underlying.range if isinstance(of, Enumeration) else (0, 0xFFFFFFFF)


def _first_number(signature: Signature, parameter: Parameter, room: bool) -> int:
    """What a whole number begins with: the room for an output, the count of what an array begins with, or 0."""
    if room:
        return min(_ROOM, _range(_shown_type(parameter))[1])
    counted = [each for each in signature.inputs if _counted_by(signature, each) == parameter.name]
    lists = [each for each in counted if field_kind(each) in (FieldKind.STRUCT, FieldKind.NUMBERS)]
    if not lists and any(each.returned for each in counted):
        return _ROOM
    return _ELEMENTS_SHOWN if lists else 0


def _initial(parameter: Parameter, kind: FieldKind, number: int) -> str:
    match kind:
        case FieldKind.INTEGER:
            return str(number)
        case FieldKind.FLOAT:
            return "0.0"
        case FieldKind.BOOLEAN:
            return "false"
        case FieldKind.TEXT:
            return ""
        case FieldKind.GUID:
            return "{00000000-0000-0000-0000-000000000000}"
        case FieldKind.BUFFER | FieldKind.ADDRESS:
            return NULL
        case FieldKind.CALLBACK:
            return _callback_text(pointed(parameter.type))
        case FieldKind.STRUCT | FieldKind.NUMBERS:
            return _json_text(parameter)
        case FieldKind.ENUMERATION:
            return _first_member(_shown_type(parameter))
    return "0"


def _first_member(of: Type) -> str:
    return of.members[0][0] if isinstance(of, Enumeration) and of.members else "0"


def _callback_text(of: Type | None) -> str:
    if not isinstance(of, FunctionType):
        return NULL
    names = [each.name or f"arg{number}" for number, each in enumerate(of.parameters, 1)]
    result = resolve(of.result)
    value = "None" if isinstance(result, Void) else "0.0" if isinstance(result, Float) else "0"
    return f"lambda {', '.join(names)}: {value}" if names else f"lambda: {value}"


def _json_text(parameter: Parameter) -> str:
    shown = example_value(_shown_type(parameter))
    return json.dumps([shown] * _ELEMENTS_SHOWN if parameter.size is not None else shown)


def example_value(of: Type) -> object:
    """A JSON-able zero of a type, so that a person sees which shape is wanted."""
    kind = resolve(of)
    match kind:
        case Struct():
            shown = list(kind.members.values())[: 1 if kind.union else None]
            return {each.name: example_value(each.type) for each in shown}
        case Array():
            text = isinstance(resolve(kind.element), Character)
            return "" if text else [example_value(kind.element)] * kind.count
        case Float():
            return 0.0
        case Boolean():
            return False
        case Pointer():
            return None
    return 0

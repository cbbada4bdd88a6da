"""What a call form asks for: one field a given parameter, and the text it starts with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

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

NULL = "null"
NO_DEFAULTS: Mapping[str, str] = MappingProxyType({})
_ELEMENTS_SHOWN = 3


class FieldKind(str, Enum):
    """Which editor a parameter gets."""

    INTEGER = "integer"
    FLOAT = "float"
    TEXT = "text"
    BOOLEAN = "boolean"
    ENUMERATION = "enumeration"
    JSON = "json"
    BUFFER = "buffer"
    CALLBACK = "callback"
    ADDRESS = "address"


@dataclass(frozen=True)
class ArgumentSpec:
    """One field of the call form.

    `range` is the least and the greatest value of an integer field; `choices` are names for an enumeration's values;
    `may_be_null` is true for every address.
    """

    parameter: Parameter
    kind: FieldKind
    type_text: str
    initial: str
    range: tuple[int, int] = (0, 0)
    choices: tuple[tuple[str, int], ...] = ()
    may_be_null: bool = False

    @property
    def name(self) -> str:
        """The parameter's name."""
        return self.parameter.name


def argument_specs(signature: Signature, defaults: Mapping[str, str] = NO_DEFAULTS) -> tuple[ArgumentSpec, ...]:
    """A field for each parameter that the caller gives, in order; `defaults` are the texts that some begin with."""
    return tuple(_spec(each, defaults.get(each.name, "")) for each in signature.inputs)


def _spec(parameter: Parameter, default: str) -> ArgumentSpec:
    kind = field_kind(parameter)
    shown = _shown_type(parameter)
    return ArgumentSpec(
        parameter=parameter,
        kind=kind,
        type_text=c_type(parameter.type),
        initial=default or _initial(parameter, kind),
        range=_range(shown),
        choices=shown.members if isinstance(shown, Enumeration) else (),
        may_be_null=isinstance(resolve(parameter.type), Pointer),
    )


def _shown_type(parameter: Parameter) -> Type:
    """The type that a person thinks of: behind a pointer to one element, that element."""
    return pointed(parameter.type) or resolve(parameter.type)


def field_kind(parameter: Parameter) -> FieldKind:
    """The editor for a parameter."""
    target = pointed(parameter.type)
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
        return FieldKind.BUFFER if byte else FieldKind.JSON
    return _value_kind(target)


def _value_kind(of: Type) -> FieldKind:
    match of:
        case Float():
            return FieldKind.FLOAT
        case Boolean():
            return FieldKind.BOOLEAN
        case Enumeration():
            return FieldKind.ENUMERATION
        case Struct() | Array():
            return FieldKind.JSON
    return FieldKind.INTEGER


def _range(of: Type) -> tuple[int, int]:
    if isinstance(of, (Integer, Character)):
        return of.range
    return of.underlying.range if isinstance(of, Enumeration) else (0, 0xFFFFFFFF)


def _initial(parameter: Parameter, kind: FieldKind) -> str:
    match kind:
        case FieldKind.FLOAT:
            return "0.0"
        case FieldKind.BOOLEAN:
            return "false"
        case FieldKind.TEXT:
            return ""
        case FieldKind.BUFFER | FieldKind.ADDRESS:
            return NULL
        case FieldKind.CALLBACK:
            return _callback_text(pointed(parameter.type))
        case FieldKind.JSON:
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
            return {each.name: example_value(each.type) for each in kind.fields if each.name}
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

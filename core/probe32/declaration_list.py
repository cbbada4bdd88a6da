"""Declarations as JSON values: what `probe32 header --json` prints, and the list of a project's signatures."""

from __future__ import annotations

from .abi.render import c_type, prototype
from .abi.signatures import Parameter, Signature
from .abi.types import Enumeration, Field, FunctionType, Pointer, Struct
from .headers import Declarations


def types_entries(found: Declarations) -> dict[str, object]:
    """The types and constants among declarations: `structs`, `enums`, `typedefs`, `constants`, `callbacks`."""
    return {
        "structs": [_struct(each) for each in found.structs],
        "enums": [_enumeration(each) for each in found.enums],
        "typedefs": [{"name": each.name, "type": c_type(each.target), "size": each.size} for each in found.typedefs],
        "constants": found.constants,
        "callbacks": [_callback(name, each) for name, each in found.callbacks.items()],
    }


def function_entry(signature: Signature) -> dict[str, object]:
    """A function: its prototype, and what there is to know about it, piece by piece."""
    return {
        "name": signature.name,
        "prototype": prototype(signature),
        "result": c_type(signature.result),
        "convention": signature.convention.value,
        "stack_bytes": signature.stack_bytes,
        "variadic": signature.variadic,
        "parameters": [_parameter(each) for each in signature.parameters],
        "comment": signature.comment,
    }


def _parameter(parameter: Parameter) -> dict[str, object]:
    return {"name": parameter.name, "type": c_type(parameter.type), "direction": parameter.direction.value}


def _struct(struct: Struct) -> dict[str, object]:
    return {
        "name": struct.name,
        "size": struct.size,
        "align": struct.align,
        "union": struct.union,
        "fields": [_field(each) for each in struct.fields],
    }


def _field(field: Field) -> dict[str, object]:
    found: dict[str, object] = {
        "name": field.name,
        "type": c_type(field.type),
        "offset": field.offset,
        "size": field.type.size,
    }
    return found if field.bits is None else {**found, "bits": field.bits, "bit_offset": field.bit_offset}


def _enumeration(of: Enumeration) -> dict[str, object]:
    return {"name": of.name, "size": of.size, "members": [{"name": name, "value": value} for name, value in of.members]}


def _callback(name: str, of: FunctionType) -> dict[str, object]:
    return {"name": name, "prototype": _typedef(name, of), "convention": of.convention.value}


def _typedef(name: str, of: FunctionType) -> str:
    return f"typedef {c_type(Pointer(of), name)};"

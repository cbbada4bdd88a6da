"""The arguments of a call in the one JSON form that all ways of giving them have in common.

`Library` takes 5 or "GREEN", a list or an array of numpy's; what is checked, and what goes to the host, is the same. So
a recorded call is found again however it is written next time.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from typing import Any

from ..abi.calls import CallRequest, FunctionArgument
from ..abi.places import UsedPointer
from ..abi.render import c_type
from ..abi.signatures import Parameter, Signature
from ..abi.types import Array, Character, Float, Integer, Pointer, Struct, Type, Void, resolve
from ..errors import ArgumentError
from ..json_values import to_json

_PLAIN_EXTRAS = ("int", "long long", "unsigned long long", "double", "const char *")


def canonical_arguments(request: CallRequest, used: Iterable[UsedPointer] = ()) -> list[object]:
    """The checked arguments of a call as JSON; `used` are the pointers among them, which are marked as such."""
    look = _Look({path for path, _ in used})
    inputs = request.signature.inputs
    own = len(declared(request.signature).inputs)
    found = []
    for index, (each, value) in enumerate(zip(inputs, request.arguments, strict=True)):
        kept = look.json(each.type, value, each.name)
        found.append(kept if index < own else _extra(each, kept))
    return found


def kept(of: Type | None, value: object) -> object:
    """The value as JSON; where JSON has no form for it, what it is, in words."""
    try:
        return to_json(of, value)
    except ArgumentError:
        return {"unsaved": repr(value)[:200]}


def declared(signature: Signature) -> Signature:
    """The signature without the parameters that the arguments of a `...` have got for one call."""
    if not signature.variadic:
        return signature
    own = [each for index, each in enumerate(signature.parameters, 1) if each.name != f"argument_{index}"]
    return Signature(**{**_fields(signature), "parameters": tuple(own)})


def _fields(signature: Signature) -> dict[str, Any]:
    return {name: getattr(signature, name) for name in signature.__dataclass_fields__}


def _extra(parameter: Parameter, value: object) -> object:
    written = c_type(parameter.type)
    return value if written in _PLAIN_EXTRAS else {"c_value": written, "value": value}


class _Look:
    """Goes through a checked value with the paths that `abi.values` names its parts by."""

    def __init__(self, pointers: set[str]) -> None:
        self._pointers = pointers

    def json(self, of: Type, value: Any, path: str) -> object:
        if isinstance(value, int) and path in self._pointers:
            return {"pointer": f"0x{int(value):08x}"}
        kind = resolve(of)
        if isinstance(value, FunctionArgument):
            return {"callback": value.name}
        if isinstance(kind, Pointer):
            return self._behind(kind.target, value, path)
        if isinstance(value, Mapping) and isinstance(kind, Struct):
            inside = kind.members
            return {name: self.json(inside[name].type, each, f"{path}.{name}") for name, each in value.items()}
        if isinstance(value, list) and isinstance(kind, Array):
            return self._listed(kind.element, value, path)
        return kept(of, value)

    def _behind(self, target: Type, value: Any, path: str) -> object:
        kind = resolve(target)
        if isinstance(value, bytes) and isinstance(kind, (Integer, Float)) and kind.size > 1:
            count = len(value) // kind.size
            return self._listed(target, struct.unpack(f"<{count}{kind.code}", value[: count * kind.size]), path)
        if isinstance(value, list):
            if len(value) == 1 and path in self._pointers:  # a pointer to put where this one leads
                return [self.json(target, value[0], path)]
            if isinstance(kind, Integer) and kind.size == 1:
                return {"hex": bytes(each & 0xFF for each in value).hex()}
            return self._listed(target, value, path)
        if value is None or isinstance(kind, (Void, Character)) or isinstance(value, bytes):
            return kept(None, value)
        return self.json(target, value, path)

    def _listed(self, element: Type, values: Iterable[Any], path: str) -> list[object]:
        return [self.json(element, each, f"{path}[{index}]") for index, each in enumerate(values)]

"""Values of every C type as JSON and back, without loss: for projects, recordings, and whoever else keeps calls.

What JSON has no form for stands in an object with one mark:

    {"hex": "00ff"}                          bytes
    {"float": "nan"}                         a number that is not finite
    {"int": "9223372036854775807"}           a whole number beyond 2**53, which other readers of JSON would round
    {"pointer": "0x00a41f40"}                an address or handle: true for one life of a host, a mark afterwards
    {"callback": "compare", "calls": [...]}  a function, and what the DLL gave to it when that was recorded
    {"c_value": "wchar_t *", "value": ...}   a value for a `...`, with its type
    {"unsaved": "<Device object>"}           what could not be kept, in words; reading it is an error
    {"tuple": [...]}, {"items": [[key, value], ...]}, {"array": ...}
                                             where no C type says what a Python value is
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .abi.calls import FunctionArgument
from .abi.enumerations import named
from .abi.pointers import RemotePointer
from .abi.signatures import Signature
from .abi.types import Array, Boolean, Enumeration, Float, Integer, Pointer, Struct, Type, innermost, resolve
from .abi.varargs import CValue
from .abi.windows import HResult, Special, special
from .errors import ArgumentError
from .recorded_callback import RecordedCallback

EXACT = 1 << 53
"""The greatest whole number up to which every reader of JSON has all of them."""


class RecordedPointer(int):
    """An address or handle from a call of the past: its number, which means nothing to a host that runs now."""

    def __repr__(self) -> str:
        return f"<recorded pointer 0x{int(self):08X}>"


@dataclass(frozen=True)
class RecordedFunction:
    """A function that was given to the DLL in a call of the past, and the arguments of its calls, if they are known."""

    name: str
    calls: tuple[tuple[object, ...], ...] = ()


def to_json(of: Type | None, value: object) -> object:
    """A value of the type `of` (None: of no C type), as a call takes or gives it, as `json` can write it.

    `ArgumentError`: nothing here says how to keep it.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (RemotePointer, RecordedPointer)):
        return {"pointer": f"0x{int(value):08x}"}
    if isinstance(value, int):
        return _number(value) if isinstance(_scalar(of), Float) else _whole(int(value))
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (bytes, bytearray)):
        return {"hex": value.hex()}
    return _composite(of, value)


def from_json(of: Type | None, value: object) -> object:
    """The value that `to_json` wrote; `value` is what `json` has read.

    Pointers come back as `RecordedPointer`, functions as `RecordedFunction`. `ArgumentError`: it is no such JSON.
    """
    if isinstance(value, dict):
        mark = next(iter(value), "")
        if mark in _MARKS and not _is_member(of, mark):
            return _MARKS[mark](value)
        return _object(of, value)
    if isinstance(value, list):
        element = _element(of, value)
        return [from_json(element, each) for each in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _typed(of, value)
    if isinstance(value, str) and isinstance(_scalar(of), Float):  # as documents of the first schema have them
        return float(value)
    return value


def arguments_to_json(signature: Signature, arguments: Sequence[object]) -> list[object]:
    """The arguments of a call, one for each of `signature.inputs`, and what a `...` was given behind them."""
    return [to_json(of, value) for of, value in zip(argument_types(signature, arguments), arguments, strict=False)]


def arguments_from_json(signature: Signature, values: Sequence[object]) -> list[object]:
    """What `arguments_to_json` wrote."""
    return [from_json(of, value) for of, value in zip(argument_types(signature, values), values, strict=False)]


def outputs_to_json(signature: Signature, outputs: Mapping[str, object]) -> dict[str, object]:
    """The outputs of a call by name."""
    types = {each.name: each.type for each in signature.outputs}
    return {name: to_json(types.get(name), value) for name, value in outputs.items()}


def outputs_from_json(signature: Signature, outputs: Mapping[str, object]) -> dict[str, object]:
    """What `outputs_to_json` wrote."""
    types = {each.name: each.type for each in signature.outputs}
    return {name: from_json(types.get(name), value) for name, value in outputs.items()}


def argument_types(signature: Signature, values: Sequence[object]) -> list[Type | None]:
    """The types of the arguments `values` of a call; None for those that a `...` was given."""
    inputs = signature.inputs
    return [*(each.type for each in inputs), *[None] * (len(values) - len(inputs))]


def _whole(value: int) -> object:
    return value if -EXACT <= value <= EXACT else {"int": str(value)}


def _number(value: float) -> object:
    number = float(value)
    return number if math.isfinite(number) else {"float": str(number)}


def _composite(of: Type | None, value: Any) -> object:
    if isinstance(value, Mapping):
        return _mapping(of, value)
    if isinstance(value, CValue):
        return {"c_value": value.type, "value": to_json(None, value.value)}
    if isinstance(value, RecordedCallback):
        return _callback(type(value).__name__, value.calls)
    if isinstance(value, RecordedFunction):
        return _callback(value.name, value.calls)
    if isinstance(value, FunctionArgument):
        return _callback(value.name, ())
    if of is None and all(hasattr(value, name) for name in ("dtype", "shape", "tobytes")):
        return {"array": {"dtype": value.dtype.str, "shape": list(value.shape), "hex": value.tobytes().hex()}}
    if isinstance(_scalar(of), (Integer, Float, Boolean, Enumeration)) and hasattr(value, "tolist"):
        return to_json(of, value.tolist())
    if isinstance(value, (list, tuple)):
        element = _element(of, value)
        found = [to_json(element, each) for each in value]
        return {"tuple": found} if of is None and isinstance(value, tuple) else found
    if callable(value):
        return _callback(getattr(value, "__name__", type(value).__name__), ())
    try:
        return {"hex": bytes(memoryview(value)).hex()}
    except TypeError:
        raise ArgumentError(f"A {type(value).__name__} can't be kept as JSON.", hint="Give a plain value.") from None


def _callback(name: str, calls: Sequence[Sequence[object]]) -> dict[str, object]:
    recorded = [[to_json(None, each) for each in call] for call in calls]
    return {"callback": name, **({"calls": recorded} if recorded else {})}


def _mapping(of: Type | None, value: Mapping[Any, object]) -> object:
    inside = _members(of)
    if of is None and (next(iter(value), "") in _MARKS or not all(isinstance(name, str) for name in value)):
        return {"items": [[to_json(None, name), to_json(None, each)] for name, each in value.items()]}
    return {str(name): to_json(inside.get(name), each) for name, each in value.items()}


def _object(of: Type | None, value: dict[str, object]) -> dict[str, object]:
    inside = _members(of)
    return {name: from_json(inside.get(name), each) for name, each in value.items()}


def _typed(of: Type | None, value: int | float) -> object:
    kind = _scalar(of)
    if isinstance(kind, Float):
        return float(value)
    if not isinstance(value, int):
        return value
    if isinstance(kind, Enumeration):
        return named(kind, value)
    return HResult(value) if _means(of) is Special.HRESULT else value


def _means(of: Type | None) -> Special | None:
    """Which of Windows' types a number is, also behind a pointer."""
    if of is None or (found := special(of)) is not None:
        return None if of is None else found
    kind = resolve(of)
    return special(kind.target) if isinstance(kind, Pointer) else None


def _scalar(of: Type | None) -> Type | None:
    return None if of is None else innermost(of)


def _element(of: Type | None, values: Sequence[object]) -> Type | None:
    """The type of what stands in a list: a pointer leads to many, also to arrays."""
    kind = None if of is None else resolve(of)
    if isinstance(kind, Pointer):
        target = resolve(kind.target)
        inner = isinstance(target, Array) and not any(isinstance(each, (list, tuple)) for each in values)
        return target.element if isinstance(target, Array) and inner else kind.target
    return kind.element if isinstance(kind, Array) else None


def _members(of: Type | None) -> dict[str, Type]:
    kind = _scalar(of)
    return {name: each.type for name, each in kind.members.items()} if isinstance(kind, Struct) else {}


def _is_member(of: Type | None, mark: str) -> bool:
    return mark in _members(of)


def _read_array(value: dict[str, Any]) -> object:
    numpy = importlib.import_module("numpy")  # no dependency of the core: whoever recorded an array has it
    found = value["array"]
    return numpy.frombuffer(bytes.fromhex(found["hex"]), found["dtype"]).reshape(found["shape"]).copy()


def _read_callback(value: dict[str, Any]) -> RecordedFunction:
    calls = tuple(tuple(from_json(None, each) for each in call) for call in value.get("calls", ()))
    return RecordedFunction(str(value["callback"]), calls)


def _read_unsaved(value: dict[str, Any]) -> object:
    raise ArgumentError(f"{value['unsaved']} was not kept: JSON has no form for it.", hint="Return plain values.")


def _checked(read: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], object]:
    def checked(value: dict[str, Any]) -> object:
        try:
            return read(value)
        except (TypeError, ValueError, LookupError) as error:
            raise ArgumentError(f"{value!r} is no value that was kept: {error}.", hint="Correct the file.") from None

    return checked


_MARKS: dict[str, Callable[[dict[str, Any]], object]] = {
    name: _checked(read)
    for name, read in {
        "hex": lambda value: bytes.fromhex(value["hex"]),
        "float": lambda value: float(value["float"]),
        "int": lambda value: int(value["int"]),
        "pointer": lambda value: RecordedPointer(int(value["pointer"], 16)),
        "callback": _read_callback,
        "c_value": lambda value: CValue(value["c_value"], from_json(None, value["value"])),
        "tuple": lambda value: tuple(from_json(None, each) for each in value["tuple"]),
        "items": lambda value: {from_json(None, name): from_json(None, each) for name, each in value["items"]},
        "array": _read_array,
        "unsaved": _read_unsaved,
    }.items()
}

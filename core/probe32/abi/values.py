"""Whether a Python value fits a C type, and its plain form for the wire.

The client checks before anything is sent, so that a mistake is reported with the parameter's name and no call is made.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..errors import ArgumentError
from .calls import FunctionArgument
from .render import c_type
from .signatures import Parameter, Signature
from .types import (
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
    takes_address,
)

_LARGEST = 1 << 31
"""Bytes. A 32-bit program has at most 2 GB of addresses, or 4 GB less what the system takes, never in one piece."""


class EnumValue(int):
    """A whole number that an `enum` has a name for; `name` is "" when it has none."""

    name: str

    def __new__(cls, value: int, name: str = "") -> EnumValue:
        """The number `value` under its name."""
        made = super().__new__(cls, value)
        made.name = name
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return EnumValue, (int(self), self.name)

    def __repr__(self) -> str:
        return f"{self.name} ({int(self)})" if self.name else str(int(self))


def check_arguments(signature: Signature, arguments: Sequence[object], encoding: str = "utf-8") -> tuple[object, ...]:
    """The arguments in their plain form, one for each of `signature.inputs`; `encoding` is that of `char` text.

    `ArgumentError`: their number is wrong, or one does not fit its parameter, which the error names; or they make a
    buffer that can't be.
    """
    inputs = signature.inputs
    if len(arguments) != len(inputs):
        wanted = ", ".join(each.name for each in inputs) or "none"
        plural = "" if len(inputs) == 1 else "s"
        least = "at least " if signature.variadic else ""
        raise ArgumentError(
            f"{signature.name} takes {least}{len(inputs)} argument{plural} ({wanted}), got {len(arguments)}.",
            hint="Pure outputs are not given." if len(inputs) != len(signature.parameters) else "",
        )
    checked = tuple(check_argument(each, value, encoding) for each, value in zip(inputs, arguments, strict=True))
    values = dict(zip((each.name for each in inputs), checked, strict=True))
    for each in signature.parameters:
        if each.size is not None and values.get(each.name, b"") is not None:
            _check_size(each, values)
    return checked


def _check_size(parameter: Parameter, values: Mapping[str, object]) -> None:
    """Refuse a buffer that no 32-bit process can hold, and one that the function would write without any room."""
    assert parameter.size is not None
    try:
        count = parameter.size.evaluate(values)
    except ArgumentError as error:
        raise ArgumentError(
            f"{parameter.name!r} has no size. {error.message}", hint=error.hint, parameter=parameter.name
        ) from None
    target = pointed(parameter.type)
    size = count * (1 if parameter.size.in_bytes or target is None else max(target.size, 1))
    if size >= _LARGEST:
        raise ArgumentError(
            f"{parameter.name!r} would be a buffer of {size:,} bytes, for which a 32-bit process has no room.",
            hint=f"Give less than about 1 GB; the size is {parameter.size.text!r}.",
            parameter=parameter.name,
        )
    text = isinstance(target, (Character, Void))
    if not size and parameter.returned and not (parameter.nullable and not parameter.given):
        if parameter.given and not text:
            return  # an empty list, which the caller gave
        raise ArgumentError(
            f"{parameter.name!r} would be a buffer of 0 bytes: the function has nowhere to write.",
            hint=f"Give a larger size ({parameter.size.text}), or mark the parameter as optional (_opt_) to pass null.",
            parameter=parameter.name,
        )


def check_argument(parameter: Parameter, value: object, encoding: str = "utf-8") -> object:
    """The value in its plain form. `ArgumentError`: it does not fit; the error names the parameter."""
    place = _Place(parameter.name, parameter.name, encoding)
    kind = resolve(parameter.type)
    if isinstance(kind, Pointer):
        return _pointer(kind, value, place, many=parameter.size is not None)
    return _value(kind, value, place)


class _Place:
    """Where a value stands, for messages: `point.x`, `values[3]`."""

    def __init__(self, parameter: str, path: str, encoding: str) -> None:
        self.parameter = parameter
        self.path = path
        self.encoding = encoding

    def inside(self, step: str) -> _Place:
        return _Place(self.parameter, self.path + step, self.encoding)

    def encoded(self, text: str, unit: int) -> bytes:
        """The text's bytes, `unit` each. `ArgumentError`: the encoding lacks a character."""
        encoding = "utf-16-le" if unit == 2 else self.encoding
        try:
            return text.encode(encoding)
        except UnicodeEncodeError as error:
            raise ArgumentError(
                f"{text[error.start : error.end]!r} in {self.path!r} can't be written in the encoding {encoding}.",
                hint="Open the library with another encoding, or give bytes.",
                parameter=self.parameter,
            ) from None

    def error(self, of: Type, value: object, wanted: str) -> ArgumentError:
        shown = repr(value)
        shown = shown if len(shown) <= 60 else shown[:57] + "..."
        return ArgumentError(
            f"{shown} does not fit {self.path!r}, which is {_article(c_type(of))}.",
            hint=f"Give {wanted}.",
            parameter=self.parameter,
        )


def _article(noun: str) -> str:
    return f"an {noun}" if noun.startswith(("a", "e", "i", "o", "un", "A", "E", "I", "O")) else f"a {noun}"


def _value(of: Type, value: object, place: _Place) -> object:
    kind = resolve(of)
    check = _CHECKS.get(type(kind))
    if check is None:
        raise place.error(of, value, "no value: Probe32 can't pass this type")
    return check(kind, value, place)


def _integer(of: Integer | Character, value: object, place: _Place) -> int:
    if isinstance(of, Character) and isinstance(value, str) and len(value) == 1:
        return _character(of, value, place)
    low, high = of.range
    if not isinstance(value, int):
        raise place.error(of, value, f"a whole number from {low} to {high}")
    if not low <= value <= high:
        raise ArgumentError(
            f"{value} is out of range for {place.path!r}, which is {_article(of.name)}.",
            hint=f"Give a whole number from {low} to {high}.",
            parameter=place.parameter,
        )
    return int(value)


def _character(of: Character, value: str, place: _Place) -> int:
    encoded = value.encode("latin-1" if of.size == 1 else "utf-16-le", "replace")
    if len(encoded) != of.size or (of.size == 1 and ord(value) > 0x7F):
        raise place.error(of, value, "one ASCII character, or a number")
    return int.from_bytes(encoded, "little")


def _boolean(of: Boolean, value: object, place: _Place) -> bool:
    if value not in (True, False):
        raise place.error(of, value, "true or false")
    return bool(value)


def _float(of: Float, value: object, place: _Place) -> float:
    if not isinstance(value, (int, float)):
        raise place.error(of, value, "a number")
    try:
        number = float(value)
        struct.pack("<f" if of.size == 4 else "<d", number)
    except OverflowError:
        largest = "3.4e38" if of.size == 4 else "1.8e308"
        raise place.error(of, value, f"a number between -{largest} and {largest}") from None
    return number


def _enumeration(of: Enumeration, value: object, place: _Place) -> int:
    if isinstance(value, str):
        names = dict(of.members)
        if value not in names:
            raise place.error(of, value, "one of " + ", ".join(names))
        return names[value]
    return _integer(of.underlying, value, place)


def _struct(of: Struct, value: object, place: _Place) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise place.error(of, value, "a dictionary of its fields: " + ", ".join(_field_names(of)))
    types = _member_types(of)
    for name in value:
        if name not in types:
            raise place.error(of, value, f"fields that it has: {', '.join(types)}")
    return {name: _value(types[name], each, place.inside(f".{name}")) for name, each in value.items()}


def _member_types(of: Struct) -> dict[str, Type]:
    """The members by name; those of an anonymous struct or union count as their parent's, as in C."""
    found: dict[str, Type] = {}
    for each in of.fields:
        inner = resolve(each.type)
        if not each.name and isinstance(inner, Struct):
            found |= _member_types(inner)
        else:
            found[each.name] = each.type
    return found


def _field_names(of: Struct) -> list[str]:
    return list(_member_types(of))


def _array(of: Array, value: object, place: _Place) -> object:
    element = resolve(of.element)
    if isinstance(element, Character) and isinstance(value, (str, bytes)):
        data = place.encoded(value, element.size) if isinstance(value, str) else value
        if len(data) > of.size and of.count:
            raise ArgumentError(
                f"{value!r} takes {len(data)} bytes, but there is room for {of.size} in {place.path!r}.",
                hint="Give a shorter text.",
                parameter=place.parameter,
            )
        return value
    if isinstance(value, (bytes, bytearray)) and of.element.size == 1:
        value = list(value)
    if not _is_list(value):
        raise place.error(of, value, f"a list of up to {of.count} values")
    assert isinstance(value, Sequence)
    if len(value) > of.count:
        raise ArgumentError(
            f"{len(value)} values do not fit {place.path!r}, which holds {of.count}.",
            hint=f"Give at most {of.count}.",
            parameter=place.parameter,
        )
    return [_value(of.element, each, place.inside(f"[{index}]")) for index, each in enumerate(value)]


def _pointer(of: Pointer, value: object, place: _Place, many: bool = False) -> object:
    """What a pointer leads to, an address as a number, or None for null."""
    target = resolve(of.target)
    if value is None:
        return None
    if isinstance(target, FunctionType):
        return _function(of, target, value, place)
    if isinstance(value, int) and takes_address(target, many):
        return _integer(Integer("address", 4, False), value, place)
    if isinstance(target, (Void, Opaque)):
        return _memory(of, value, place)
    if isinstance(target, Character):
        return _text(of, value, place)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    if _is_list(value):
        return _elements(target, value, place)
    if many:
        raise place.error(of, value, "a list of values, null, or bytes")
    return _value(target, value, place)


def _elements(of: Type, values: Any, place: _Place) -> object:
    """A list in its plain form; numbers are packed at once, and looked at one by one only to say which is wrong."""
    if isinstance(of, (Integer, Float)):
        try:
            return struct.pack(f"<{len(values)}{of.code}", *values)
        except (struct.error, OverflowError, TypeError):
            pass
    return [_value(of, each, place.inside(f"[{index}]")) for index, each in enumerate(values)]


def _function(of: Pointer, target: FunctionType, value: object, place: _Place) -> object:
    """A Python function, whose attribute `on_error` says what the DLL is given when it fails; or an address."""
    if isinstance(value, int):
        return _integer(Integer("address", 4, False), value, place)
    if isinstance(value, FunctionArgument):
        return value
    if not callable(value):
        raise place.error(of, value, "a function, the address of one, or null")
    return FunctionArgument(value, place.path, check_on_error(target, getattr(value, "on_error", None), place.path))


def check_on_error(of: FunctionType, value: object, name: str) -> object:
    """What the DLL is given when the callback `name` fails. `ArgumentError`: it does not fit the callback's result."""
    if value is None or isinstance(resolve(of.result), Void):
        return None
    return check_argument(Parameter(f"on_error of {name}", of.result), value)


def _memory(of: Pointer, value: object, place: _Place) -> bytes:
    try:
        return bytes(memoryview(value))  # type: ignore[arg-type]
    except TypeError:
        raise place.error(of, value, "bytes, an address, or null") from None


def _text(of: Pointer, value: object, place: _Place) -> str | bytes:
    if isinstance(value, str):
        target = resolve(of.target)
        assert isinstance(target, Character)
        place.encoded(value, target.size)
        return value
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    raise place.error(of, value, "text, bytes, an address, or null")


def _is_list(value: object) -> bool:
    """Lists, tuples, arrays; also numpy's, which are no `Sequence` but have a length and an index."""
    return hasattr(value, "__len__") and hasattr(value, "__getitem__") and not isinstance(value, (str, bytes, Mapping))


_CHECKS: dict[type, Callable[[Any, object, _Place], object]] = {
    Integer: _integer,
    Character: _integer,
    Boolean: _boolean,
    Float: _float,
    Enumeration: _enumeration,
    Struct: _struct,
    Array: _array,
    Pointer: _pointer,
}

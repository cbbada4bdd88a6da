"""Whether a Python value fits a C type, and its plain form for the wire.

The client checks before anything is sent, so that a mistake is reported with the parameter's name and no call is made.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..errors import ArgumentError
from .calls import FunctionArgument
from .enumerations import number_of
from .places import Place, UsedPointer, article, shortened
from .pointers import RemotePointer, conflict, is_content
from .render import c_type, prototype
from .signatures import Parameter, Signature
from .types import (
    Address,
    Alias,
    Array,
    Boolean,
    Character,
    Enumeration,
    Field,
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
from .windows import Special, guid_fields, special

_LARGEST = 1 << 31
"""Bytes. A 32-bit program has at most 2 GB of addresses, or 4 GB less what the system takes, never in one piece."""


def check_arguments(
    signature: Signature, arguments: Sequence[object], encoding: str = "utf-8", used: list[UsedPointer] | None = None
) -> tuple[object, ...]:
    """The arguments in their plain form, one for each of `signature.inputs`; `encoding` is that of `char` text.

    The pointers among the arguments are added to `used`.

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
            hint=f"It is declared as {prototype(signature)}"
            + (" Pure outputs are not given." if len(inputs) != len(signature.parameters) else ""),
        )
    checked = []
    for each, value in zip(inputs, arguments, strict=True):
        plain = each.plain
        is_plain = plain is not None and plain.hold(value)
        checked.append(value if is_plain else check_argument(each, value, encoding, used))
    if signature.sized:
        values = dict(zip((each.name for each in inputs), checked, strict=True))
        for each in signature.sized:
            if values.get(each.name, b"") is not None:
                _check_size(each, values)
    return tuple(checked)


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


def check_argument(
    parameter: Parameter, value: object, encoding: str = "utf-8", used: list[UsedPointer] | None = None
) -> object:
    """The value in its plain form. `ArgumentError`: it does not fit; the error names the parameter."""
    place = Place(parameter.name, parameter.name, encoding, used)
    if isinstance(resolve(parameter.type), Pointer):
        return _pointer(parameter.type, value, place, many=parameter.size is not None)
    return _value(parameter.type, value, place)


def check_value(of: Type, value: object, name: str, encoding: str, used: list[UsedPointer] | None = None) -> object:
    """A value of the type `of`, called `name` in errors, in its plain form. `ArgumentError`: it does not fit."""
    return _value(of, value, Place(name, name, encoding, used))


def _value(of: Type, value: object, place: Place) -> object:
    kind = resolve(of)
    if isinstance(of, (Alias, Struct)):
        value = _meant(of, value, place)
    if isinstance(kind, Pointer):
        return _pointer(of, value, place)
    check = _CHECKS.get(type(kind))
    if check is None:
        raise place.error(of, value, "no value: Probe32 can't pass this type")
    return check(kind, value, place)


def _meant(of: Type, value: object, place: Place) -> object:
    """What a value of one of Windows' types is in C."""
    meaning = special(of)
    if meaning is Special.VARIANT_BOOL and isinstance(value, bool):
        return -1 if value else 0
    if meaning is Special.HRESULT and isinstance(value, int) and 0x8000_0000 <= value <= 0xFFFF_FFFF:
        return int(value) - (1 << 32)  # as everybody writes them: 0x80004005
    if meaning is Special.GUID and isinstance(value, str):
        fields = guid_fields(value)
        if fields is None:
            raise place.error(of, value, 'a text such as "{6B29FC40-CA47-1067-B31D-00DD010662DA}", or its fields')
        return fields
    return value


def _integer(of: Integer | Character, value: object, place: Place) -> int:
    if isinstance(of, Character) and isinstance(value, str) and len(value) == 1:
        return _character(of, value, place)
    low, high = of.range
    if not isinstance(value, int):
        raise place.error(of, value, f"a whole number from {low} to {high}")
    if not low <= value <= high:
        raise place.refusal(
            f"{value} is out of range for {place.path!r}, which is {article(of.name)}.",
            f"Give a whole number from {low} to {high}.",
        )
    place.use(value)
    return int(value)


def _character(of: Character, value: str, place: Place) -> int:
    encoded = value.encode("latin-1" if of.size == 1 else "utf-16-le", "replace")
    if len(encoded) != of.size or (of.size == 1 and ord(value) > 0x7F):
        raise place.error(of, value, "one ASCII character, or a number")
    return int.from_bytes(encoded, "little")


def _boolean(of: Boolean, value: object, place: Place) -> bool:
    if value not in (True, False):
        raise place.error(of, value, "true or false")
    return bool(value)


def _float(of: Float, value: object, place: Place) -> float:
    if not isinstance(value, (int, float)):
        raise place.error(of, value, "a number")
    try:
        number = float(value)
        struct.pack("<f" if of.size == 4 else "<d", number)
    except OverflowError:
        largest = "3.4e38" if of.size == 4 else "1.8e308"
        raise place.error(of, value, f"a number between -{largest} and {largest}") from None
    return number


def _enumeration(of: Enumeration, value: object, place: Place) -> int:
    if isinstance(value, str):
        number = number_of(of, value)
        if number is None:
            raise place.error(of, value, "one of " + ", ".join(name for name, _ in of.members))
        value = number
    return _integer(of.underlying, value, place)


def _struct(of: Struct, value: object, place: Place) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise place.error(of, value, "a dictionary of its fields: " + ", ".join(of.members))
    known = of.members
    for name in value:
        if name not in known:
            raise place.error(of, value, f"fields that it has: {', '.join(known)}")
    return {name: _member(known[name], each, place.inside(f".{name}")) for name, each in value.items()}


def _member(member: Field, value: object, place: Place) -> object:
    if member.bits is None:
        return _value(member.type, value, place)
    checked = _value(member.type, value, place)
    assert isinstance(checked, int)
    low, high = _bit_range(member)
    if low <= checked <= high:
        return int(checked)
    raise place.refusal(
        f"{value} is out of range for {place.path!r}, which has {member.bits} bit{'s' if member.bits != 1 else ''}.",
        f"Give a whole number from {low} to {high}.",
    )


def _bit_range(member: Field) -> tuple[int, int]:
    """The least and greatest value of a bit-field; 1 is among those of a single signed bit, which C reads as -1."""
    kind, bits = resolve(member.type), member.bits or 0
    if isinstance(kind, Enumeration):  # signed for Microsoft's compiler, unsigned for GCC: names decide what is meant
        return -(1 << bits - 1), (1 << bits) - 1
    if isinstance(kind, Integer) and kind.signed:
        return -(1 << bits - 1), max(1, (1 << bits - 1) - 1)
    return 0, (1 << bits) - 1


def _array(of: Array, value: object, place: Place) -> object:
    element = resolve(of.element)
    if isinstance(element, Character) and isinstance(value, (str, bytes)):
        data = place.encoded(value, element.size) if isinstance(value, str) else value
        if len(data) > of.size and of.count:
            raise place.refusal(
                f"{shortened(value)} takes {len(data)} bytes, but there is room for {of.size} in {place.path!r}.",
                "Give a shorter text.",
            )
        return value
    if isinstance(value, (bytes, bytearray)) and of.element.size == 1:
        value = list(value)
    if not _is_list(value):
        raise place.error(of, value, f"a list of up to {of.count} values")
    assert isinstance(value, Sequence)
    if of.count and len(value) > of.count:
        raise place.refusal(
            f"{len(value)} values do not fit {place.path!r}, which holds {of.count}.",
            f"Give at most {of.count}.",
        )
    return [_value(of.element, each, place.inside(f"[{index}]")) for index, each in enumerate(value)]


def _pointer(of: Type, value: object, place: Place, many: bool = False) -> object:
    """What a pointer leads to, an address as a number, or None for null."""
    kind = resolve(of)
    assert isinstance(kind, Pointer)
    target = resolve(kind.target)
    if value is None:
        return None
    if isinstance(value, RemotePointer):
        return _remote(of, kind.target, value, place)
    if isinstance(target, FunctionType):
        return _function(kind, target, value, place)
    if isinstance(value, int) and takes_address(target, many):
        return _integer(Integer("address", 4, False), value, place)
    if isinstance(target, (Void, Opaque)):
        return _memory(of, value, place)
    if isinstance(target, Character):
        return _text(of, target, value, place, many or special(of) is Special.BSTR)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    if _is_list(value):
        return _elements(kind.target, value, place)
    if many:
        raise place.error(of, value, "a list of values, null, or bytes")
    return _value(kind.target, value, place)


def _remote(of: Type, target: Type, value: RemotePointer, place: Place) -> object:
    """The number of a pointer, marked where the plain number would be taken for what is to be put there."""
    place.use(value)
    inside = is_content(value.type, of)
    if conflict(value.type, target if inside else of):
        raise place.refusal(
            f"{place.path!r} is {article(c_type(target if inside else of))}, and {value!r} is none.",
            "Give one of that type, or int(pointer) if this one is meant.",
        )
    if inside:
        return [int(value)]
    return int(value) if takes_address(target) else Address(value)


def _elements(of: Type, values: Any, place: Place) -> object:
    """A list in its plain form; numbers are packed at once, and looked at one by one only to say which is wrong."""
    kind = resolve(of)
    if isinstance(kind, (Integer, Float)) and not special(of):
        try:
            packed = struct.pack(f"<{len(values)}{kind.code}", *values)
        except (struct.error, OverflowError, TypeError):
            pass
        else:
            if kind.size != 4 or RemotePointer not in set(map(type, values)):
                return packed
    return [_value(of, each, place.inside(f"[{index}]")) for index, each in enumerate(values)]


def _function(of: Pointer, target: FunctionType, value: object, place: Place) -> object:
    """A Python function, whose attribute `on_error` says what the DLL is given when it fails; or an address."""
    if isinstance(value, int):
        return _integer(Integer("address", 4, False), value, place)
    if isinstance(value, FunctionArgument):
        return value
    if not callable(value):
        raise place.error(of, value, "a function, the address of one, or null")
    return function_argument(value, target, place.path)


def function_argument(
    function: Callable[..., object], of: FunctionType, name: str, on_error: object = None
) -> FunctionArgument:
    """The plain form of a Python function that C calls as `of`, and messages as `name`.

    Without `on_error` the function's own attribute of that name is taken. `ArgumentError`: it does not fit the
    callback's result; or nobody would wait for the function, which is a coroutine's.
    """
    if getattr(getattr(function, "__code__", None), "co_flags", 0) & _COROUTINE:
        raise ArgumentError(
            f"{name!r} is a coroutine function, for whose end nobody would wait.",
            hint="Give an ordinary one; it may use asyncio.run_coroutine_threadsafe.",
            parameter=name,
        )
    given = getattr(function, "on_error", None) if on_error is None else on_error
    if given is not None and not isinstance(resolve(of.result), Void):
        given = check_argument(Parameter(f"on_error of {name}", of.result), given)
    return FunctionArgument(function, name, given, of)


def _memory(of: Type, value: object, place: Place) -> bytes:
    try:
        return bytes(memoryview(value))  # type: ignore[arg-type]
    except TypeError:
        raise place.error(of, value, "bytes, an address, or null") from None


def _text(of: Type, unit: Character, value: object, place: Place, whole: bool) -> str | bytes:
    if isinstance(value, str):
        place.encoded(value, unit.size)
        if "\0" in value and not whole:
            raise place.refusal(
                f"{shortened(value)} has a zero in it, and {place.path!r} ends at the first zero.",
                "Give the text up to there, or bytes if all of it is meant.",
            )
        return value
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    raise place.error(of, value, "text, bytes, an address, or null")


def _is_list(value: object) -> bool:
    """Lists, tuples, arrays; also numpy's, which are no `Sequence` but have a length and an index."""
    return hasattr(value, "__len__") and hasattr(value, "__getitem__") and not isinstance(value, (str, bytes, Mapping))


_COROUTINE = 0x80
"""`inspect.CO_COROUTINE`, whose module takes too long to import."""

_CHECKS: dict[type, Callable[[Any, object, Place], object]] = {
    Integer: _integer,
    Character: _integer,
    Boolean: _boolean,
    Float: _float,
    Enumeration: _enumeration,
    Struct: _struct,
    Array: _array,
}

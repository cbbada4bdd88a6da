"""Values as people type and read them: on the command line, in a form's field, in JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import cast

from ..errors import ArgumentError
from ..recorded_callback import RecordedCallback
from .pointers import RemotePointer
from .render import c_type
from .signatures import Parameter
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
from .windows import Special, guid_fields, guid_text, hresult, special

HEX = "hex:"
"""Begins bytes that are written as hexadecimal digits."""

_WORDS: dict[str, object] = {"null": None, "true": True, "false": False}


def parse_argument(parameter: Parameter, text: str) -> object:
    """The value that `text` means for the parameter.

    Whole numbers are decimal, `0x`, `0o` or `0b`; `true`, `false` and `null` are words; `@file` gives the file's bytes
    to a pointer, and `hex:00 1F` these bytes to one that leads to no text; arrays and structs are JSON; a callback is a
    Python `lambda`, or a number that it always returns, and after the word `record` becomes a `RecordedCallback`. A
    GUID is `{6B29FC40-...}` or JSON, an HRESULT a number or its name, flags of an enum are joined by `|`.
    For text, everything else is the text itself; JSON quotes around it protect such words.

    `ArgumentError`: the text means no value of that type, or the file can't be read.
    """
    kind = resolve(parameter.type)
    if not isinstance(kind, Pointer):
        meaning = special(parameter.type)
        return _special(parameter, meaning, kind, text) if meaning else _scalar(parameter, kind, text)
    target = resolve(kind.target)
    if text == "null":
        return None
    if (meaning := special(kind.target)) is not None:
        return _special(parameter, meaning, target, text)
    if isinstance(target, FunctionType):
        return _callback(parameter, text)
    if text.startswith("@"):
        return _file(parameter, text[1:])
    if isinstance(target, Character):
        return _quoted(text)
    if text.startswith(HEX) and not isinstance(target, Character):
        return _bytes(parameter, text[len(HEX) :])
    if isinstance(target, (Void, Opaque)):
        return _memory(parameter, text)
    if text[:1] in "[{":
        return _json(parameter, text)
    if text[:1] == '"' and parameter.size is not None and target.size == 1:
        return _quoted(text).encode()
    return _scalar(parameter, target, text)


def _scalar(parameter: Parameter, kind: Type, text: str) -> object:
    stripped = text.strip()
    if isinstance(kind, Integer):
        return _whole(parameter, stripped)
    if isinstance(kind, Float):
        return _number(parameter, stripped)
    if isinstance(kind, Boolean):
        return _WORDS.get(stripped.lower(), stripped)
    if isinstance(kind, Character):
        return text if len(text) == 1 and not text.isdigit() else _whole(parameter, stripped)
    if isinstance(kind, Enumeration):
        return stripped if not _looks_whole(stripped) else _whole(parameter, stripped)
    if isinstance(kind, (Struct, Array)):
        return _json(parameter, text)
    return _whole(parameter, stripped)


def _special(parameter: Parameter, meaning: Special, kind: Type, text: str) -> object:
    """A value of one of Windows' types, or of what a pointer to one leads to."""
    stripped = text.strip()
    if meaning is Special.BSTR:
        return _quoted(text)
    if meaning is Special.GUID and guid_fields(stripped) is not None:
        return stripped
    if meaning is Special.VARIANT_BOOL and stripped.lower() in ("true", "false"):
        return _WORDS[stripped.lower()]
    if meaning is Special.HRESULT and (code := hresult(stripped)) is not None:
        return code
    return _json(parameter, text) if stripped[:1] in ("[", "{") else _scalar(parameter, kind, text)


def _looks_whole(text: str) -> bool:
    return text.lstrip("+-")[:1].isdigit()


def _whole(parameter: Parameter, text: str) -> object:
    if text.lower() in ("true", "false"):
        return int(text.lower() == "true")
    try:
        return int(text, 0) if not text.lstrip("+-0").isdigit() else int(text)
    except ValueError:
        raise _mistaken(parameter, text, "a whole number, decimal or 0x...") from None


def _number(parameter: Parameter, text: str) -> float:
    try:
        return float(text) if not text.lower().startswith("0x") else float(int(text, 16))
    except ValueError:
        raise _mistaken(parameter, text, "a number, such as 1.5 or 2e-3") from None


def _json(parameter: Parameter, text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        wanted = 'JSON: [1, 2, 3] for an array, {"x": 1} for a struct'
        raise _mistaken(parameter, text, f"{wanted} ({error})") from None


def _quoted(text: str) -> str:
    if len(text) >= 2 and text[0] == text[-1] == '"':
        try:
            return cast(str, json.loads(text))
        except ValueError:
            pass
    return text


def _memory(parameter: Parameter, text: str) -> object:
    if _looks_whole(text):
        return _whole(parameter, text.strip())
    return _quoted(text).encode()


def _bytes(parameter: Parameter, digits: str) -> bytes:
    try:
        return bytes.fromhex(digits.replace(",", " "))
    except ValueError:
        raise _mistaken(parameter, f"{HEX}{digits}", "two hexadecimal digits a byte, such as hex:00 1F FF") from None


def _file(parameter: Parameter, name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise ArgumentError(
            f"The file {name!r} for {parameter.name!r} can't be read: {error.strerror or error}.",
            hint="Check the path after the @.",
            parameter=parameter.name,
        ) from None


def _callback(parameter: Parameter, text: str) -> Callable[..., object] | int:
    """A Python function from its text. The text is the user's own, typed on this machine for this call."""
    if text.split(maxsplit=1)[:1] == ["record"]:
        answer = text.split(maxsplit=1)[1:]
        return RecordedCallback(_callback(parameter, answer[0]) if answer else None)
    if not text.lstrip().startswith("lambda"):
        constant = _number(parameter, text) if not _looks_whole(text) or "." in text else _whole(parameter, text)
        return lambda *_: constant
    try:
        return cast("Callable[..., object]", eval(text, {"math": math}))
    except SyntaxError as error:
        raise _mistaken(parameter, text, f"a Python lambda, such as lambda a, b: a - b ({error.msg})") from None


def _mistaken(parameter: Parameter, text: str, wanted: str) -> ArgumentError:
    return ArgumentError(
        f"{text!r} is no value for {parameter.name!r} ({c_type(parameter.type)}).",
        hint=f"Give {wanted}.",
        parameter=parameter.name,
    )


def to_json(value: object) -> object:
    """The value as JSON can hold it: bytes as `{"hex": "..."}`, numbers that are not finite as their names."""
    if isinstance(value, (bytes, bytearray)):
        return {"hex": value.hex()}
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): to_json(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(each) for each in value]
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else value


def format_duration(microseconds: float) -> str:
    """`0.8 µs`, `3.21 ms`, `1.50 s`: microseconds in the unit that suits them."""
    if microseconds < 1e3:
        return f"{microseconds:.1f} µs"
    return f"{microseconds / 1e3:.2f} ms" if microseconds < 1e6 else f"{microseconds / 1e6:.2f} s"


def format_value(of: Type, value: object) -> str:
    """The value for people: addresses in hexadecimal, text in quotes, an enum's name beside its number."""
    kind = resolve(of)
    if isinstance(value, RemotePointer):
        return f"0x{value:08X}"
    if value is None:
        return "null" if isinstance(kind, Pointer) else ""
    if isinstance(kind, Pointer) and isinstance(value, int) and takes_address(kind.target):
        return f"0x{value:08X}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bytes):
        return _hex(value)
    if isinstance(value, Mapping):
        if special(_inner(of, None)) is Special.GUID and (text := guid_text(value)):
            return text
        return "{" + ", ".join(f"{key}: {format_value(_inner(kind, key), each)}" for key, each in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(format_value(_inner(kind, None), each) for each in value) + "]"
    return repr(value)


def format_output(parameter: Parameter, value: object) -> str:
    """An output for people. A single element is shown as itself: the pointer to it is how C passes it."""
    of = parameter.type
    return format_value(of if parameter.size else pointed(of) or of, value)


def argument_text(value: object) -> str:
    """A value as `parse_argument` reads it; functions, and what else has no text, as their name."""
    if value is None:
        return "null"
    if isinstance(value, RemotePointer):
        return f"0x{value:08X}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (bytes, bytearray)):
        return f"{HEX}{value.hex()}"
    if isinstance(value, (Mapping, list, tuple)):
        return json.dumps(to_json(value), ensure_ascii=False, default=str)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if value == "null" or value[:1] in ('"', "@") else value
    return repr(value) if isinstance(value, (int, float)) else str(getattr(value, "name", value))


def _hex(data: bytes) -> str:
    shown = data[:64].hex(" ")
    return f"{shown} ... ({len(data)} bytes)" if len(data) > 64 else f"{shown} ({len(data)} bytes)"


def _inner(of: Type, member: str | None) -> Type:
    """The type of what stands inside a struct, an array, or behind a pointer."""
    kind = resolve(of)
    if isinstance(kind, Pointer):
        return _inner(kind.target, member) if member is not None else kind.target
    if isinstance(kind, Array):
        return kind.element
    if isinstance(kind, Struct) and member is not None:
        found = kind.members.get(member)
        return found.type if found else Void()
    return of

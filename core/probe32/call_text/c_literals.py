"""Values as C writes them: in initialisers and as arguments."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from ..abi.render import c_type
from ..abi.types import (
    Array,
    Boolean,
    Character,
    Enumeration,
    Float,
    Integer,
    Pointer,
    Struct,
    Type,
    resolve,
)
from ..abi.windows import Special, guid_fields, special

_ESCAPES = {0x5C: "\\\\", 0x22: '\\"', 0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t"}
_SMALLEST = {4: "(-2147483647 - 1)", 8: "(-9223372036854775807LL - 1)"}


class CTexts:
    """Makes C text of values; `encoding` is that of `char` text."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding

    def value(self, of: Type, value: object) -> str:
        """An expression, or `{...}` for a struct or an array. Values are those that `abi.values` accepts."""
        kind = resolve(of)
        if special(of) is Special.GUID and isinstance(value, str):
            value = guid_fields(value)
        if isinstance(kind, Struct):
            return self._struct(kind, value)
        if isinstance(kind, Array):
            return self.elements(kind, value)
        if isinstance(kind, Pointer):
            return self._pointer(kind, value)
        if isinstance(kind, Enumeration) and isinstance(value, str):
            return value if "|" not in value else f"({c_type(of)})({value})"
        if isinstance(kind, Float):
            return _number(kind, value)
        if isinstance(kind, Character) and isinstance(value, str):
            return str(ord(value))
        if isinstance(value, bool) or isinstance(kind, Boolean):
            return _truth(of, value)
        return _whole(kind, value)

    def zero(self, of: Type) -> str:
        """The initialiser of a variable that is written only."""
        kind = resolve(of)
        if isinstance(kind, (Struct, Array)):
            return "{0}"
        return "NULL" if isinstance(kind, Pointer) else "0.0" if isinstance(kind, Float) else "0"

    def elements(self, of: Array, value: object) -> str:
        """The initialiser of an array."""
        element = resolve(of.element)
        if isinstance(element, Character) and isinstance(value, (str, bytes)):
            return self.text(element.size, value)
        if isinstance(value, (bytes, bytearray)):
            return self.byte_list(value) if of.element.size == 1 else "{0}"
        if not isinstance(value, Sequence) or not len(value):
            return "{0}"
        return "{" + ", ".join(self.value(of.element, each) for each in value) + "}"

    def byte_list(self, value: object) -> str:
        """The initialiser of an array of bytes."""
        if not isinstance(value, (bytes, bytearray)) or not value:
            return "{0}"
        return "{" + ", ".join(f"0x{each:02X}" for each in value) + "}"

    def text(self, size: int, value: str | bytes) -> str:
        """A string literal of characters of 1 or 2 bytes."""
        if size == 2:
            units = value.encode("utf-16-le") if isinstance(value, str) else value
            numbers = [int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2)]
            return 'L"' + _escaped(numbers, 4) + '"'
        data = value.encode(self._encoding) if isinstance(value, str) else value
        return '"' + _escaped(list(data), 2) + '"'

    def _struct(self, of: Struct, value: object) -> str:
        if not isinstance(value, Mapping) or not value:
            return "{0}"
        known = of.members
        return "{" + ", ".join(f".{name} = {self.value(known[name].type, each)}" for name, each in value.items()) + "}"

    def _pointer(self, of: Pointer, value: object) -> str:
        """An address, or a literal of what the pointer leads to (C11 6.5.2.5)."""
        if value is None:
            return "NULL"
        target = resolve(of.target)
        if isinstance(value, (str, bytes)) and isinstance(target, Character):
            return self.text(target.size, value)
        if isinstance(value, Mapping):
            return f"&({c_type(of.target)}){self.value(of.target, value)}"
        if isinstance(value, Sequence):
            return f"({c_type(Array(of.target, len(value)))}){self.elements(Array(of.target, len(value)), value)}"
        return f"({c_type(of)})0x{value:08X}" if isinstance(value, int) else "NULL"


def _escaped(units: list[int], digits: int) -> str:
    """The inside of a literal. An escape takes all hexadecimal digits that follow, so the literal is parted there."""
    parts: list[str] = []
    open_escape = False
    for each in units:
        printable = 0x20 <= each < 0x7F
        if printable and open_escape and chr(each) in "0123456789abcdefABCDEF":
            parts.append('" L"' if digits == 4 else '" "')
        open_escape = not printable and each not in _ESCAPES
        parts.append(_ESCAPES.get(each) or (chr(each) if printable else f"\\x{each:0{digits}x}"))
    return "".join(parts)


def _number(of: Float, value: object) -> str:
    number = float(value) if isinstance(value, (int, float)) else 0.0
    if math.isnan(number):
        return "NAN"
    if math.isinf(number):
        return "INFINITY" if number > 0 else "-INFINITY"
    return f"{number!r}f" if of.size == 4 else repr(number)


def _truth(of: Type, value: object) -> str:
    return ("-1" if special(of) is Special.VARIANT_BOOL else "1") if value else "0"


def _whole(of: Type, value: object) -> str:
    number = int(value) if isinstance(value, int) else 0
    if isinstance(of, Integer) and number < 0 and number == of.range[0] and of.size in _SMALLEST:
        return _SMALLEST[of.size]
    suffix = "u" if isinstance(of, Integer) and not of.signed and of.size >= 4 else ""
    return f"{number}{suffix}{'LL' if of.size == 8 else ''}"

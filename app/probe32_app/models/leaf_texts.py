"""Members of structs and elements of arrays as people type them, and as JSON has them."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt

from probe32.abi.types import (
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
from probe32.abi.values import check_value
from probe32.abi.windows import Special, special
from probe32.errors import ArgumentError

from ..translating import tr
from .arguments import NULL
from .notations import parse_integer
from .typed_text import typed_text

TYPE_ROLE = Qt.ItemDataRole.UserRole
"""The C type of a cell's value."""
PROBLEM_ROLE = Qt.ItemDataRole.UserRole + 1
"""What is wrong with a cell, as a sentence; "" when nothing is."""
LONGEST_ARRAY = 4096
"""Arrays inside a struct with more elements are typed as JSON."""


def is_leaf(of: Type) -> bool:
    """Whether a value is typed as one text: anything but a struct and a short array of no text."""
    kind = resolve(of)
    if special(of) is Special.GUID:
        return True
    if isinstance(kind, Array):
        return isinstance(resolve(kind.element), Character) or not 0 < kind.count <= LONGEST_ARRAY
    return not isinstance(kind, Struct)


def leaf_value(of: Type, text: str) -> object:
    """The JSON value that a text means; a text that means none stays a text, and the check of the call names it."""
    kind, stripped = resolve(of), text.strip()
    if isinstance(kind, Float):
        try:
            return float(stripped)
        except ValueError:
            return text
    if isinstance(kind, (Boolean, Integer, Enumeration, Character)):
        return _scalar(kind, text)
    if isinstance(kind, Pointer):
        return _pointer(kind, text)
    if isinstance(kind, Array) and isinstance(resolve(kind.element), Character):
        return typed_text(text)
    if stripped[:1] in ("[", "{"):
        try:
            return json.loads(stripped)
        except ValueError:
            return text
    return text


def leaf_text(of: Type, value: object) -> str:
    """How a JSON value is typed; `leaf_value` reads it back."""
    kind = resolve(of)
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"0x{value:08x}" if isinstance(kind, Pointer) and isinstance(value, int) and value >= 0 else repr(value)
    if isinstance(value, str):
        return value if leaf_value(of, value) == value else json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)


def leaf_problem(of: Type, text: str) -> str:
    """What is wrong with a text, and what to do; "" when it is a value of the type, or nothing was typed."""
    if not text:
        return ""
    try:
        check_value(of, leaf_value(of, text), tr("this value"), "utf-8")
    except ArgumentError as error:
        return f"{error.message} {error.hint}".strip()
    return ""


def choices_of(of: Type) -> tuple[str, ...]:
    """The names among which a value is chosen; none for most types."""
    kind = resolve(of)
    return tuple(name for name, _ in kind.members) if isinstance(kind, Enumeration) else ()


def _scalar(kind: Type, text: str) -> object:
    stripped = text.strip()
    if stripped.lower() in ("true", "false"):
        return stripped.lower() == "true"
    number = parse_integer(stripped)
    return text if number is None else number


def _pointer(kind: Pointer, text: str) -> object:
    stripped = text.strip()
    if stripped == NULL:
        return None
    if stripped[:1] in ("[", "{"):
        try:
            return json.loads(stripped)
        except ValueError:
            return text
    number = parse_integer(stripped)
    if number is not None and not isinstance(resolve(kind.target), Float):
        return number
    return typed_text(text)

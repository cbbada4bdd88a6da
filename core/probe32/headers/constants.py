"""Macros and constants of the text that are numbers or text, computed by clang itself."""

from __future__ import annotations

import ast
import re
from typing import NamedTuple

from . import libclang
from .decoding import decoded
from .expansion import LONGEST_VALUE, Macro, lengths, repeats
from .libclang import Cursor, CursorKind
from .translation import Translation, again

Value = int | float | str
_MADE = "probe32_"
_VALUE = f"{_MADE}value_"
_ADDRESS = f"{_MADE}address_"
_WORD = re.compile(
    r"""
    (?: \s | \\ | //[^\n]* | /\*.*?\*/ )+
    | ( L?"(?:\\.|[^"\\])*" | L?'(?:\\.|[^'\\])*' | [A-Za-z_]\w* | \.?\d(?:[eEpP][+-]|[\w.])*
      | \#\# | -> | \+\+ | -- | [=!<>]= | . )
    """,
    re.DOTALL | re.VERBOSE,
)
_WHOLE_NUMBER = re.compile(r"(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)[uU]?(?:[lL]{1,2}|i64)?[uU]?")
_UNDEFINED = re.compile(rb"^[ \t]*#[ \t]*undef[ \t]+(\w+)", re.MULTILINE)
_NO_VALUE = frozenset(("{", "}", ";", "#", "##", "=", "++", "--"))
_CLOSING = {")": "(", "]": "["}
_NO_WORD = re.compile(
    r"__declspec|__attribute__|__(std|c|fast|this|vector)call|__cdecl|__pragma|_Pragma|extern|static|typedef|(__)?inline|"
    r"__forceinline|struct|union|enum|do|while|for|if|else|return|const|volatile|register|auto|goto"
)


def macros(translation: Translation) -> Constants:
    """The macros of the text that come to a number or to text, with their values."""
    sources = libclang.Sources(translation.unit)
    defined = _defined(translation, sources)
    bodies = {name: each.words for name, each in defined.items() if each.parameters is None and _is_whole(each.words)}
    plain = {name: value for name, body in bodies.items() if (value := _plain_value(body)) is not None}
    # Clang is asked about the rest, and about those that may be gone at the end of the text.
    undefined = {name.decode() for content in sources.contents for name in _UNDEFINED.findall(content)}
    sure = plain.keys() - undefined
    asked = [name for name in bodies if name not in sure]
    counted = {name: Macro(each.words, repeats(each.parameters or "", each.words)) for name, each in defined.items()}
    sizes = lengths(counted, LONGEST_VALUE) if asked else {}
    short = [name for name in asked if sizes[name] <= LONGEST_VALUE]
    found = _evaluate(translation, short) if short else {}
    values = {name: plain.get(name, found.get(name, 0)) for name in bodies if name in sure or name in found}
    return Constants(values, tuple(defined[name].cursor for name in asked if sizes[name] > LONGEST_VALUE))


class Constants(NamedTuple):
    """The values, and the macros that are too long to be computed."""

    values: dict[str, Value]
    too_long: tuple[Cursor, ...]


class _Definition(NamedTuple):
    cursor: Cursor
    parameters: str | None
    words: list[str]


def _defined(translation: Translation, sources: libclang.Sources) -> dict[str, _Definition]:
    found: dict[str, _Definition] = {}
    for each in libclang.children(translation.unit.cursor):
        if libclang.cursor_kind(each) is not CursorKind.MACRO_DEFINITION or libclang.is_in_stub(each):
            continue
        name = each.spelling
        body = decoded(sources.text(each)[len(name) :])
        parameters = None
        if libclang.is_macro_function(each):
            parameters, _, body = body.partition(")")
        found[name] = _Definition(each, parameters, [word for word in _WORD.findall(body) if word])
    return found


def _is_whole(words: list[str]) -> bool:
    """Whether words may be an expression: what is opened is closed, and nothing is declared or done."""
    opened: list[str] = []
    if not words:
        return False
    for word in words:
        if word in _NO_VALUE or _NO_WORD.fullmatch(word):
            return False
        if word in "([":
            opened.append(word)
        elif word in _CLOSING and (not opened or opened.pop() != _CLOSING[word]):
            return False
    return not opened


def _plain_value(body: list[str]) -> Value | None:
    """The value of a single whole number, or of wide text; None for anything else."""
    if len(body) == 1 and (number := _WHOLE_NUMBER.fullmatch(body[0])):
        digits = number[1]
        return int(digits, 8 if digits.startswith("0") and digits.isdecimal() else 0)
    return _wide_text(body)


def _wide_text(body: list[str]) -> str | None:
    if not body or not all(each.startswith('L"') for each in body):
        return None
    try:
        return "".join(str(ast.literal_eval(each[1:])) for each in body)
    except (SyntaxError, ValueError):
        return None


def _evaluate(translation: Translation, names: list[str]) -> dict[str, Value]:
    """What clang makes of macros: each is the value of a variable, and, should it be an address, of a number."""
    lines = [
        f"static const __typeof__({name}) {_VALUE}{name} = {name};"
        f"static const unsigned long {_ADDRESS}{name} = (unsigned long)({name});"
        for name in names
    ]
    unit = again(translation, "\n".join(["", *lines, ""]))
    values: dict[str, Value] = {}
    addresses: dict[str, Value] = {}
    for each in libclang.children(unit.cursor):
        if libclang.cursor_kind(each) is not CursorKind.VAR_DECL or not each.spelling.startswith(_MADE):
            continue
        found = addresses if each.spelling.startswith(_ADDRESS) else values
        value = None if libclang.is_invalid(each) else _value(each)
        if value is not None:
            found[each.spelling.removeprefix(_MADE).partition("_")[2]] = value
    return {
        name: values[name] if name in values else addresses[name]
        for name in names
        if name in values or name in addresses
    }


def _value(variable: Cursor) -> Value | None:
    value = libclang.evaluate(variable)
    if not isinstance(value, str):
        return value
    # Clang's evaluation cuts wide text at its first zero byte.
    literal = libclang.text_literal(variable)
    return _wide_text([literal]) if literal.startswith("L") else value

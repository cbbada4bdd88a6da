"""Macros and constants of the text that are numbers or text, computed by clang itself."""

from __future__ import annotations

import ast
import re

from . import libclang
from .libclang import Cursor, CursorKind, TokenKind
from .translation import Translation, again

Value = int | float | str
_PREFIX = "probe32_value_"
_NO_VALUE = frozenset(("{", "}", ";", "#", "##", "=", "++", "--", ".", "->", "[", "]"))
_NO_WORD = re.compile(
    r"__declspec|__attribute__|__(std|c|fast|this|vector)call|__cdecl|__pragma|_Pragma|extern|static|typedef|(__)?inline|"
    r"__forceinline|struct|union|enum|do|while|for|if|else|return|const|volatile|register|auto|goto"
)


def macros(translation: Translation) -> dict[str, Value]:
    """The macros of the text that come to a number or to text, with their values."""
    bodies = {name: body for name, body in _bodies(translation).items() if body}
    wide = {name: text for name, body in bodies.items() if (text := _wide_text(body)) is not None}
    asked = [name for name in bodies if name not in wide]
    found = _evaluate(translation, asked) if asked else {}
    return {name: wide.get(name, found.get(name, "")) for name in bodies if name in wide or name in found}


def _bodies(translation: Translation) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in translation.unit.cursor.get_children():
        if each.kind is not CursorKind.MACRO_DEFINITION or not translation.is_own(each):
            continue
        body = [] if libclang.is_macro_function(each) else _body(each)
        found[each.spelling] = body
    return found


def _body(macro: Cursor) -> list[str]:
    tokens = [each for each in macro.get_tokens() if each.kind is not TokenKind.COMMENT][1:]
    words = [each.spelling for each in tokens]
    depth = 0
    for word in words:
        depth += (word == "(") - (word == ")")
        if depth < 0 or word in _NO_VALUE or _NO_WORD.fullmatch(word):
            return []
    return words if depth == 0 else []


def _wide_text(body: list[str]) -> str | None:
    # Clang's evaluation cuts wide text at its first zero byte.
    if not body or not all(each.startswith('L"') for each in body):
        return None
    try:
        return "".join(str(ast.literal_eval(each[1:])) for each in body)
    except (SyntaxError, ValueError):
        return None


def _evaluate(translation: Translation, names: list[str]) -> dict[str, Value]:
    lines = [f"static const __typeof__({name}) {_PREFIX}{name} = {name};" for name in names]
    unit = again(translation, "\n".join(["", *lines, ""]))
    found: dict[str, Value] = {}
    for each in unit.cursor.get_children():
        if each.kind is CursorKind.VAR_DECL and each.spelling.startswith(_PREFIX):
            value = None if libclang.is_invalid(each) else libclang.evaluate(each)
            if value is not None:
                found[each.spelling.removeprefix(_PREFIX)] = value
    return found

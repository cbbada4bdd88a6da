"""What was typed for a `...`: its type, its value in Python, and the same in C."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ..abi.varargs import cast_of
from ..codegen.folding import quoted
from .c_literals import CTexts
from .typed_call import TypedCall

_MARK = re.compile(r"\b_\w+_\b(\([^)]*\))?\s*")
_TEXT = re.compile(r"\b(char|wchar_t|WCHAR|CHAR|LPC?W?STR)\b")
_WIDE = re.compile(r"\bwchar_t|WCHAR|LPC?WSTR\b")


def python_extra(call: TypedCall) -> list[str]:
    """The further arguments as Python expressions: each a `CValue`, which says its type."""
    return [_python(text) for text in call.extra]


def c_extra(call: TypedCall, texts: CTexts) -> Iterator[tuple[list[str], str]]:
    """For each further argument the lines that declare a variable for it, and what is passed."""
    for number, text in enumerate(call.extra, len(call.signature.parameters) + 1):
        of, value = cast_of(text) or ("", text)
        bare, name = _MARK.sub("", of).strip(), f"argument_{number}"
        if "_Out_" in of:
            yield [f"{bare.removesuffix('*').strip()} {name} = {{0}};"], f"&{name}"
        elif value == "null":
            yield [], "NULL"
        elif _TEXT.search(of):
            yield [], texts.text(2 if _WIDE.search(of) else 1, _plain_text(value))
        else:
            yield [], f"({bare}){value}" if bare else value


def _python(text: str) -> str:
    of, value = cast_of(text) or ("", text)
    if "_Out_" in of:
        return f"CValue({quoted(of)})"
    if value.startswith("@"):
        given = f"Path({quoted(value[1:])}).read_bytes()"
    else:
        meant = _plain_text(value) if _TEXT.search(of) and value != "null" else _value(value)
        given = quoted(meant) if isinstance(meant, str) else repr(meant)
    return f"CValue({quoted(of)}, {given})" if of else given


def _value(text: str) -> object:
    """A number, what JSON says, or the text itself."""
    for read in (lambda written: int(written, 0), float, json.loads):
        try:
            return read(text)
        except ValueError:
            continue
    return text


def _plain_text(text: str) -> str:
    """Without the quotes that JSON's strings have."""
    try:
        found = json.loads(text) if text.startswith('"') else text
    except ValueError:
        return text
    return found if isinstance(found, str) else text

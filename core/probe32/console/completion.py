"""What a name that is being typed could become, and how the function around the caret is called.

Nothing is called for that, not even a property, but those of the library.
"""

from __future__ import annotations

import builtins
import inspect
import keyword
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

from ..abi.render import prototype
from ..library import Library

_CHAIN = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\.?$")
_CALLED = re.compile(r"""\bcall\(\s*["'](\w*)$""")
_NOTHING = object()


@dataclass(frozen=True)
class Word:
    """A name and a few words on it: a C prototype, or what kind of thing it is."""

    text: str
    about: str = ""


@dataclass(frozen=True)
class Completion:
    """`words` may replace the text from `start` to the caret."""

    start: int
    words: tuple[Word, ...]


def complete(namespace: Mapping[str, Any], text: str) -> Completion:
    """The names that could stand at the end of `text`, functions of the library first."""
    library = namespace.get("lib")
    quoted = _CALLED.search(text)
    if quoted and isinstance(library, Library):
        return Completion(quoted.start(1), tuple(each for each in _functions(library) if _fits(each, quoted[1])))
    found = _CHAIN.search(text)
    if not found:
        return Completion(len(text), ())
    head, dot, typed = found[0].rpartition(".")
    value = _resolved(namespace, head) if dot else _NOTHING
    if dot and value is _NOTHING:
        return Completion(len(text), ())
    words = _attributes(value) if dot else _names(namespace)
    return Completion(len(text) - len(typed), tuple(each for each in words if _fits(each, typed)))


def call_tip(namespace: Mapping[str, Any], text: str) -> str:
    """How the function is called whose arguments are being typed at the end of `text`; "" when there is none."""
    opened = _innermost_call(text)
    if opened < 0:
        return ""
    found = _CHAIN.search(text[:opened])
    value = _resolved(namespace, found[0]) if found else _NOTHING
    if value is _NOTHING:
        return ""
    library = namespace.get("lib")
    if isinstance(library, Library):
        named = re.match(r"""\s*["'](\w+)["']""", text[opened + 1 :])
        by_name = named[1] if value == library.call and named else ""
        name = by_name or _bound_name(value)
        if name in library.functions:
            return prototype(library.functions[name].signature)
    try:
        signature = str(inspect.signature(value)) if callable(value) else ""
    except (TypeError, ValueError):
        return ""
    return f"{found[0] if found else ''}{signature}"


def _functions(library: Library) -> Iterator[Word]:
    for name, each in sorted(library.functions.items()):
        yield Word(name, prototype(each.signature))


def _names(namespace: Mapping[str, Any]) -> Iterator[Word]:
    for name, value in sorted(namespace.items()):
        yield Word(name, _kind(value))
    yield from (Word(name, "keyword") for name in keyword.kwlist)
    yield from (Word(name, "built in") for name in dir(builtins))


def _attributes(value: object) -> Iterator[Word]:
    if isinstance(value, Library):
        yield from _functions(value)
        functions: Mapping[str, object] = value.functions
    else:
        functions = {}
    for name in dir(value):
        if name not in functions:
            yield Word(name, _kind(_static(value, name)))


def _resolved(namespace: Mapping[str, Any], chain: str) -> object:
    first, *rest = chain.split(".")
    value = namespace.get(first, getattr(builtins, first, _NOTHING))
    for name in rest:
        if value is _NOTHING:
            break
        value = _attribute(value, name)
    return value


def _attribute(value: object, name: str) -> object:
    if isinstance(value, (Library, ModuleType)):
        return getattr(value, name, _NOTHING)
    found = _static(value, name)
    if isinstance(found, (staticmethod, classmethod)) or inspect.isfunction(found):
        return getattr(value, name, _NOTHING)  # binding a method runs nothing
    return _NOTHING if hasattr(type(found), "__get__") else found


def _static(value: object, name: str) -> object:
    return inspect.getattr_static(value, name, _NOTHING)


def _kind(value: object) -> str:
    if isinstance(value, ModuleType):
        return "module"
    if isinstance(value, type):
        return "class"
    return "function" if callable(value) else "property" if isinstance(value, property) else type(value).__name__


def _fits(word: Word, typed: str) -> bool:
    hidden = word.text.startswith("_") and not typed.startswith("_")
    return not hidden and word.text.startswith(typed) and word.text != typed


def _bound_name(value: object) -> str:
    return str(value.args[0]) if isinstance(value, partial) and value.args else ""


def _innermost_call(text: str) -> int:
    """Where the parenthesis is that was opened last and is not closed; -1 when none is. Quotes are left out."""
    stack: list[int] = []
    quote = ""
    for at, each in enumerate(text):
        if quote:
            quote = "" if each == quote and text[at - 1] != "\\" else quote
        elif each in "\"'":
            quote = each
        elif each in "([{":
            stack.append(at)
        elif each in ")]}" and stack:
            stack.pop()
    calls = [at for at in stack if text[at] == "(" and (text[at - 1 : at].isalnum() or text[at - 1 : at] == "_")]
    return calls[-1] if calls else -1

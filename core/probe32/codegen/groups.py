"""The functions of a large DLL in groups, a module each: by what their names begin with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .identifiers import Names, class_name, identifier
from .model import Method

_LEAST = 4
"""Functions that make a group of their own; smaller ones go together."""

_REST = "others"
_FIRST_WORD = re.compile(r"[A-Z]{2,}(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")


@dataclass(frozen=True)
class Group:
    """Some functions: the module's name, its class, what it is about, and the methods."""

    module: str
    name: str
    about: str
    methods: tuple[Method, ...]


def groups(methods: Sequence[Method]) -> list[Group]:
    """The groups in the order of their names; those that stand alone come last."""
    found: dict[str, list[Method]] = {}
    for each in methods:
        found.setdefault(_first_word(each.client_name), []).append(each)
    large = {word: of for word, of in found.items() if len(of) >= _LEAST and word}
    rest = [each for word, of in found.items() if word not in large for each in of]
    modules = Names({_REST, "__init__"})
    made = [
        _group(modules.new(identifier(word)), f"whose names begin with `{word}`", large[word]) for word in sorted(large)
    ]
    return [*made, *([_group(_REST, "that stand alone", rest)] if rest else [])]


def _first_word(name: str) -> str:
    found = _FIRST_WORD.search(name)
    return found[0].lower() if found else ""


def _group(module: str, about: str, methods: Sequence[Method]) -> Group:
    ordered = sorted(methods, key=lambda each: each.client_name)
    return Group(module, f"{class_name(module)}Functions", about, tuple(ordered))

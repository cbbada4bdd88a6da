"""How long a macro grows when everything in it is replaced: a few lines can stand for billions of words.

Clang would try; so the length is computed before, without expanding anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

LONGEST_VALUE = 2_000
"""Words of a macro whose value is still asked for; long sums are deep trees to clang, which may exhaust the stack."""

LONGEST = 100_000
"""Words of a macro that is still left in the text."""

_DEFINE = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)(\([^()\n]*\))?((?:[^\\\n]|\\.|\\\n)*)", re.MULTILINE | re.DOTALL)
_WORD = re.compile(r"\w+|\S")


class Macro(NamedTuple):
    """What a macro stands for, and how often it repeats a parameter at most (1 for one without parameters)."""

    words: list[str]
    repeats: int = 1


def lengths(macros: Mapping[str, Macro], most: int) -> dict[str, int]:
    """The words that each macro comes to; those of more than `most` words count `most + 1`."""
    found: dict[str, int] = {}
    for name in macros:
        _measure(name, macros, most, found)
    return found


def _measure(root: str, macros: Mapping[str, Macro], most: int, found: dict[str, int]) -> None:
    """Find the length of a macro and of all that it uses, without recursion: chains are long."""
    path = [root]
    opened = {root}
    while path:
        name = path[-1]
        used = [each for each in macros[name].words if each in macros and each not in found and each not in opened]
        if name not in found and used:
            path.append(used[0])
            opened.add(used[0])
            continue
        found.setdefault(name, _length(macros[name].words, macros, most, found))
        opened.discard(name)
        path.pop()


def _length(words: Iterable[str], macros: Mapping[str, Macro], most: int, found: Mapping[str, int]) -> int:
    total, factor = 0, 1
    for each in words:
        total += found.get(each, 1)
        factor *= macros[each].repeats if each in macros else 1
        if total * factor > most:
            return most + 1
    return total * factor


def repeats(parameters: str, words: Iterable[str]) -> int:
    """How often the body of a macro repeats one of its parameters, `(a, b)`, at most."""
    words = list(words)
    return max([1, *(words.count(each) for each in re.findall(r"\w+", parameters))])


@lru_cache(maxsize=8)
def defused(text: str) -> tuple[str, tuple[tuple[str, int], ...]]:
    """The text without the definitions of macros that grow beyond `LONGEST`, and these with their lines from 1.

    What is taken out leaves blanks, so that every line and column stays.
    """
    definitions = list(_DEFINE.finditer(text)) if text.count("#") > 8 else []
    macros: dict[str, Macro] = {}
    for each in definitions:
        words = _WORD.findall(each[3])
        macros[each[1]] = Macro(words, repeats(each[2] or "", words))
    sizes = lengths(macros, LONGEST)
    refused: list[tuple[str, int]] = []
    for each in definitions:
        if sizes[each[1]] > LONGEST:
            refused.append((each[1], text.count("\n", 0, each.start(1)) + 1))
            blank = "".join(letter if letter == "\n" else " " for letter in each[0])
            text = f"{text[: each.start()]}{blank}{text[each.end() :]}"
    return text, tuple(refused)

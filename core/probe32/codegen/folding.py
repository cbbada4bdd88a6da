"""Python text that a formatter leaves alone: what does not fit on a line of 88 is written one item a line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Union

WIDTH = 88
"""The default line length of ruff and black, which the exported text keeps to."""


@dataclass(frozen=True)
class Group:
    """Items in brackets. `spread` replaces `brackets` when the items stand on lines of their own.

    `comma` is false where a comma behind the only item would mean something else: `list[int]`.
    """

    brackets: tuple[str, str]
    items: tuple[Part, ...]
    spread: tuple[str, str] | None = None
    always: bool = False
    comma: bool = True

    def flat(self) -> str:
        """All of it on one line."""
        return self.brackets[0] + ", ".join(map(flat, self.items)) + self.brackets[1]


Part = Union[str, Group]  # noqa: UP007 - evaluated at run time on Python 3.10 with a forward name


def flat(part: Part) -> str:
    """A part on one line."""
    return part if isinstance(part, str) else part.flat()


def call(head: str, items: Iterable[Part], tail: str = ")") -> Group:
    """`head` ends with the opening bracket: `result = function(`."""
    return Group((head, tail), tuple(items))


def prefixed(prefix: str, part: Part) -> Part:
    """The part after more text: `prefix` is `name = `, for example."""
    if isinstance(part, str):
        return prefix + part
    spread = part.spread and (prefix + part.spread[0], part.spread[1])
    return replace(part, brackets=(prefix + part.brackets[0], part.brackets[1]), spread=spread)


def tuple_of(items: Sequence[Part], head: str = "") -> Group:
    """A tuple in parentheses, with the comma that one item needs."""
    return Group((f"{head}(", ",)" if len(items) == 1 else ")"), tuple(items), (f"{head}(", ")"))


def annotated(name: str, annotation: str) -> Part:
    """`name: annotation`, which can be folded when it is one of a list."""
    if not annotation.startswith("list["):
        return f"{name}: {annotation}"
    return Group((f"{name}: list[", "]"), (annotation.removeprefix("list[").removesuffix("]"),), comma=False)


def listed(keyword: str, items: Sequence[Part]) -> Group:
    """`return a, b`, with parentheses only where the items need lines of their own."""
    return Group((f"{keyword} ", ""), tuple(items), (f"{keyword} (", ")"))


def fold(part: Part, indent: int, tail: str = "") -> list[str]:
    """The lines of a part at `indent` columns; the last one ends with `tail`."""
    margin = " " * indent
    line = f"{margin}{flat(part)}{tail}"
    if isinstance(part, str) or not part.items or (len(line) <= WIDTH and not _spreads(part)):
        return [line]
    head, end = part.spread or part.brackets
    if len(part.items) == 1 and part.spread and not head.endswith("("):
        return [line]
    lines = [f"{margin}{head}"]
    for item in part.items:
        lines += fold(item, indent + 4, "," if part.comma else "")
    return [*lines, f"{margin}{end}{tail}"]


def _spreads(part: Part) -> bool:
    return isinstance(part, Group) and (part.always or any(map(_spreads, part.items)))


def quoted(text: str) -> str:
    """A string literal with the quotes that need fewer escapes; double ones when it makes no difference."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + "".join(_escaped(each, quote) for each in text) + quote


def _escaped(character: str, quote: str) -> str:
    if character in ("\\", quote):
        return "\\" + character
    if character.isprintable():
        return character
    return repr(character)[1:-1]


def literal(value: object, head: str = "") -> Part:
    """A JSON value as Python, after `head` (a dictionary's key, a name and `=`)."""
    if isinstance(value, str):
        return head + quoted(value)
    if isinstance(value, float) and not math.isfinite(value):
        return f'{head}float("{value}")'
    if isinstance(value, Mapping):
        return Group((f"{head}{{", "}"), tuple(literal(each, f"{quoted(name)}: ") for name, each in value.items()))
    if isinstance(value, list):
        return Group((f"{head}[", "]"), tuple(literal(each) for each in value))
    if isinstance(value, tuple):
        return tuple_of([literal(each) for each in value], head)
    return f"{head}{value!r}"

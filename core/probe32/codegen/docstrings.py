"""Docstrings from C comments: wrapped, free of what would end them, as a formatter leaves them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from .folding import WIDTH


def docstring(paragraphs: Iterable[str], indent: int) -> list[str]:
    """The lines of a docstring at `indent` columns. Line breaks inside a paragraph are kept; long lines are wrapped."""
    margin = " " * indent
    lines: list[str] = []
    for paragraph in filter(None, map(_clean, paragraphs)):
        lines += ["", *_wrapped(paragraph, indent)] if lines else _wrapped(paragraph, indent, 3)
    if not lines:
        return []
    if lines[0].startswith('"'):
        lines[0] = f" {lines[0]}"
    if len(lines) == 1:
        lines[0] += " " * lines[0].endswith('"')
        # A formatter joins the quotes of a single line to it, however long that gets.
        if indent + len(lines[0]) + 6 > WIDTH and " " in lines[0]:
            head, _, last = lines[0].rpartition(" ")
            return [f'{margin}"""{head}', f"{margin}{last}", f'{margin}"""']
        return [f'{margin}"""{lines[0]}"""']
    first, *rest = lines
    # A formatter takes away what all lines but the first are indented by.
    rest = textwrap.dedent("\n".join(rest)).split("\n")
    return [f'{margin}"""{first}', *(f"{margin}{line}" if line else "" for line in rest), f'{margin}"""']


def _wrapped(paragraph: str, indent: int, quotes: int = 0) -> list[str]:
    found: list[str] = []
    for line in paragraph.split("\n"):
        hanging = " " * (len(line) - len(line.lstrip()))
        room = WIDTH - indent - (quotes if not found else 0)
        if len(line) <= room:
            found.append(line)
            continue
        found += textwrap.wrap(
            line, room, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return found


def _clean(text: str) -> str:
    lines = text.expandtabs(4).replace("\r\n", "\n").split("\n")
    plain = "\n".join(_printable(line).rstrip() for line in lines)
    return plain.strip("\n").strip().replace("\\", "\\\\").replace('"""', "'''")


def _printable(line: str) -> str:
    return line if line.isprintable() else "".join(each for each in line if each.isprintable())

"""The words of a C comment without its signs, and the directions of parameters that they tell."""

from __future__ import annotations

import re

from ..abi.signatures import Direction

_OPENING = re.compile(r"^\s*(?:/\*[*!]*<?|//[/!]*<?)[ \t]?")
_CLOSING = re.compile(r"[ \t]*\**\*/\s*$")
_DIRECTED = re.compile(r"[@\\]param\s*\[\s*(in|out|in\s*,\s*out)\s*\]\s*(\w+(?:,\w+)*)")
_STAR = re.compile(r"^\s*\*+(?!/)[ \t]?")


def words(comment: str | None) -> str:
    """The text of `/* … */`, `/** … */`, `// …` or `/// …`, line by line, without empty lines around it."""
    lines = []
    block = False
    for line in (comment or "").splitlines():
        opened = _OPENING.match(line)
        cleaned = _OPENING.sub("", line, count=1) if opened and not block else _STAR.sub("", line) if block else line
        block = (block or bool(opened and "/*" in opened[0])) and not _CLOSING.search(line)
        lines.append(_CLOSING.sub("", cleaned).rstrip())
    return "\n".join(lines).strip("\n").strip()


def directions(text: str) -> dict[str, Direction]:
    """The directions that a comment states by parameter, as Doxygen has it: `@param[out] name` (`\\param` command)."""
    known = {"in": Direction.IN, "out": Direction.OUT}
    stated = _DIRECTED.findall(text)
    return {name: known.get(way, Direction.INOUT) for way, names in stated for name in names.split(",")}

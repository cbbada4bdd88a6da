"""Marks as Windows' documentation writes them, `[in, out, optional]` and `IN OUT`, turned into SAL in place.

Nothing moves: what is put in is as long as what was there, so lines and columns stay those of the person's text.
"""

from __future__ import annotations

import re

_BRACKETS = re.compile(r"([(,]\s*)(\[\s*(?:in|out)\b[^\][()]*\])")
_CAPITALS = re.compile(r"[(,]\s*(?:IN|OUT)\s+[A-Za-z_]")


def with_sal(text: str) -> str:
    """The text with `[in]`, `[out, optional]` and the like before parameters replaced by marks of the stub `sal.h`."""
    return _BRACKETS.sub(_mark, text) if "[" in text else text


def _mark(match: re.Match[str]) -> str:
    words = set(re.findall(r"\w+", match[2]))
    letters = ("i" if "in" in words else "") + ("o" if "out" in words else "") + ("p" if "optional" in words else "")
    mark = f"_M{letters}_"
    # Line ends within the brackets are kept, or every later line would be one too high.
    rest = "".join(each if each == "\n" else " " for each in match[2][len(mark) :])
    return match[1] + mark + rest


def word_marks(text: str) -> dict[str, str]:
    """Macros for `IN`, `OUT` and `OPTIONAL`, when the text marks its parameters with them."""
    if not _CAPITALS.search(text):
        return {}
    return {word: f'PROBE32_MARK("{mark}")' for word, mark in (("IN", "in"), ("OUT", "out"), ("OPTIONAL", "opt"))}

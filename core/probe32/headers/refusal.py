"""Texts that must not reach clang: what is no text, and what would take it beyond all bounds."""

from __future__ import annotations

import re

from .declarations import Problem

_MOST_CONTROLS = 0.02
"""The share of control characters from which something is no text; text has tabs and line ends only."""

_FEW_CONTROLS = 8
_LONGEST_EXPRESSION = 300_000
"""Characters without any of , ; { } in between."""

_CONTROL = re.compile(r"[\0-\x08\x0e-\x19\x1b-\x1f\ufffd]")
_NO_CODE = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
_STRETCH = re.compile(rf"[^,;{{}}]{{{_LONGEST_EXPRESSION},}}")


def refusal(text: str, filename: str) -> Problem | None:
    """Why nothing of a text can be read at all; None for C, right or wrong."""
    start = text[:0x10000]
    found = _CONTROL.search(start)
    if found and len(_CONTROL.findall(start)) > max(_FEW_CONTROLS, _MOST_CONTROLS * len(start)):
        return _problem("This is no text.", "Give a C header, a .h file.", text, found.start(), filename)
    if len(text) > _LONGEST_EXPRESSION and (found := _STRETCH.search(_NO_CODE.sub(_blank, text))):
        return _problem("This expression is too long to be read.", "", text, found.start(), filename)
    return None


def _problem(message: str, hint: str, text: str, place: int, filename: str) -> Problem:
    before = text.rfind("\n", 0, place) + 1
    return Problem(message, filename, text.count("\n", 0, place) + 1, place - before + 1, "", hint)


def _blank(match: re.Match[str]) -> str:
    """As many separators, so that places stay."""
    return ";" * len(match[0])

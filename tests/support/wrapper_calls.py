"""Makes calls that a list names and tells what came back in values that pickle anywhere; needs no other module."""

from __future__ import annotations

import sys
from dataclasses import fields, is_dataclass
from typing import Any

Call = tuple[str, tuple[Any, ...]]
"""A method and its arguments; `LAST` among them stands for what the call before gave."""

LAST = "<the result of the call before>"


def make_calls(client: Any, calls: list[Call]) -> list[Any]:
    """The result of each call."""
    results: list[Any] = []
    for name, arguments in calls:
        given = [results[-1] if each == LAST else each for each in arguments]
        results.append(plain(getattr(client, name)(*given)))
    return results


def plain(value: Any) -> Any:
    """The value without classes of the wrapper's own."""
    if is_dataclass(value):
        names = getattr(sys.modules[type(value).__module__], "_C_NAMES", {}).get(type(value), {})
        return {names.get(each.name, each.name): plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else value

"""Makes calls that a list names and tells what came back in values that pickle anywhere; needs no other module."""

from __future__ import annotations

from enum import IntEnum
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
    if isinstance(value, (list, tuple)):
        return type(value)(map(plain, value))
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return int(value) if isinstance(value, IntEnum) else value

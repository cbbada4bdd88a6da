"""The last requests of a client, for the report of what ended its host. Noting one must cost next to nothing."""

from __future__ import annotations

import reprlib
from collections import deque
from collections.abc import Mapping

KEPT = 10
"""How many are remembered."""

_SMALL = frozenset({int, float, bool, type(None)})
_LONGEST = 200

_short = reprlib.Repr()
_short.maxstring = _short.maxother = 60


class LastCalls:
    """Plain arguments are kept as they are, and others only by their type, which keeps nothing alive."""

    def __init__(self) -> None:
        self._calls: deque[tuple[str, tuple[object, ...], Mapping[str, object]]] = deque(maxlen=KEPT)

    def note(self, name: str, args: tuple[object, ...], kwargs: Mapping[str, object]) -> None:
        """A request is about to be made."""
        for each in args:
            if type(each) not in _SMALL:
                args = tuple(map(_plain, args))
                break
        if kwargs:
            kwargs = {key: _plain(value) for key, value in kwargs.items()}
        self._calls.append((name, args, kwargs))

    def described(self) -> tuple[str, ...]:
        """Each as a line of Python, the latest last."""
        return tuple(_line(*each) for each in list(self._calls))


class _Named:
    """Stands for a value that is too large to keep."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name


def _plain(value: object) -> object:
    if isinstance(value, (str, bytes)):
        return value[:_LONGEST]
    return value if type(value) in _SMALL else _Named(f"<{type(value).__name__}>")


def _line(name: str, args: tuple[object, ...], kwargs: Mapping[str, object]) -> str:
    given = [_short.repr(each) if not isinstance(each, _Named) else repr(each) for each in args]
    given += [f"{key}={_short.repr(value)}" for key, value in kwargs.items()]
    return f"{name}({', '.join(given)})"

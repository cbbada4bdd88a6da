"""What loading a library of any kind gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


def _nothing() -> None:
    """Nothing has to be closed."""


class Loaded(NamedTuple):
    """A loaded library, by the names of `LoadLibrary`'s attributes; `close` undoes the loading and may be repeated."""

    path: str
    lib: Any = None
    assembly: Any = None
    gateway: Any = None
    application: Any = None
    close: Callable[[], object] = _nothing

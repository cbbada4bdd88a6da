"""How far the reading of a file is, told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum


class Reading(str, Enum):
    """What is being read: the bytes of a file, the names of its exports."""

    BYTES = "bytes"
    NAMES = "names"


OnProgress = Callable[[Reading, int, int], None]
"""Is told how many there are read, and of how many; what it raises ends the reading and goes to the caller."""


def ignored(_what: Reading, _done: int, _total: int) -> None:
    """For callers who do not ask."""

"""The calls of a library that are under way: each but the first is made by a callback of the one before."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from ..errors import CallError
from .client import LibraryClient

DEEPEST = 32
"""How many calls may be open at once. A level takes 15 KB of the main thread's stack in the host, which is 1 MB,
besides what the DLL needs: it is full at 70 of `descend` in `tests/dlls/callbacks.c`."""


@dataclass
class _OpenCall:
    """A call that the DLL has not returned from yet. `deadline` is in seconds of `time.monotonic`."""

    name: str
    client: LibraryClient
    deadline: float | None


class NestedCalls:
    """Who is asked, and how long that may take, within the calls under way. Used by one thread at a time."""

    def __init__(self) -> None:
        self._open: list[_OpenCall] = []

    def __len__(self) -> int:
        return len(self._open)

    @property
    def name(self) -> str:
        """What the innermost is called in messages."""
        return self._open[-1].name

    @name.setter
    def name(self, name: str) -> None:
        self._open[-1].name = name

    @property
    def outer(self) -> str:
        """What the one around the innermost is called; "" when there is none."""
        return self._open[-2].name if len(self._open) > 1 else ""

    def client(self, name: str, outermost: Callable[[], LibraryClient]) -> LibraryClient:
        """Who a call `name` is made through: the call that it is a part of knows, or `outermost` gives.

        `CallError`: the host of the calls around it has ended, or they go too deep.
        """
        if not self._open:
            return outermost()
        around = self._open[-1]
        if not around.client.running:
            raise CallError(
                f"{name} can't be called from the callback: the host that runs {around.name} has ended.",
                hint=f"Return from the callback; {around.name} raises the error that tells why.",
            )
        if len(self._open) >= DEEPEST:
            raise CallError(
                f"{name} was called {DEEPEST} calls deep, each from a callback of the one before.",
                hint="Does a callback call the function that calls it back?",
            )
        return around.client

    def seconds(self, timeout: float | None) -> float | None:
        """How long a call that begins now may take: not longer than what is left for the call that it is a part of."""
        deadline = self._open[-1].deadline if self._open else None
        if deadline is None:
            return timeout
        left = max(0.0, deadline - time.monotonic())
        return left if timeout is None else min(timeout, left)

    def enter(self, name: str, client: LibraryClient, seconds: float | None) -> None:
        """A call begins that may take so long."""
        self._open.append(_OpenCall(name, client, None if seconds is None else time.monotonic() + seconds))

    def leave(self) -> None:
        """The innermost has ended."""
        self._open.pop()

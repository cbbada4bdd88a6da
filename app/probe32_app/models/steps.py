"""Undo and redo of an editor of its own, as values of what it held."""

from __future__ import annotations

from typing import Generic, TypeVar

StateT = TypeVar("StateT")
LIMIT = 100


class Steps(Generic[StateT]):
    """The last `LIMIT` states before the present one, and those that were taken back."""

    def __init__(self) -> None:
        self._before: list[StateT] = []
        self._after: list[StateT] = []

    def note(self, before: StateT) -> None:
        """An edit was made: this is what was there before."""
        self._before = [*self._before[-LIMIT + 1 :], before]
        self._after.clear()

    def undo(self, now: StateT) -> StateT | None:
        """What was there before the last edit; None when there was none."""
        return _moved(self._before, self._after, now)

    def redo(self, now: StateT) -> StateT | None:
        """What was there before the last undo; None when there was none."""
        return _moved(self._after, self._before, now)

    def clear(self) -> None:
        """Something else is edited now."""
        self._before.clear()
        self._after.clear()


def _moved(source: list[StateT], target: list[StateT], now: StateT) -> StateT | None:
    if not source:
        return None
    target.append(now)
    return source.pop()

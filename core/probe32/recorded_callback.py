"""A callback that remembers what the DLL passed to it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from .abi.calls import NoAnswer

KEPT = 10_000
"""How many calls are remembered: the last ones."""


class RecordedCallback:
    """A Python function for a callback parameter, or for `Library.callback`, that records its calls.

    `answer` is what it returns each time; a function is called with the same arguments, and what that returns is
    returned; None answers `on_error`, or else zero. `on_error` is what the DLL is given when the answer does not fit,
    or the function raises. Any thread may call it.
    """

    def __init__(self, answer: object = None, *, on_error: object = None) -> None:
        self.on_error = on_error
        self._answer = answer
        self._calls: deque[tuple[object, ...]] = deque(maxlen=KEPT)
        self._count = 0
        self._lock = threading.Lock()

    @property
    def calls(self) -> list[tuple[object, ...]]:
        """The arguments of each call, the oldest first; of the last 10,000 calls."""
        with self._lock:
            return list(self._calls)

    @property
    def count(self) -> int:
        """How many calls there were."""
        return self._count

    def __call__(self, *args: object) -> object:
        """Record the arguments and answer. Raises what a function that answers raises."""
        with self._lock:
            self._calls.append(args)
            self._count += 1
        answer: Callable[..., object] | object = self._answer
        if callable(answer):
            return answer(*args)
        return NoAnswer.NO_ANSWER if answer is None else answer

    def __repr__(self) -> str:
        return f"<RecordedCallback {self._count} calls>"

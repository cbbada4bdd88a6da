"""Many requests in one message: they cost one round trip together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from types import TracebackType
from typing import Any

Run = tuple[str, "dict[str, Any]", "list[tuple[Any, ...]]"]
"""Calls of the same name one after the other: the name, keyword arguments, and the positional ones of each call."""

Send = Callable[["list[Run]"], "tuple[list[Any], dict[int, Exception]]"]
"""Sends calls, and returns their values, and the exceptions of those that failed by their places among the values."""


class _Answers:
    """What the calls of one message gave; `values` is None until they were sent."""

    __slots__ = ("values", "errors")

    def __init__(self) -> None:
        self.values: list[Any] | None = None
        self.errors: dict[int, Exception] = {}


class BatchResult:
    """What one call of a batch will have given, once the batch was sent."""

    __slots__ = ("_answers", "_place", "_name")

    def __init__(self, answers: _Answers, place: int, name: str) -> None:
        self._answers = answers
        self._place = place
        self._name = name

    @property
    def ready(self) -> bool:
        """Whether the batch was sent and answered."""
        return self._answers.values is not None

    def result(self) -> Any:
        """The value. Raises the exception of the call, or `RuntimeError` when the batch was not sent."""
        answers = self._answers
        if answers.values is None:
            raise RuntimeError(f"The batch with {self._name!r} was not sent yet; leave its with block, or call send().")
        if answers.errors and self._place in answers.errors:
            raise answers.errors[self._place]
        return answers.values[self._place]

    def __repr__(self) -> str:
        return f"<BatchResult {self._name} {'ready' if self.ready else 'not sent'}>"


class Batch:
    """Collects calls and sends them in one request, when the `with` block is left without an exception, or at `send`.

        with client.batch() as batch:
            sums = [batch.add(i, 2) for i in range(1000)]
        print(sums[0].result())

    They are made one after the other, in order; one that fails does not keep the next ones from being made. Use it in
    one thread.
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self._runs: list[Run] = []
        self._count = 0
        self._answers = _Answers()

    def request32(self, name: str, *args: Any, **kwargs: Any) -> BatchResult:
        """Add a call of the server's method `name`, or the reading of its attribute."""
        runs, place = self._runs, self._count
        if not runs or runs[-1][0] != name or runs[-1][1] or kwargs:
            runs.append((name, kwargs, [args]))
        else:
            runs[-1][2].append(args)
        self._count = place + 1
        return BatchResult(self._answers, place, name)

    def send(self) -> None:
        """Send what was collected, and wait for the answers. Raises what a request raises that gets no answer."""
        runs, answers = self._runs, self._answers
        self._runs, self._count, self._answers = [], 0, _Answers()
        if runs:
            values, answers.errors = self._send(runs)
            answers.values = values

    def __len__(self) -> int:
        return self._count

    def __getattr__(self, name: str) -> Callable[..., BatchResult]:
        if name.startswith("_"):
            raise AttributeError(f"{name!r} is private; it cannot be requested")
        add = partial(self.request32, name)
        self.__dict__[name] = add  # the next call of that name finds it at once
        return add

    def __enter__(self) -> Batch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.send()


def calls_of(runs: Iterable[Run]) -> Iterator[tuple[str, tuple[Any, ...], dict[str, Any]]]:
    """Each call by itself: name, positional and keyword arguments."""
    for name, kwargs, many in runs:
        for args in many:
            yield name, args, kwargs

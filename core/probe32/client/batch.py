"""Many requests in one message: they cost one round trip together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any

from ..client_errors import Server32Error

Run = tuple[str, "dict[str, Any]", "list[tuple[Any, ...]]"]
"""Calls of the same name one after the other: the name, keyword arguments, and the positional ones of each call."""

Batched = tuple["list[Any]", "dict[int, Exception]"]
"""The values of many calls, and the exceptions of those that failed by their places among the values."""

Send = Callable[["list[Run]"], Batched]


class _Calls:
    """Calls of the same name one after the other, and what they gave; `values` is None until they were sent."""

    __slots__ = ("name", "kwargs", "many", "values", "errors")

    def __init__(self, name: str, kwargs: dict[str, Any]) -> None:
        self.name = name
        self.kwargs = kwargs
        self.many: list[tuple[Any, ...]] = []
        self.values: list[Any] | None = None
        self.errors: dict[int, Exception] = {}


class BatchResult:
    """What one call of a batch will have given, once the batch was sent."""

    __slots__ = ("_calls", "_place")

    def __init__(self, calls: _Calls, place: int) -> None:
        self._calls = calls
        self._place = place

    @property
    def ready(self) -> bool:
        """Whether the batch was sent and answered."""
        return self._calls.values is not None

    def result(self) -> Any:
        """The value. Raises the exception of the call, or `RuntimeError` when the batch was not sent."""
        calls = self._calls
        if calls.values is None:
            raise RuntimeError(f"The batch with {calls.name!r} was not sent yet; leave its with block, or call send().")
        if calls.errors and self._place in calls.errors:
            raise calls.errors[self._place]
        return calls.values[self._place]

    def __repr__(self) -> str:
        return f"<BatchResult {self._calls.name} {'ready' if self.ready else 'not sent'}>"


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
        self._all: list[_Calls] = []
        self._last: _Calls | None = None

    def request32(self, name: str, *args: Any, **kwargs: Any) -> BatchResult:
        """Add a call of the server's method `name` with `args` and `kwargs`, or the reading of its attribute."""
        calls = self._last
        if calls is None or calls.name != name or kwargs:
            calls = self._begin(name, kwargs)
        calls.many.append(args)
        return BatchResult(calls, len(calls.many) - 1)

    def send(self) -> None:
        """Send what was collected, and wait for the answers. Raises what a request raises that gets no answer."""
        sent, self._all, self._last = self._all, [], None
        if not sent:
            return
        values, errors = self._send([(calls.name, calls.kwargs, calls.many) for calls in sent])
        start = 0
        for calls in sent:
            end = start + len(calls.many)
            if errors:
                calls.errors = {place - start: errors[place] for place in range(start, end) if place in errors}
            calls.values, start = values[start:end], end

    def __len__(self) -> int:
        return sum(len(calls.many) for calls in self._all)

    def __getattr__(self, name: str) -> Callable[..., BatchResult]:
        if name.startswith("_"):
            raise AttributeError(f"{name!r} is private; it cannot be requested")
        add = self._adder(name)
        self.__dict__[name] = add  # the next call of that name finds it at once
        return add

    def _begin(self, name: str, kwargs: dict[str, Any]) -> _Calls:
        calls = _Calls(name, kwargs)
        self._all.append(calls)
        self._last = None if kwargs else calls  # keyword arguments are a single call's
        return calls

    def _adder(self, name: str) -> Callable[..., BatchResult]:
        """`request32` for one name, which keeps in mind where its last call went: collecting costs half the time."""
        mine = _Calls(name, {})
        many = mine.many

        def add(*args: Any, **kwargs: Any) -> BatchResult:
            nonlocal mine, many
            if mine is not self._last or kwargs:
                mine = self._begin(name, kwargs)
                many = mine.many
            place = len(many)
            many.append(args)
            return BatchResult(mine, place)

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


def one_by_one(request: Callable[[str, tuple[Any, ...], dict[str, Any]], Any], runs: Iterable[Run]) -> Batched:
    """Make the calls of a batch with `request`, where no message goes anywhere."""
    values: list[Any] = []
    errors: dict[int, Exception] = {}
    for call in calls_of(runs):
        try:
            values.append(request(*call))
        except Server32Error as error:
            errors[len(values)] = error
            values.append(None)
    return values, errors

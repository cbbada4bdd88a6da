"""Many requests in one message: they cost one round trip together."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any

Send = Callable[["list[tuple[str, tuple[Any, ...], dict[str, Any]]]"], "list[tuple[bool, Any]]"]
"""Sends calls, and returns for each whether it was done, and its value or its exception."""


class BatchResult:
    """What one call of a batch will have given, once the batch was sent."""

    __slots__ = ("_name", "_answer")

    def __init__(self, name: str) -> None:
        self._name = name
        self._answer: tuple[bool, Any] | None = None

    @property
    def ready(self) -> bool:
        """Whether the batch was sent and answered."""
        return self._answer is not None

    def result(self) -> Any:
        """The value. Raises the exception of the call, or `RuntimeError` when the batch was not sent."""
        if self._answer is None:
            raise RuntimeError(f"The batch with {self._name!r} was not sent yet; leave its with block, or call send().")
        done, value = self._answer
        if done:
            return value
        raise value

    def settle(self, answer: tuple[bool, Any]) -> None:
        """The batch was answered."""
        self._answer = answer

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
        self._calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
        self._results: list[BatchResult] = []

    def request32(self, name: str, *args: Any, **kwargs: Any) -> BatchResult:
        """Add a call of the server's method `name`, or the reading of its attribute."""
        self._calls.append((name, args, kwargs))
        self._results.append(BatchResult(name))
        return self._results[-1]

    def send(self) -> None:
        """Send what was collected, and wait for the answers. Raises what a request raises that gets no answer."""
        calls, results = self._calls.copy(), self._results.copy()
        self._calls.clear()
        self._results.clear()
        if calls:
            for each, answer in zip(results, self._send(calls), strict=True):
                each.settle(answer)

    def __len__(self) -> int:
        return len(self._calls)

    def __getattr__(self, name: str) -> Callable[..., BatchResult]:
        if name.startswith("_"):
            raise AttributeError(f"{name!r} is private; it cannot be requested")
        calls, results = self._calls, self._results

        def add(*args: Any, **kwargs: Any) -> BatchResult:
            calls.append((name, args, kwargs))
            result = BatchResult(name)
            results.append(result)
            return result

        self.__dict__[name] = add  # the next call of that name finds it at once
        return add

    def __enter__(self) -> Batch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.send()

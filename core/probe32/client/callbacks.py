"""Functions of this process that the host may call while it answers a request."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from ..host.remote_function import RemoteFunction
from ..wire import payloads
from ..wire.frames import Kind
from ..wire.messages import Failure


class Functions:
    """The functions by the number that stands for them on the wire."""

    def __init__(self, protocol: int) -> None:
        self.protocol = protocol
        self._functions: dict[int, Callable[..., Any]] = {}
        self._numbers = itertools.count()

    def __getitem__(self, number: int) -> Callable[..., Any]:
        return self._functions[number]

    def add(self, function: Callable[..., Any]) -> RemoteFunction:
        """What to pass in place of the function."""
        number = next(self._numbers)
        self._functions[number] = function
        return RemoteFunction(number)

    def remove(self, reference: RemoteFunction) -> None:
        """Forget the function that a reference stands for; nobody will ask for it any more."""
        self._functions.pop(reference.key, None)


class Answering:
    """Answers the callbacks of one request; `errors` are the exceptions that the functions have raised meanwhile."""

    __slots__ = ("_functions", "errors")

    def __init__(self, functions: Functions) -> None:
        self._functions = functions
        self.errors: list[Exception] = []

    def __call__(self, payload: bytes) -> tuple[Kind, bytes]:
        """Call what a CALLBACK frame's payload asks for; the frame that answers it."""
        protocol = self._functions.protocol
        try:
            asked: Any = payloads.unpack(payload)
            number, arguments, keywords = asked
            return Kind.CALLBACK_REPLY, payloads.pack(self._functions[number](*arguments, **keywords), protocol)
        except Exception as error:
            self.errors.append(error)
            return Kind.CALLBACK_ERROR, payloads.pack(tuple(Failure.of(error)), protocol)

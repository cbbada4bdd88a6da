"""Functions of this process that the host may call while it answers a request."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from .host.remote_function import RemoteFunction
from .wire import payloads
from .wire.frames import Kind
from .wire.messages import Failure


class Functions:
    """The functions by the number that stands for them on the wire, and the first exception that one of them raised."""

    def __init__(self, protocol: int) -> None:
        self._protocol = protocol
        self._functions: dict[int, Callable[..., Any]] = {}
        self._numbers = itertools.count()
        self._error: Exception | None = None

    def add(self, function: Callable[..., Any]) -> RemoteFunction:
        """What to pass in place of the function."""
        number = next(self._numbers)
        self._functions[number] = function
        return RemoteFunction(number)

    def answer(self, payload: bytes) -> tuple[Kind, bytes]:
        """Call what a CALLBACK frame's payload asks for; the frame that answers it."""
        try:
            asked: Any = payloads.unpack(payload)
            number, arguments = asked
            return Kind.CALLBACK_REPLY, payloads.pack(self._functions[number](*arguments), self._protocol)
        except Exception as error:
            self._error = self._error or error
            return Kind.CALLBACK_ERROR, payloads.pack(tuple(Failure.of(error)), self._protocol)

    def take_error(self) -> Exception | None:
        """The first exception that a function has raised since this was asked last."""
        error, self._error = self._error, None
        return error

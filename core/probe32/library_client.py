"""`Library`'s own client: typed calls, and callbacks into this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from .abi.calls import CallRequest, CallResult
from .client64 import Client64
from .errors import CallError
from .host.callbacks import CallbackReference
from .launch import to_host_path
from .wire.frames import Kind
from .wire.messages import Failure, pack, pack_failure, unpack

_PROTOCOL = 5


class LibraryClient(Client64):
    """A client that starts its host in `open`, so that another thread can `kill` it while it is starting."""

    def __init__(self) -> None:
        """Nothing runs yet; without a host, `connection` is None."""

    def open(self, path: Path, start_timeout: float) -> None:
        """Start a host that serves `LibraryServer` for the DLL `path`; `Client64` says what is raised."""
        super().__init__("probe32.host.library_server", timeout=start_timeout, path=to_host_path(path))

    @property
    def description(self) -> str:
        """The host's Python and process number."""
        connection = self.connection
        python = self._python32.split()[0]
        return f"32-bit Python {python}, process {connection.process.pid}" if connection else ""

    def call(self, request: CallRequest, timeout: float | None) -> CallResult:
        """Make one call; functions among its arguments are called in this thread. See `Client64.request32`.

        `CallError`: such a function raised an exception, which is the cause.
        """
        callbacks = _Callbacks()
        request = replace(request, arguments=tuple(map(callbacks.referred, request.arguments)))
        try:
            result: CallResult = self._request("call", (request,), {}, timeout, callbacks.answer)
        finally:
            callbacks.raise_error()
        return result


class _Callbacks:
    """Answers the host's callbacks, and keeps the first exception that a function raised."""

    def __init__(self) -> None:
        self._functions: list[Callable[..., Any]] = []
        self._error: Exception | None = None

    def referred(self, argument: object) -> object:
        """The argument, or for a function what stands for it on the way."""
        if not callable(argument):
            return argument
        self._functions.append(argument)
        return CallbackReference(len(self._functions) - 1)

    def answer(self, payload: bytes) -> tuple[Kind, bytes]:
        """The frame that answers a CALLBACK frame's payload."""
        try:
            asked: tuple[int, tuple[Any, ...]] = unpack(payload)  # type: ignore[assignment]
            key, arguments = asked
            return Kind.CALLBACK_REPLY, pack(self._functions[key](*arguments), _PROTOCOL)
        except Exception as error:
            self._error = self._error or error
            return Kind.CALLBACK_ERROR, pack_failure(Failure.of(error), _PROTOCOL)

    def raise_error(self) -> None:
        """Raise `CallError` from what a function raised."""
        if self._error is not None:
            what = f"{type(self._error).__name__}: {self._error}"
            raise CallError(f"The callback raised {what}.", hint="The DLL was given 0 meanwhile.") from self._error

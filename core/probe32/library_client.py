"""`Library`'s own client: typed calls, and callbacks into this process."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from .abi.calls import CallRequest, CallResult
from .callbacks import Answering, Functions
from .client64 import Client64
from .errors import CallError
from .launch import to_host_path
from .output import OnOutput
from .wire.connection import Message
from .wire.frames import Kind

_PROTOCOL = 5


class LibraryClient(Client64):
    """A client that starts its host in `open`, so that another thread can `kill` it while it is starting."""

    def __init__(self) -> None:
        """Nothing runs yet; without a host, `connection` is None."""

    def open(self, path: Path, start_timeout: float, on_output: OnOutput | None) -> None:
        """Start a host that serves `LibraryServer` for the DLL `path`; `Client64` says what is raised."""
        path32 = to_host_path(path)
        super().__init__("probe32.host.library_server", timeout=start_timeout, on_output=on_output, path=path32)

    @property
    def description(self) -> str:
        """The host's Python and process number."""
        session = self.connection
        return f"32-bit Python {session.python}, process {session.process.pid}" if session else ""

    def call(self, request: CallRequest, timeout: float | None) -> CallResult:
        """Make one call; functions among its arguments are called in this thread. See `Client64.request32`.

        `CallError`: such a function raised an exception, which is the cause.
        """
        functions = Functions(_PROTOCOL)
        answering = Answering(functions)
        arguments = tuple(functions.add(each) if callable(each) else each for each in request.arguments)
        asked = replace(request, arguments=arguments)
        keeper = self._keeper()
        keeper.calls.note(request.signature.name, request.arguments, {})
        message = Message(Kind.REQUEST, request.signature.name, ("call", (asked,), {}), request.arguments, _PROTOCOL)
        error: Exception | None = None
        try:
            result: CallResult = keeper.ask(message, timeout, answering)
        finally:
            error = answering.errors[0] if answering.errors else None
            if error is not None:
                what = f"{type(error).__name__}: {error}"
                raise CallError(f"The callback raised {what}.", hint="The DLL was given 0 meanwhile.") from error
        return result

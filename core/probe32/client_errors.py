"""The exceptions that msl-loadlib's users catch, as `Client64` raises them. Raised on the client only."""

from __future__ import annotations

from http.client import HTTPException

from .errors import CallError, ExitCode, HostError, Probe32Error
from .wire.messages import Failure


class Server32Error(CallError, HTTPException):
    """The server class raised an exception while it answered a request.

    `name` is the exception's class, `value` its text, `traceback` the traceback as text of the 32-bit process, which
    ends with the failing line of the server class. It is an `HTTPException` because programs written for msl-loadlib
    may catch it as such.
    """

    kind = "remote"

    def __init__(self, value: str, *, name: str = "", traceback: str = "", hint: str = "") -> None:
        super().__init__(f"{name}: {value}" if name else value, hint=hint)
        self.name = name
        self.value = value
        self.traceback = traceback

    @classmethod
    def of(cls, failure: Failure) -> Server32Error:
        """The exception for what went wrong in the server."""
        return cls(failure.value, name=failure.name, traceback=failure.traceback, hint=failure.hint)

    def __str__(self) -> str:
        return f"{self.message}\n{self.traceback}" if self.traceback else self.message


class ConnectionTimeoutError(HostError):
    """The 32-bit host did not become ready in time, or ended before it was; the message says what it wrote."""

    kind = "host"


class ResponseTimeoutError(Probe32Error, OSError):
    """A request was not answered within its deadline; `name` is what was requested, `seconds` the deadline."""

    kind = "timeout"
    exit_code = ExitCode.TIMEOUT

    def __init__(self, message: str, *, hint: str = "", name: str = "", seconds: float = 0.0) -> None:
        super().__init__(message, hint=hint)
        self.name = name
        self.seconds = seconds

"""The exceptions that msl-loadlib's users catch, as `Client64` raises them. Raised on the client only."""

from __future__ import annotations

from http.client import HTTPException

from .errors import CallError, ExitCode, HostError, NativeFaultError, Probe32Error
from .postmortem import Fault, Hang, Place
from .wire.messages import Failure


class Server32Error(CallError, HTTPException):
    """The server class raised an exception while it answered a request.

    `name` is the exception's class, `value` its text, `traceback` the traceback as text of the 32-bit process, which
    ends with the failing line of the server class. `index` is that of the failing call, when many were asked for at
    once. It is an `HTTPException` because programs written for msl-loadlib may catch it as such.
    """

    kind = "remote"

    def __init__(
        self, value: str, *, name: str = "", traceback: str = "", hint: str = "", index: int | None = None
    ) -> None:
        super().__init__(f"{name}: {value}" if name else value, hint=hint)
        self.name = name
        self.value = value
        self.traceback = traceback
        self.index = index

    @staticmethod
    def of(failure: Failure, last_calls: tuple[str, ...] = ()) -> Server32Error:
        """The exception for a `failure` in the server; `last_calls` are the requests before it, as text."""
        name, value, traceback, hint, fault, index = failure
        if fault is None:
            return Server32Error(value, name=name, traceback=traceback, hint=hint, index=index)
        return Server32FaultError(failure, last_calls)

    def __str__(self) -> str:
        return f"{self.message}\n{self.traceback}" if self.traceback else self.message


class Server32FaultError(Server32Error, NativeFaultError):
    """The DLL did what the processor forbids, and ctypes turned that into an `OSError`. The host lives on."""

    kind = "fault"

    def __init__(self, failure: Failure, last_calls: tuple[str, ...] = ()) -> None:
        Server32Error.__init__(
            self,
            failure.value,
            name=failure.name,
            traceback=failure.traceback,
            hint=failure.hint or "Check the signature and the arguments, null pointers and buffer sizes first.",
            index=failure.call,
        )
        self.fault = failure.fault
        self.last_calls = last_calls
        self.message = f"{failure.name}: {failure.fault}"


class ConnectionTimeoutError(HostError):
    """The host did not become ready in time, or ended before it was; the message says what it wrote.

    `reason` is what the host said or wrote. `hang` tells where it was when the time was up, if it could be asked.
    `fault` is the native fault that the start failed with, if one did.
    """

    kind = "host"

    def __init__(
        self, message: str, *, hint: str = "", reason: str = "", hang: Hang | None = None, fault: Fault | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.reason = reason
        self.hang = hang or Hang()
        self.fault = fault

    @property
    def code(self) -> int | None:
        """The NTSTATUS of the fault."""
        return None if self.fault is None else self.fault.code

    @property
    def module(self) -> str:
        """The file in which the fault or the hang is, as the host names it; "" when that is not known."""
        return "" if self._place is None else self._place.module

    @property
    def offset(self) -> int | None:
        """Bytes from the beginning of the module."""
        return None if self._place is None else self._place.offset

    @property
    def _place(self) -> Place | None:
        if self.fault is not None:
            return self.fault.place
        return self.hang.places[0] if self.hang.places else None


class ResponseTimeoutError(Probe32Error, OSError):
    """A request was not answered within its deadline.

    `name` is what was requested, `seconds` the deadline. `hang` tells where the host's main thread was then, `module`
    and `offset` its innermost place, `last_calls` the requests before, and this one, as text.
    """

    kind = "timeout"
    exit_code = ExitCode.TIMEOUT

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        name: str = "",
        seconds: float = 0.0,
        hang: Hang | None = None,
        last_calls: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, hint=hint)
        self.name = name
        self.seconds = seconds
        self.hang = hang or Hang()
        self.last_calls = last_calls

    @property
    def module(self) -> str:
        """The file in which the main thread was, as the host names it; "" when that is not known."""
        return self.hang.places[0].module if self.hang.places else ""

    @property
    def offset(self) -> int | None:
        """Bytes from the beginning of the module."""
        return self.hang.places[0].offset if self.hang.places else None

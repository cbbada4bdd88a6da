"""The 32-bit host of one library: started when it is needed, ended when it hangs, replaced after it died."""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import Enum

from . import errors
from .abi.calls import CallRequest, CallResult
from .client_errors import ConnectionTimeoutError, ResponseTimeoutError, Server32Error, Server32FaultError
from .errors import (
    CallError,
    CallStoppedError,
    CallTimeoutError,
    HostDiedError,
    ImageError,
    LoadError,
    NativeFaultError,
)
from .library_client import LibraryClient
from .output import OnOutput, Output
from .pe.facts import Image


class HostState(str, Enum):
    """What the 32-bit host of a library is doing."""

    STOPPED = "stopped"
    STARTING = "starting"
    READY = "ready"
    BUSY = "busy"
    DEAD = "dead"


OnHostState = Callable[[HostState, str], None]


class LibraryHost:
    """Runs the calls of one DLL, one after the other, whichever threads they come from.

    `on_state` is told each change of `state` with one sentence, from the thread that causes it.
    """

    def __init__(
        self, image: Image, start_timeout: float, on_state: OnHostState | None, on_output: OnOutput | None
    ) -> None:
        self.state = HostState.STOPPED
        self._image = image
        self._start_timeout = start_timeout
        self._on_output = on_output
        self.on_state = on_state
        self._client: LibraryClient | None = None
        self._calling = threading.RLock()
        self._caller = 0
        self._stopping = False

    @property
    def description(self) -> str:
        """The Python and the process number; "" when none runs."""
        return self._client.description if self._client else ""

    @property
    def output(self) -> tuple[Output, ...]:
        """What the host that runs now has printed."""
        return self._client.output if self._client else ()

    def call(self, request: CallRequest, timeout: float | None) -> CallResult:
        """Make one call, `Library.call` says what is raised; `timeout` in seconds, None waits for ever."""
        name = request.signature.name
        if self._caller == threading.get_ident():
            raise CallError(
                f"{name} was called from within a callback; the DLL is busy with another call.",
                hint="Note what is needed and call it when the first call has returned.",
            )
        with self._calling:
            return self._call(name, request, timeout)

    def start(self) -> None:
        """Start the process and load the DLL, if that is not done."""
        with self._calling:
            self._running_client()

    def stop(self) -> None:
        """End the process at once. A call under way, or the start, raises `CallStoppedError`."""
        self._stopping = True
        client = self._client
        if client is not None:
            client.kill()
        with self._calling:  # the call under way has noticed
            self._stopping = False
            self._drop(HostState.STOPPED, "Stopped")

    def close(self) -> None:
        """End the process, politely when no call is under way. Repeatable."""
        if self.state in (HostState.STARTING, HostState.BUSY):
            self.stop()
        with self._calling:
            client, self._client = self._client, None
            if client is not None:
                client.shutdown_server32(kill_timeout=2)
        self._tell(HostState.STOPPED, "Closed")

    def _call(self, name: str, request: CallRequest, timeout: float | None) -> CallResult:
        client = self._running_client()
        if self._stopping:
            raise CallStoppedError(f"{name} was stopped before it began.")
        self._tell(HostState.BUSY, f"Calling {name}")
        self._caller = threading.get_ident()
        try:
            result = client.call(request, timeout)
        except BaseException as error:
            raise self._failed(name, error) from error.__cause__
        finally:
            self._caller = 0
        self._tell(HostState.READY, client.description)
        return result

    def _running_client(self) -> LibraryClient:
        if self._client is not None and self._client.connection is not None:
            return self._client
        if self._image.bitness != 32:
            raise ImageError(
                f"{self._image.path.name} is a {self._image.bitness}-bit library ({self._image.machine}); "
                f"the 32-bit host cannot load it.",
                hint="Open it in 64-bit Python directly, or ask the vendor for the x86 build.",
            )
        self._tell(HostState.STARTING, "Starting the 32-bit host")
        try:
            self._client = LibraryClient()
            self._client.open(self._image.path, self._start_timeout, self._on_output)
        except BaseException as error:
            if self._stopping:
                raise CallStoppedError(f"The start of the host for {self._image.path.name} was stopped.") from None
            self._tell(HostState.DEAD, str(error))
            if isinstance(error, ConnectionTimeoutError) and isinstance(error.__cause__, LoadError):
                raise error.__cause__ from None
            raise
        self._tell(HostState.READY, self._client.description)
        return self._client

    def _failed(self, name: str, error: BaseException) -> BaseException:
        """The error of a failed call in our own words, after the host's state has been brought up to date."""
        if isinstance(error, Server32Error):
            self._tell(HostState.READY, self.description)
            return _typed(name, error)
        if isinstance(error, (ResponseTimeoutError, HostDiedError)) and self._client:
            self._client.kill()
            self._drop(HostState.STOPPED if self._stopping else HostState.DEAD, f"The host ended during {name}")
            return _ended(name, error, self._stopping)
        if not isinstance(error, Exception):  # Ctrl+C: the function would run on in the host
            self._drop(HostState.STOPPED, "Interrupted")
        return error

    def _drop(self, state: HostState, detail: str) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.kill()
        self._tell(state, detail)

    def _tell(self, state: HostState, detail: str) -> None:
        self.state = state
        if self.on_state is not None:
            self.on_state(state, detail)


def _typed(name: str, error: Server32Error) -> BaseException:
    """One of Probe32's own errors again, where the host raised one."""
    if isinstance(error, Server32FaultError):
        what = f"{name} failed natively: {error.fault}."
        return NativeFaultError(what, hint=error.hint, fault=error.fault, last_calls=error.last_calls)
    cls = getattr(errors, error.name, None)
    if isinstance(cls, type) and issubclass(cls, errors.Probe32Error):
        return cls(error.value, hint=error.hint)
    return error


def _ended(name: str, error: BaseException, stopped: bool) -> CallError:
    lost = "The next call starts a new host; what the DLL had in memory, such as open handles, is lost."
    if stopped:
        return CallStoppedError(f"{name} was stopped.", hint=lost)
    if isinstance(error, ResponseTimeoutError):
        where = f" ({error.hang})" if str(error.hang) else ""
        return CallTimeoutError(
            f"{name} did not return within {error.seconds:g} s{where}; its host was ended.", hint=lost
        )
    assert isinstance(error, HostDiedError)
    return HostDiedError(
        f"The call of {name} ended the host. {error}",
        hint=lost,
        fault=error.fault,
        last_calls=error.last_calls,
        host_exit_code=error.host_exit_code,
    )

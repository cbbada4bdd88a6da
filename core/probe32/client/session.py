"""One running host and the conversation with it: started, asked, ended. `Client64` has one after the other."""

from __future__ import annotations

import pickle
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import Any

from .. import launch, trace
from ..client_errors import ConnectionTimeoutError
from ..errors import HostDiedError, LoadError
from ..host.configuration import Configuration
from ..postmortem import Fault, Hang
from ..wire.channel import Channel
from ..wire.connection import Connection, Message
from ..wire.frames import DeadlineError, Frame, Kind, WireError
from .host_process import HostProcess
from .load_failure import with_cause
from .output import OnOutput

_PLAIN_PROTOCOL = 2
_PATIENCE_WITH_INQUIRIES = 1.0
"""Seconds that a host in trouble has for telling where it is."""


@dataclass(frozen=True)
class Plan:
    """What it takes to start a host, once or again."""

    configuration: Configuration
    server32_dir: str | None
    timeout: float
    on_output: OnOutput | None


class Session:
    """Starts a host as planned; `open` waits until it serves. `HostError`: there is no 32-bit host."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._host = launch.find_host(plan.server32_dir)
        trace.logger.debug("starting %s (%s)", self._host.executable.name, self._host.kind)
        self.process = HostProcess(self._host, plan.on_output)
        self.connection = Connection(Channel(self.process.stream, on_frame=trace.frames()), launch.new_file)
        self.lib32_path = ""
        self.python = ""
        self._attend()

    def open(self) -> None:
        """Wait until the host serves. `ConnectionTimeoutError`: it did not within the time, or has ended."""
        configuration = Configuration(**{**self._plan.configuration.values(), "files": self.process.files})  # type: ignore[arg-type]
        try:
            ready = self._configured(configuration, time.monotonic() + self._plan.timeout)
        except BaseException as error:
            raise self._start_error(error) from _reason(error)
        self.lib32_path = _local(str(ready["lib32_path"] or ""))
        self.python = str(ready["python"]).split()[0]
        trace.logger.debug(
            "ready: Python %s, process %d, serving %s%s",
            self.python,
            self.process.pid,
            configuration.module,
            f" with {self.lib32_path}" if self.lib32_path else "",
        )

    @property
    def alive(self) -> bool:
        """Whether the host still runs, as far as is known."""
        return not self.process.ended.is_set()

    def inquire(self, name: str, *args: object, timeout: float | None = None) -> Any:
        """Ask the host something that it answers also while a call runs: a method of `host.inquiries.Inquiries`.

        `DeadlineError`, `WireError`: as `Connection.exchange`. `ValueError`: the host can't do what is asked.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        message: Message = Kind.INQUIRY, name, (name, args), (), self._plan.configuration.protocol
        kind, value = self.connection.exchange(message, deadline)
        if kind is Kind.ERROR:
            raise ValueError(value[1])
        return value

    def pings(self, timeout: float) -> bool:
        """Whether the host's process answers within `timeout` seconds."""
        try:
            self.inquire("ping", timeout=timeout)
        except (DeadlineError, WireError):
            return False
        return True

    def where(self) -> Hang:
        """Where the host's main thread is and what it shows; empty when the host can't tell within a second."""
        try:
            found: Hang = self.inquire("where", timeout=_PATIENCE_WITH_INQUIRIES)
        except (DeadlineError, WireError, ValueError):
            return Hang()
        return found

    def died(self, last_calls: tuple[str, ...], next_step: str, what: str = "") -> HostDiedError:
        """The error for a request that the host can't answer any more. Waits for the end of the process.

        `next_step` is how the hint begins; `what` is told of a process that has ended as it should.
        """
        self.process.wait(_PATIENCE_WITH_INQUIRIES)
        self.process.kill()  # it has closed its pipe, and hangs
        end = self.process.end()
        return HostDiedError(
            what if what and end.peaceful else str(end),
            hint=f"{next_step}; what the DLL had in memory, such as open handles, is lost.",
            fault=end.fault,
            host_exit_code=end.exit_code,
            last_calls=last_calls,
        )

    def shut_down(self, timeout: float) -> bool:
        """Ask the host to leave and wait for it; after `timeout` seconds kill it and return False."""
        deadline = time.monotonic() + timeout
        with suppress(WireError, DeadlineError):  # it is leaving already, or gone
            self.connection.channel.send(Kind.SHUTDOWN, deadline=deadline)
            self.connection.drain(deadline)
        left = self.process.wait(max(0.0, deadline - time.monotonic()))
        self.kill()
        return left

    def kill(self) -> None:
        """End the host at once, and release everything. Repeatable, from any thread."""
        self.process.kill()

    def _attend(self) -> None:
        """Tie what is printed to requests, and the end of the process to the conversation; no reference to `self`."""
        connection = self.connection
        self.process.now = connection.oldest
        self.process.on_end = connection.close
        self.process.on_fork = connection.channel.abandon
        connection.on_turn = self.process.output.collect

    def _configured(self, configuration: Configuration, deadline: float) -> dict[str, Any]:
        task = pickle.dumps(configuration.values(), _PLAIN_PROTOCOL)
        self.connection.channel.send(Kind.CONFIGURE, payload=task, deadline=deadline)
        if configuration.port:
            self._expect(Kind.LISTENING, deadline)
            self.connection = Connection(_connected(configuration, deadline), launch.new_file)
            self._attend()
        return dict(pickle.loads(self._expect(Kind.READY, deadline).payload))

    def _expect(self, kind: Kind, deadline: float) -> Frame:
        frame = self.connection.mailbox.wait(self.connection.start_up, deadline)
        if frame.kind is Kind.FAILED:
            raise self._failed(**pickle.loads(frame.payload))
        if frame.kind is not kind:
            raise WireError(f"expected {kind.name}, received {frame.kind.name}")
        return frame

    def _failed(
        self, message: str, hint: str, load: bool, fault: Fault | None, code: int | None, path: str
    ) -> _StartFailedError:
        """What a FAILED frame says, with the cause where a library could not be loaded."""
        if not load:
            return _StartFailedError(message, hint, None, fault)
        reason = LoadError(message, hint=hint, code=code, path=path)
        if fault is None:
            reason = with_cause(reason, self._plan.configuration.dll_directories, self._host)
        return _StartFailedError(str(reason), reason.hint, reason, fault)

    def _start_error(self, error: BaseException) -> BaseException:
        """Why the host is not ready: what it says itself, or else what it wrote before it ended or was killed."""
        hang = self.where() if isinstance(error, DeadlineError) else Hang()
        late = isinstance(error, (DeadlineError, TimeoutError))
        if not late:
            self.process.wait(_PATIENCE_WITH_INQUIRIES)
        self.kill()
        if not isinstance(error, (DeadlineError, _StartFailedError, OSError)):
            return error
        fault = error.fault if isinstance(error, _StartFailedError) else None if late else self.process.end().fault
        cause = f"The cause: {fault}." if fault and isinstance(error, _StartFailedError) else str(hang).capitalize()
        reason = "\n".join(filter(None, (self._said(error, late), cause)))
        what = f"The 32-bit host {self._what(late)}"
        message, hint = f"{what}:\n{reason}" if reason else f"{what}.", getattr(error, "hint", "")
        return ConnectionTimeoutError(message, hint=hint, reason=reason, hang=hang, fault=fault)

    def _what(self, late: bool) -> str:
        configuration = self._plan.configuration
        address = f"{configuration.host}:{configuration.port}" if configuration.port else "the inherited pipes"
        if late:
            return f"was not ready at {address} within {self._plan.timeout:g} seconds"
        return f"could not serve {configuration.module!r} at {address}"

    def _said(self, error: BaseException, late: bool) -> str:
        if isinstance(error, _StartFailedError):
            return str(error)
        if not late:
            return str(self.process.end())
        output = self.process.output
        return (output.of("stderr").strip() or output.of("stdout").strip()).decode("utf-8", "replace")


class _StartFailedError(Exception):
    """The host says why it can't serve; `reason` is the error itself when the library could not be loaded."""

    def __init__(self, message: str, hint: str, reason: LoadError | None, fault: Fault | None) -> None:
        super().__init__(message)
        self.hint = hint
        self.fault = fault
        self.reason = reason


def _local(library: str) -> str:
    """The file of a library as this process names it; a COM library has a name instead of a file."""
    return str(launch.from_host_path(library)) if PureWindowsPath(library).is_absolute() else library


def _reason(error: BaseException) -> BaseException | None:
    return error.reason if isinstance(error, _StartFailedError) else None


def _connected(configuration: Configuration, deadline: float) -> Channel:
    """The proven TCP connection. `OSError`: there is none, or the peer does not know the secret."""
    import socket

    from ..wire.authentication import prove_as_client
    from ..wire.sockets import SocketStream

    left = max(0.1, deadline - time.monotonic())
    connected = socket.create_connection((configuration.host, configuration.port), left)
    channel = Channel(SocketStream(connected), on_frame=trace.frames())
    try:
        prove_as_client(channel, bytes.fromhex(configuration.secret), deadline)
    except BaseException:
        channel.close()
        raise
    connected.settimeout(None)
    return channel

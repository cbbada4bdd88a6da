"""The 32-bit host of one library: started when it is needed, ended when it hangs, replaced after it died."""

from __future__ import annotations

import logging
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import takewhile
from pathlib import Path
from typing import Any, TypeVar

from . import errors
from .abi.calls import CallRequest, CallResult, FunctionArgument
from .abi.places import UsedPointer
from .abi.pointers import HostLife, RemotePointer
from .abi.results import typed
from .abi.types import FunctionType, Pointer, Type, Void
from .call_journal import CallJournal
from .client_errors import ConnectionTimeoutError, ResponseTimeoutError, Server32Error, Server32FaultError
from .errors import (
    AddressError,
    BufferOverrunError,
    CallError,
    CallStoppedError,
    CallTimeoutError,
    HostDiedError,
    ImageError,
    LoadError,
    NativeFaultError,
    StalePointerError,
)
from .library_callback import RELEASED, Callback
from .library_client import LibraryClient
from .made_call import MadeCall, OnCall
from .output import OnOutput, Output
from .pe.facts import Image
from .playing_client import PlayingClient
from .recording.player import Player
from .recording.recorder import LibraryRecorder, has_functions

logger = logging.getLogger(__name__)


class HostState(str, Enum):
    """What the 32-bit host of a library is doing."""

    STOPPED = "stopped"
    STARTING = "starting"
    READY = "ready"
    BUSY = "busy"
    DEAD = "dead"


OnHostState = Callable[[HostState, str], None]

Answer = TypeVar("Answer")

ALLOCATED = "Library.free"
"""What frees the memory that `Library.allocate` gives, where other pointers name a function."""

_RECORDED = ("read_memory", "write_memory")
"""What is asked beside calls and belongs into a recording."""

DEEPEST = 32
"""How many calls may be open at once, each but the first made by a callback of the one before. A level takes 15 KB of
the main thread's stack in the host, which is 1 MB, besides what the DLL needs: it is full at 70 of `descend` in
`tests/dlls/callbacks.c`."""


@dataclass(frozen=True)
class _OpenCall:
    """A call that the DLL has not returned from yet. `deadline` is in seconds of `time.monotonic`."""

    name: str
    client: LibraryClient
    deadline: float | None


@dataclass(frozen=True)
class PreparedCall:
    """A call whose arguments have been checked; `used` are the pointers among them."""

    request: CallRequest
    used: tuple[UsedPointer, ...]


@dataclass
class _Batch:
    """What became of calls that were sent together: what the first of them gave, and what the next one raised."""

    life: HostLife | None = None
    made: list[CallResult] = field(default_factory=list)
    failure: Exception | None = None

    def results(self, calls: Sequence[PreparedCall]) -> list[CallResult]:
        """What the calls gave, as people see it."""
        if self.life is None:
            return []
        requests = [each.request for each in calls[: len(self.made)]]
        for each in requests:
            self.life.note_call(each.signature.name, each.arguments)
        pairs = zip(self.made, requests, strict=True)
        return [typed(done, each.signature, self.life) for done, each in pairs]


class LibraryHost:
    """Runs the calls of one DLL, one after the other, whichever threads they come from.

    `on_state` is told each change of `state` with one sentence, from the thread that causes it. `search` are folders
    that the next host searches for what the DLL needs. `on_call` is told each call that has ended, from its thread.
    `ended_by` is what the last host died of, until another one runs; None after an end on purpose. `recorder` writes
    down what is done; `player` stands in for all hosts.
    """

    def __init__(
        self,
        image: Image,
        start_timeout: float,
        on_state: OnHostState | None,
        on_output: OnOutput | None,
        player: Player | None = None,
    ) -> None:
        self.state = HostState.STOPPED
        self._image = image
        self._start_timeout = start_timeout
        self.on_output = on_output
        self._player = player
        self.on_state = on_state
        self.on_call: OnCall | None = None
        self.recorder: LibraryRecorder | None = None
        self.ended_by: CallError | None = None
        self.search: tuple[Path, ...] = ()
        self._client: LibraryClient | None = None
        self._calling = threading.RLock()
        self._open: list[_OpenCall] = []
        self._stopping = False
        self._lives = 0
        self._journal: CallJournal | None = None

    @property
    def description(self) -> str:
        """The Python and the process number; "" when none runs."""
        return self._client.description if self._client else ""

    @property
    def output(self) -> tuple[Output, ...]:
        """What the host that runs now has printed."""
        return self._client.output if self._client else ()

    @property
    def hosts_started(self) -> int:
        """How many hosts there have been, the one that runs now included."""
        return self._lives

    @property
    def life(self) -> HostLife | None:
        """The life of the host that runs now; None when none does."""
        client = self._client
        if client is not None and not client.running:
            client.life.over = True
        return None if client is None or client.life.over else client.life

    def require(self, used: Sequence[UsedPointer]) -> None:
        """`StalePointerError`: one of the pointers does not belong to the host that runs now, or was freed."""
        for path, pointer in used:
            pointer.require(self.life, self._image.path.name, path)

    def call(self, request: CallRequest, timeout: float | None, used: Sequence[UsedPointer] = ()) -> CallResult:
        """Make one call with the pointers `used`, `Library.call` says what is raised.

        `timeout` is in seconds, None waits for ever. From within a callback the DLL is called while it waits for it,
        within the deadline of the call under way.
        """
        self.require(used)  # before a host is started in vain
        if self.recorder is None:
            return self._call(request, timeout, used)
        with self._calling, self.recorder.call(request, used) as recorded:
            done = self._call(recorded.request, timeout, used)
            recorded.done(done)
            return done

    def _call(self, request: CallRequest, timeout: float | None, used: Sequence[UsedPointer]) -> CallResult:
        def make(client: LibraryClient, seconds: float | None) -> CallResult:
            self.require(used)  # it may be another host than a moment ago
            done = client.call(request, seconds, used)
            client.life.note_call(request.signature.name, request.arguments)
            return typed(done, request.signature, client.life)

        if self.on_call is None:
            return self.ask(request.signature.name, make, timeout)
        with self._calling:
            try:
                done = self.ask(request.signature.name, make, timeout)
            except BaseException as error:
                self._tell_call(request, None, error)
                raise
            self._tell_call(request, done, None)
            return done

    def call_many(
        self, calls: Sequence[PreparedCall], timeout: float | None
    ) -> tuple[list[CallResult], Exception | None]:
        """Make the first of these calls, and as many more as go along with it in one message.

        What they gave, in order; and what the call after them raised, if it failed. `timeout` is for each call. Calls
        that are answered from a recording, or whose callbacks are recorded, are made one by one.
        """
        heard = self.recorder is not None and any(has_functions(each.request) for each in calls)
        if heard or self._player is not None:
            try:
                return [self.call(calls[0].request, timeout, calls[0].used)], None
            except Exception as error:
                return [], error
        batch = _Batch()

        def make(client: LibraryClient, seconds: float | None) -> list[CallResult]:
            self.require(calls[0].used)  # it may be another host than a moment ago
            batch.life = client.life
            requests = [each.request for each in takewhile(self._can_use, calls)]
            if len(self._open) > 1:  # the journal is that of a batch under way
                return [client.call(requests[0], seconds)]
            journal = self._emptied_journal()
            try:
                return client.call_many(requests, seconds, journal)
            except Exception:
                batch.made = journal.results()
                self._open[-1] = replace(self._open[-1], name=requests[len(batch.made)].signature.name)
                raise

        with self._calling:
            try:
                self.require(calls[0].used)  # before a host is started in vain
                batch.made = self.ask(calls[0].request.signature.name, make, timeout)
            except Exception as error:
                batch.failure = error
            results = batch.results(calls)
            if self.recorder is not None:
                self.recorder.note_calls([(each.request, each.used) for each in calls], results, batch.failure)
            if self.on_call is not None:
                self._tell_calls(calls, results, batch.failure)
        return results, batch.failure

    def pointer(self, address: int) -> RemotePointer:
        """The address as one of the host that runs now; `StalePointerError`: it is from another.

        `AddressError`: none runs.
        """
        if isinstance(address, RemotePointer):
            self.require([UsedPointer("address", address)])
            return address
        life = self.life
        if life is None:
            raise AddressError(
                f"No host of {self._image.path.name} runs, so there are no addresses.",
                hint="Call a function, or start().",
            )
        return life.pointer(address, Pointer(Void()))

    def allocate(self, of: Type, value: object, encoding: str, used: Sequence[UsedPointer]) -> tuple[int, HostLife]:
        """Memory that stays, with a checked value in it; its address, and the life of its host."""

        def make(client: LibraryClient, seconds: float | None) -> tuple[int, HostLife]:
            self.require(used)
            made = self._noted("allocate", (of.size, value), lambda: client.allocate(of, value, encoding, seconds))
            return made, client.life

        self.require(used)
        return self.ask("allocate", make, None)

    def free(self, address: int, used: Sequence[UsedPointer]) -> None:
        """Release what `allocate` gave. `ArgumentError`: it did not give that."""

        def make(client: LibraryClient, seconds: float | None) -> None:
            self.require(used)
            self._noted("free", (address,), lambda: client.free(address, seconds))
            client.life.note_call(ALLOCATED, (address,))

        self.require(used)
        self.ask("free", make, None)

    def inquire(self, name: str, *arguments: object) -> Any:
        """Ask something that is answered also while a call runs: a method of `host.inquiries.Inquiries`.

        `AddressError`: no host runs, or it can't do what is asked. `HostDiedError`: it has ended meanwhile.
        `ResponseTimeoutError`: it does not answer any more.
        """
        client = self._client
        if client is None or self.life is None:
            raise AddressError(
                f"No host of {self._image.path.name} runs, so there is no memory.", hint="Call a function, or start()."
            )
        try:
            if name in _RECORDED:
                return self._noted(name, arguments, lambda: client.inquire(name, *arguments))
            return client.inquire(name, *arguments)
        except ValueError as error:
            raise AddressError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None

    def ask(self, name: str, ask: Callable[[LibraryClient, float | None], Answer], timeout: float | None) -> Answer:
        """Let `ask` make one request of the client within the seconds that it is given; raises what a call does."""
        with self._calling:
            client = self._running_client() if not self._open else self._client_of_callback(name)
            if client.stopped or self._stopping:
                raise CallStoppedError(f"{name} was stopped before it began.")
            seconds = self._seconds(timeout)
            deadline = None if seconds is None else time.monotonic() + seconds
            self._tell(HostState.BUSY, f"Calling {name}")
            self._open.append(_OpenCall(name, client, deadline))
            try:
                answer = ask(client, seconds)
            except BaseException as error:
                if client.ended_by is not None:  # a call from within a callback of this one has found that
                    raise client.ended_by  # noqa: B904 - it has a cause of its own
                raise self._failed(self._open[-1].name, client, error) from error.__cause__
            else:
                self._tell_done()
                return answer
            finally:
                self._open.pop()

    def callback(
        self, argument: FunctionArgument, function: FunctionType, encoding: str, wait: bool | None
    ) -> Callback:
        """Make a native function that stays. `Library.callback` says what is raised."""

        def keep(client: LibraryClient, _: float | None) -> Callback:
            address = self._kept(client, argument, function, encoding, wait)
            pointer = client.life.pointer(address, Pointer(function), "Library.callback", RELEASED)
            return Callback.of(pointer, argument.name, self._release)

        return self.ask("callback", keep, None)

    def pump(self, seconds: float, calls: int | None) -> int:
        """Let threads of the DLL's own call functions of ours; how many calls they made."""

        def pump(client: LibraryClient, _: float | None) -> int:
            return self._noted("pump", (seconds, calls), lambda: client.pump(seconds, calls))

        return self.ask("pump", pump, None)

    def _kept(
        self, client: LibraryClient, argument: FunctionArgument, of: FunctionType, encoding: str, wait: bool | None
    ) -> int:
        if self.recorder is None:
            return client.keep_callback(argument, of, encoding, wait)
        return self.recorder.keep(argument, lambda noted: client.keep_callback(noted, of, encoding, wait))

    def _noted(self, name: str, arguments: Sequence[object], ask: Callable[[], Answer]) -> Answer:
        """What `ask` gives, which is recorded when a recording is made."""
        if self.recorder is None:
            return ask()
        answer: Answer = self.recorder.ask(name, arguments, ask)
        return answer

    def _release(self, pointer: RemotePointer) -> None:
        def release(client: LibraryClient, _: float | None) -> None:
            if pointer.life is client.life:
                self._noted("release", (int(pointer),), lambda: client.release_callback(int(pointer)))
                client.life.note_call(RELEASED, (pointer,))

        if self.life is pointer.life:
            self.ask("release", release, None)

    def start(self) -> None:
        """Start the process and load the DLL, if that is not done."""
        with self._calling:
            self._running_client()

    def stop(self) -> None:
        """End the process at once. A call under way, or the start, raises `CallStoppedError`."""
        self._stopping = True
        client = self._client
        if client is not None:
            client.stopped = True
            client.kill()
        with self._calling:  # the call under way has noticed
            self._stopping = False
            self._drop(self._client, HostState.STOPPED, "Stopped")

    def close(self) -> None:
        """End the process, politely when no call is under way. Repeatable."""
        if self.state in (HostState.STARTING, HostState.BUSY):
            self.stop()
        with self._calling:
            client, self._client = self._client, None
            if client is not None:
                client.life.over = True
                client.shutdown_server32(kill_timeout=2)
            if self._journal is not None:
                self._journal.close()
                self._journal = None
        self._tell(HostState.STOPPED, "Closed")

    def _can_use(self, call: PreparedCall) -> bool:
        try:
            self.require(call.used)
        except StalePointerError:
            return False
        return True

    def _emptied_journal(self) -> CallJournal:
        if self._journal is None:
            self._journal = CallJournal()
        self._journal.clear()
        return self._journal

    def _client_of_callback(self, name: str) -> LibraryClient:
        """The client for a call that a callback makes. `CallError`: its host has ended, or the calls go too deep."""
        outer = self._open[-1]
        if not outer.client.running:
            raise CallError(
                f"{name} can't be called from the callback: the host that runs {outer.name} has ended.",
                hint=f"Return from the callback; {outer.name} raises the error that tells why.",
            )
        if len(self._open) >= DEEPEST:
            raise CallError(
                f"{name} was called {DEEPEST} calls deep, each from a callback of the one before.",
                hint="Does a callback call the function that calls it back?",
            )
        return outer.client

    def _seconds(self, timeout: float | None) -> float | None:
        """How long a call that begins now may take: not longer than what is left for the call that it is a part of."""
        deadline = self._open[-1].deadline if self._open else None
        if deadline is None:
            return timeout
        left = max(0.0, deadline - time.monotonic())
        return left if timeout is None else min(timeout, left)

    def _tell_calls(
        self, calls: Sequence[PreparedCall], results: Sequence[CallResult], failure: Exception | None
    ) -> None:
        for call, done in zip(calls, results, strict=False):
            self._tell_call(call.request, done, None)
        if failure is not None:
            self._tell_call(calls[len(results)].request, None, failure)

    def _tell_call(self, request: CallRequest, done: CallResult | None, error: BaseException | None) -> None:
        """Tell who keeps a record of calls; what that raises is logged."""
        client = self._client
        number = client.last_number if client is not None else 0
        made = MadeCall(request.export, request.signature, request.arguments, done, error, number, self._lives)
        try:
            if self.on_call is not None:
                self.on_call(made)
        except Exception:
            logger.exception("The listener for calls raised")

    def _running_client(self) -> LibraryClient:
        if self._client is not None and self.life is not None:
            return self._client
        if self._image.bitness != 32:
            raise ImageError(
                f"{self._image.path.name} is a {self._image.bitness}-bit library ({self._image.machine}); "
                f"the 32-bit host cannot load it.",
                hint="Open it in 64-bit Python directly, or ask the vendor for the x86 build.",
            )
        self._tell(HostState.STARTING, "Starting the 32-bit host")
        try:
            self._lives += 1
            self._client = self._new_client(HostLife(self._image.path.name, self._lives))
            self._client.open(self._image.path, self._start_timeout, self.on_output, self.search)
            self._client.on_end(_unless_forgotten(self, self._client))
        except BaseException as error:
            if self._stopping:
                raise CallStoppedError(f"The start of the host for {self._image.path.name} was stopped.") from None
            self._tell(HostState.DEAD, str(error))
            if isinstance(error, ConnectionTimeoutError) and isinstance(error.__cause__, LoadError):
                raise error.__cause__ from None
            raise
        self.ended_by = None
        self._tell(HostState.READY, self._client.description)
        return self._client

    def _new_client(self, life: HostLife) -> LibraryClient:
        return LibraryClient(life) if self._player is None else PlayingClient(life, self._player)

    def ended_while_idle(self, client: LibraryClient) -> None:
        """Notice that a host has ended although nobody called it. In the thread that waits for its end."""
        if not self._calling.acquire(blocking=False):
            return  # whoever calls, starts or ends it notices by itself
        try:
            if client is self._client and not client.life.over and not client.stopped:
                client.life.over = True
                self.ended_by = client.death()
                self._tell(HostState.DEAD, str(self.ended_by))
        finally:
            self._calling.release()

    def _failed(self, name: str, client: LibraryClient, error: BaseException) -> BaseException:
        """The error of a failed call in our own words, after the host's state has been brought up to date."""
        if isinstance(error, Server32Error):
            self._tell_done()
            return _typed(name, error)
        if isinstance(error, (ResponseTimeoutError, HostDiedError)):
            client.kill()
            client.ended_by = _ended(name, error, client.stopped)
            self.ended_by = None if client.stopped else client.ended_by
            self._drop(client, HostState.STOPPED if client.stopped else HostState.DEAD, f"The host ended during {name}")
            return client.ended_by
        if not isinstance(error, Exception):  # Ctrl+C: the function would run on in the host
            self._drop(client, HostState.STOPPED, "Interrupted")
            client.ended_by = error
        else:
            self._tell_done()
        return error

    def _drop(self, client: LibraryClient | None, state: HostState, detail: str) -> None:
        """End a client's host. What another one runs meanwhile is left alone."""
        if client is not None:
            client.life.over = True
            client.kill()
        if client is self._client:
            self._client = None
            self._tell(state, detail)

    def _tell_done(self) -> None:
        """A call has returned: from a callback's the one around it is still under way."""
        if len(self._open) > 1:
            self._tell(HostState.BUSY, f"Calling {self._open[-2].name}")
        else:
            self._tell(HostState.READY, self.description)

    def _tell(self, state: HostState, detail: str) -> None:
        self.state = state
        if self.on_state is not None:
            self.on_state(state, detail)


def _unless_forgotten(host: LibraryHost, client: LibraryClient) -> Callable[[], None]:
    """What is called at the end of a client's process, which must keep neither of the two alive."""
    told, of = weakref.ref(host), weakref.ref(client)

    def _on_end() -> None:
        its_host, its_client = told(), of()
        if its_host is not None and its_client is not None:
            its_host.ended_while_idle(its_client)

    return _on_end


def _typed(name: str, error: Server32Error) -> BaseException:
    """One of Probe32's own errors again, where the host raised one."""
    if isinstance(error, Server32FaultError):
        if error.name == BufferOverrunError.__name__ and error.fault is not None:
            hint = f"{error.hint} It was at {error.fault.place}."
            return BufferOverrunError(error.value, hint=hint, fault=error.fault)
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
            f"{name} did not return within {round(error.seconds, 3):g} s{where}; its host was ended.", hint=lost
        )
    assert isinstance(error, HostDiedError)
    return HostDiedError(
        f"The call of {name} ended the host. {error}",
        hint=lost,
        fault=error.fault,
        last_calls=error.last_calls,
        host_exit_code=error.host_exit_code,
    )

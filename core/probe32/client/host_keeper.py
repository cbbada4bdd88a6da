"""The host behind a client, across its deaths: asked, restarted, set up again."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from .. import trace
from ..client_errors import ResponseTimeoutError, Server32Error
from ..errors import HostDiedError
from ..postmortem import Hang
from ..wire.connection import Message, OnCallback
from ..wire.frames import DeadlineError, Kind, WireError
from ..wire.messages import Failure
from .callbacks import Answering, Functions
from .last_calls import LastCalls
from .session import Plan, Session
from .statistics import Counters, Statistics

_ERROR = Kind.ERROR


@dataclass(frozen=True)
class SetUpCall:
    """A request that was marked to be made again in a new host: `name` of the server, with `args` and `kwargs`."""

    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


class HostKeeper:
    """Starts a host as planned, which `open` waits for. Raises what `Session` raises.

    With `automatic`, a request that finds the host dead starts a new one, and a host that lets a deadline pass is
    ended. `generation` counts the hosts. Any thread may use it.
    """

    def __init__(self, plan: Plan, functions: Functions, *, automatic: bool) -> None:
        self.calls = LastCalls()
        self.set_up: list[SetUpCall] = []
        self.generation = 1
        self._plan = plan
        self._functions = functions
        self._automatic = automatic
        self._counters = Counters()
        self._life = threading.RLock()
        self._closed = False
        self._starting: Session | None = None
        trace.show_if_asked()
        self._traces = trace.logger.isEnabledFor(logging.DEBUG)
        self.session = Session(plan)

    def open(self) -> None:
        """Wait until the first host serves. Raises what `Session.open` raises."""
        self.session.open()

    def ask(
        self,
        message: Message,
        seconds: float | None,
        on_callback: OnCallback | None = None,
        noted: tuple[Any, ...] | None = None,
    ) -> Any:
        """The value of the answer. `noted` is what `calls` is told of it, unless that has been done.

        `Server32Error`: the server raised. `ResponseTimeoutError`: no answer within `seconds`. `HostDiedError`: the
        host has ended. `TypeError`: something can't be pickled.
        """
        session = self.session
        if session.process.ended.is_set():
            session = self._living()
        if self._traces:
            if noted is not None:
                self.calls.note(*noted)
                noted = None
            trace.logger.debug("%s ...", self.calls.described()[-1])
        note, words = (None, ()) if noted is None else (self.calls.note, noted)
        started = perf_counter()
        deadline = None if seconds is None else time.monotonic() + seconds
        try:
            kind, value = session.connection.exchange(message, deadline, on_callback, note, *words)
        except DeadlineError:
            raise self._late(session, message[1], seconds, session.where()) from None
        except WireError:
            raise self._died(session) from None
        return self._answered(message[1], kind, value, perf_counter() - started)

    async def ask_async(self, message: Message, seconds: float | None, on_callback: OnCallback | None = None) -> Any:
        """`ask`, without blocking the event loop. Cancelling it throws the answer away; the call goes on."""
        import asyncio  # a client that does not use it should not wait for its import

        session = self._living() if self.session.alive else await asyncio.to_thread(self._living)
        started = perf_counter()
        deadline = None if seconds is None else time.monotonic() + seconds
        exchange = session.connection.exchange_async(message, deadline, on_callback)
        try:
            kind, value = await asyncio.wait_for(exchange, seconds)
        except (asyncio.TimeoutError, DeadlineError):  # before Python 3.11 another class than TimeoutError
            raise self._late(session, message[1], seconds, await asyncio.to_thread(session.where)) from None
        except WireError:
            raise await asyncio.to_thread(self._died, session) from None
        return self._answered(message[1], kind, value, perf_counter() - started)

    def restart(self) -> None:
        """End the host, start a new one, and make the marked calls there. Raises what they and the start raise."""
        with self._life:
            self._closed = False
            self._replace(self.session)

    def mark(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Make this request again in each new host."""
        self.set_up.append(SetUpCall(name, args, kwargs))

    def read_memory(self, address: int, size: int, seconds: float | None) -> bytes:
        """A copy of the host's memory.

        `ValueError`: a part of it can't be read. `HostDiedError`. `ResponseTimeoutError`: no answer within `seconds`.
        """
        data: bytes = self.inquire("read_memory", (address, size), seconds)
        return data

    def inquire(self, name: str, arguments: tuple[object, ...], seconds: float | None) -> Any:
        """Ask what the host answers also while a call runs: see `Session.inquire`.

        `ValueError`: the host can't do it. `HostDiedError`. `ResponseTimeoutError`: no answer within `seconds`.
        """
        session = self._living()
        try:
            return session.inquire(name, *arguments, timeout=seconds)
        except DeadlineError:
            raise self._late(session, name, seconds, Hang()) from None
        except WireError:
            raise self._died(session) from None

    def shut_down(self, timeout: float) -> bool:
        """Ask the host to leave; after `timeout` seconds end it, and return False."""
        with self._life:
            self._closed = True
            return self.session.shut_down(timeout)

    def kill(self) -> None:
        """End the host at once, also one that is just starting; a request under way raises `HostDiedError`."""
        starting = self._starting
        if starting is not None:
            starting.kill()
        self.session.kill()

    def statistics(self) -> Statistics:
        """What was done so far."""
        channel = self.session.connection.channel
        return self._counters.statistics(channel.sent, channel.received)

    def _living(self) -> Session:
        session = self.session
        if session.alive:
            return session
        if not self._automatic or self._closed:
            raise self._end_of(session)
        with self._life:
            if self.session is session:
                if self._closed:  # meanwhile
                    raise self._end_of(session)
                self._replace(session)
            return self.session

    def _replace(self, old: Session) -> None:
        old.kill()
        self._starting = fresh = Session(self._plan)
        try:
            fresh.open()
            for each in self.set_up:
                self._repeat(fresh, each)
        except BaseException:
            fresh.kill()
            raise
        finally:
            self._starting = None
        self._counters.sent_bytes += old.connection.channel.sent
        self._counters.received_bytes += old.connection.channel.received
        self.session = fresh
        self.generation += 1
        self._counters.restarts += 1

    def _repeat(self, session: Session, call: SetUpCall) -> None:
        asked = call.name, call.args, call.kwargs
        message: Message = Kind.REQUEST, call.name, asked, call.args, self._functions.protocol
        deadline = time.monotonic() + self._plan.timeout
        try:
            kind, value = session.connection.exchange(message, deadline, Answering(self._functions))
        except DeadlineError:
            raise self._late(session, call.name, self._plan.timeout, session.where()) from None
        except WireError:
            raise self._died(session) from None
        if kind is Kind.ERROR:
            raise Server32Error.of(Failure(*value))

    def _answered(self, name: str, kind: Kind, value: Any, seconds: float) -> Any:
        self._counters.note(seconds)
        if self._traces:
            trace.logger.debug("%s %s after %.0f us", name, "raised" if kind is _ERROR else "answered", seconds * 1e6)
        if kind is _ERROR:
            self._counters.errors += 1
            failure = Failure(*value)
            raise Server32Error.of(failure, self.calls.described() if failure.fault else ())
        return value

    def _died(self, session: Session) -> BaseException:
        self._counters.deaths += 1
        return self._end_of(session)

    def _end_of(self, session: Session) -> HostDiedError:
        what, step = "", "The next request starts a new host" if self._automatic else "restart() starts a new host"
        if self._closed:
            what = "The client was shut down, and its 32-bit host with it."
            step = "Make a new client, or start a new host with restart()"
        return session.died(self.calls.described(), step, what)

    def _late(self, session: Session, name: str, seconds: float | None, hang: Hang) -> ResponseTimeoutError:
        self._counters.timeouts += 1
        trace.logger.debug("%s did not answer within %g s: %s", name, seconds, hang)
        if self._automatic:
            session.kill()
            hint = "The host was ended; the next request starts a new one."
        else:
            hint = "Raise the deadline, or end the call and start a new host with restart()."
        what = f"The 32-bit host did not answer the request {name!r} within {seconds:g} seconds"
        return ResponseTimeoutError(
            f"{what}: {hang}." if str(hang) else f"{what}.",
            hint=hint,
            name=name,
            seconds=seconds or 0.0,
            hang=hang,
            last_calls=self.calls.described(),
        )

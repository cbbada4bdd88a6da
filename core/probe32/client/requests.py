"""What a client asks of its host: one request or many in a message, each within its deadline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Protocol

from ..client_errors import Server32Error
from ..errors import CallError
from ..wire.connection import Message
from ..wire.frames import Kind
from ..wire.messages import Failure
from .batch import Batched, Run, calls_of
from .callbacks import Answering, Functions

if TYPE_CHECKING:
    from .host_keeper import HostKeeper

_REQUEST = Kind.REQUEST

_deadlines: ContextVar[tuple[tuple[object, float | None], ...]] = ContextVar("probe32_deadlines", default=())
_setting_up: ContextVar[tuple[object, ...]] = ContextVar("probe32_setting_up", default=())


class Requests(Protocol):
    """Who answers a client: its host, a server in this process, a recording. `Client64` says what is raised."""

    def request(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """What the server's method, property or attribute `name` gives."""

    async def request_async(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """`request`, without blocking the event loop."""

    def request_many(self, name: str, many: list[tuple[Any, ...]]) -> list[Any]:
        """What the method gives with each of these arguments, up to the first exception."""

    def batch(self, runs: list[Run]) -> Batched:
        """What many calls give, and their exceptions by their places."""

    def referred(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """What stands for a function of this process among arguments."""


class HostRequests:
    """Makes requests of the host behind `keeper`; each has `seconds`, unless `deadline` says otherwise."""

    def __init__(self, keeper: HostKeeper, functions: Functions, seconds: float | None) -> None:
        self._keeper = keeper
        self._functions = functions
        self._usual = seconds

    def request(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """One request."""
        value = self._ask(self._message(name, args, kwargs), (name, args, kwargs))
        if _setting_up.get():
            self._mark(name, args, kwargs)
        return value

    async def request_async(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """`request`, without blocking the event loop."""
        self._keeper.calls.note(name, args, kwargs)
        message, answering = self._message(name, args, kwargs), Answering(self._functions)
        try:
            value = await self._keeper.ask_async(message, seconds_of(self._keeper, self._usual), answering)
        except Server32Error as error:
            raise error from _cause(error, answering)
        if _setting_up.get():
            self._mark(name, args, kwargs)
        return value

    def request_many(self, name: str, many: list[tuple[Any, ...]]) -> list[Any]:
        """Calls of one method in one message."""
        self._keeper.calls.note(f"{len(many)} times {name}", many[0] if many else (), {})
        values: list[Any] = self._ask((Kind.MANY, name, (name, many), None, self._functions.protocol))
        if _setting_up.get():
            for args in many:
                self._mark(name, args, {})
        return values

    def batch(self, runs: list[Run]) -> Batched:
        """Any calls in one message."""
        name = f"a batch of {sum(len(many) for _, _, many in runs)} calls"
        first, kwargs, many = runs[0]
        self._keeper.calls.note(f"{name}, first {first}", many[0], kwargs)
        values, failures = self._ask((Kind.BATCH, name, runs, None, self._functions.protocol))
        if _setting_up.get():
            for place, call in enumerate(calls_of(runs)):
                if place not in failures:
                    self._mark(*call)
        return values, {place: Server32Error.of(Failure(*failure)) for place, failure in failures.items()}

    def referred(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A reference, by which the host asks for the function while it answers."""
        return self._functions.add(function)

    def _ask(self, message: Message, noted: tuple[Any, ...] | None = None) -> Any:
        answering = Answering(self._functions)
        try:
            return self._keeper.ask(message, seconds_of(self._keeper, self._usual), answering, noted)
        except Server32Error as error:
            raise error from _cause(error, answering)

    def _message(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Message:
        parts = (*args, *kwargs.values()) if kwargs else args
        return _REQUEST, name, (name, args, kwargs), parts, self._functions.protocol

    def _mark(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        if any(each is self._keeper for each in _setting_up.get()):
            self._keeper.mark(name, args, kwargs)


def seconds_of(keeper: HostKeeper, usual: float | None) -> float | None:
    """How long a request to the host behind `keeper` may take: as the innermost `deadline` says, else as usual."""
    for each, seconds in reversed(_deadlines.get()):
        if each is keeper:
            return seconds
    return usual


@contextmanager
def deadline(keeper: HostKeeper | None, seconds: float | None) -> Iterator[None]:
    """Within the block, each request of this thread or task to the host behind `keeper` has this many seconds."""
    token = _deadlines.set((*_deadlines.get(), (keeper, seconds)))
    try:
        yield
    finally:
        _deadlines.reset(token)


@contextmanager
def set_up(keeper: HostKeeper | None) -> Iterator[None]:
    """Within the block, each request of this thread or task to the host behind `keeper` is marked if it succeeds."""
    token = _setting_up.set((*_setting_up.get(), keeper))
    try:
        yield
    finally:
        _setting_up.reset(token)


def _cause(error: Server32Error, answering: Answering) -> Exception | None:
    """The exception of this process that the server let through."""
    return answering.errors[-1] if answering.errors and error.name == CallError.__name__ else None

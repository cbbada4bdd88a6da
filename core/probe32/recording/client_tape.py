"""What a `Client64` asks of its server class, written down, or answered from what was written down."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from ..client.batch import Batched, Run, calls_of, one_by_one
from ..client.requests import Requests
from ..json_values import from_json
from .canonical import kept
from .document import Entry, Kind, Session
from .player import Player, raise_failure
from .recorder import Tape, failed


class StandIn:
    """A function of the client's in the arguments of a request, by the number in which the client made them known."""

    def __init__(self, number: int, function: Callable[..., Any]) -> None:
        self.name = f"function {number}"
        self.function = function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function."""
        return self.function(*args, **kwargs)


class ClientRecorder:
    """Makes the requests of one client with `requests`, and records them into `session`."""

    def __init__(self, session: Session, requests: Requests) -> None:
        self.session = session
        self._requests = requests
        self._tape = Tape(session)
        self._names: dict[object, str] = {}

    def request(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Make one request, and note it."""
        with self._entry(name, args, kwargs) as entry:
            value = self._requests.request(name, args, kwargs)
            entry.result = kept(None, value)
        return value

    async def request_async(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """As `request`."""
        with self._entry(name, args, kwargs) as entry:
            value = await self._requests.request_async(name, args, kwargs)
            entry.result = kept(None, value)
        return value

    def request_many(self, name: str, many: list[tuple[Any, ...]]) -> list[Any]:
        """Make them one by one, and note each."""
        return [self.request(name, args, {}) for args in many]

    def batch(self, runs: list[Run]) -> Batched:
        """Make many requests at once, and note each."""
        values, errors = self._requests.batch(runs)
        for place, (name, args, kwargs) in enumerate(calls_of(runs)):
            with self._entry(name, args, kwargs) as entry:
                error = errors.get(place)
                entry.error = None if error is None else failed(error)
                entry.result = None if error is not None else kept(None, values[place])
        return values, errors

    def referred(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """What stands for a function in the arguments of requests; its calls are noted."""
        name = f"function {len(self._names) + 1}"

        def call(*args: Any, **kwargs: Any) -> Any:
            made = self._tape.called_back(name, [kept(None, each) for each in args])
            answer = function(*args, **kwargs)
            made.answer = kept(None, answer)
            return answer

        reference = self._requests.referred(call)
        self._names[reference] = name
        return reference

    def _entry(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> AbstractContextManager[Entry]:
        keywords = {key: self._json(each) for key, each in kwargs.items()}
        return self._tape.entry(Kind.REQUEST, name, [self._json(each) for each in args], keywords=keywords)

    def _json(self, value: Any) -> object:
        return _with_functions(value, lambda each: self._names.get(each, "") if callable(each) else "")


class ClientPlayer:
    """Answers the requests of one client from a session."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._functions: dict[str, Callable[..., Any]] = {}
        self._count = 0

    def request(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """The recorded value, or the recorded exception. `ReplayError`: nothing like it was recorded."""
        keywords = {key: self._json(each) for key, each in kwargs.items()}
        entry = self._player.answer(Kind.REQUEST, name, [self._json(each) for each in args], keywords)
        self._bind(entry.arguments, args)
        self._bind(entry.keywords, kwargs)
        for each in entry.callbacks:
            if each.name in self._functions:
                self._functions[each.name](*(from_json(None, value) for value in each.arguments))
        if entry.error:
            raise_failure(entry.error)
        return from_json(None, entry.result)

    async def request_async(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """As `request`."""
        return self.request(name, args, kwargs)

    def request_many(self, name: str, many: list[tuple[Any, ...]]) -> list[Any]:
        """Each of them, as `request`."""
        return [self.request(name, args, {}) for args in many]

    def batch(self, runs: list[Run]) -> Batched:
        """Each of many requests, as `request`."""
        return one_by_one(self.request, runs)

    def referred(self, function: Callable[..., Any]) -> StandIn:
        """What stands for a function in the arguments of requests."""
        self._count += 1
        return StandIn(self._count, function)

    def _bind(self, recorded: Any, given: Any) -> None:
        """The functions that are given now stand for those that were recorded, also for what the DLL keeps of them."""
        if isinstance(given, StandIn):
            self._functions[recorded["callback"]] = given.function
        elif isinstance(given, dict):
            for key, each in given.items():
                self._bind(recorded.get(key) if isinstance(recorded, dict) else None, each)
        elif isinstance(given, (list, tuple)):
            inner = recorded.get("tuple", []) if isinstance(recorded, dict) else recorded
            for one, other in zip(inner or [], given, strict=False):
                self._bind(one, other)

    def _json(self, value: Any) -> object:
        return _with_functions(value, lambda each: each.name if isinstance(each, StandIn) else "")


def _with_functions(value: Any, name_of: Callable[[Any], str]) -> object:
    """The value as JSON, with the names of the functions in it."""
    if name := name_of(value):
        return {"callback": name}
    if isinstance(value, list):
        return [_with_functions(each, name_of) for each in value]
    if isinstance(value, dict) and any(name_of(each) for each in value.values()):
        return {key: _with_functions(each, name_of) for key, each in value.items()}
    return kept(None, value)

"""Writes down what a `Library` does, call by call, in the order in which the calls began."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from ..abi.calls import CallRequest, CallResult, FunctionArgument, with_functions
from ..abi.declare import declare_types, needed_types
from ..abi.parts import types_of
from ..abi.places import UsedPointer
from ..abi.render import prototype
from ..abi.signatures import Signature
from ..abi.types import FunctionType, Type
from ..errors import CallStoppedError, CallTimeoutError, HostDiedError, Probe32Error
from ..json_values import outputs_to_json
from ..pe.facts import Image
from .canonical import canonical_arguments, declared, kept
from .document import CalledBack, Entry, Failed, Kind, RecordedFunctionFacts, Session

_MOST_EXPORTS = 5_000
"""Up to so many exports are all written down; of more only those that were called."""

_FATAL = (HostDiedError, CallTimeoutError, CallStoppedError)


class Tape:
    """The entries of a session as they are made; any thread may add to it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._open: list[Entry] = []
        self._lock = threading.Lock()

    @contextmanager
    def entry(self, kind: Kind, name: str, arguments: list[object], **more: Any) -> Iterator[Entry]:
        """An entry that is being made within the block; an exception is written down as its outcome.

        One that was interrupted has none, and is left out.
        """
        made = Entry(kind, name, arguments, done=False, **more)
        with self._lock:
            self.session.entries.append(made)
            self._open.append(made)
        try:
            yield made
            made.done = True
        except Exception as error:
            made.error, made.done = failed(error), True
            raise
        finally:
            with self._lock:
                self._open.remove(made)

    def called_back(self, name: str, arguments: list[object]) -> CalledBack:
        """Note a call of a function of ours with the entry that is open; its answer follows."""
        made = CalledBack(name, arguments)
        with self._lock:
            if self._open:
                self._open[-1].callbacks.append(made)
        return made


class LibraryRecorder:
    """Records the calls of one `Library` into `session`."""

    def __init__(self, image: Image, encoding: str) -> None:
        self.session = Session(
            image.path.name,
            version=image.release,
            sha256=image.sha256,
            bitness=image.bitness,
            encoding=encoding,
            exports={each.symbol: each.ordinal for each in image.exports[: _MOST_EXPORTS + 1]},
        )
        if len(self.session.exports) > _MOST_EXPORTS:
            self.session.exports = {}
        self._ordinals = {each.symbol: each.ordinal for each in image.exports}
        self._tape = Tape(self.session)
        self._types: dict[str, Type] = {}

    @contextmanager
    def call(self, request: CallRequest, used: Sequence[UsedPointer]) -> Iterator[_Recorded]:
        """Within the block a call is made; `.request` is what to make it with, `.done(result)` notes the outcome."""
        changed = self._remember(request)
        arguments = canonical_arguments(request, used)
        with self._tape.entry(Kind.CALL, request.signature.name, arguments, prototype=changed) as entry:
            heard = with_functions(request.arguments, lambda each: self._listening(each, lambda: each.name))
            yield _Recorded(entry, replace(request, arguments=heard))

    def note_calls(
        self,
        calls: Sequence[tuple[CallRequest, Sequence[UsedPointer]]],
        results: Sequence[CallResult],
        failure: Exception | None,
    ) -> None:
        """Write down calls that were made together: what the first of them gave, and how the next one failed."""
        for at, (request, used) in enumerate(calls[: len(results) + (failure is not None)]):
            with suppress(Exception), self.call(request, used) as made:
                if at == len(results) and failure is not None:
                    raise failure
                made.done(results[at])

    def ask(self, name: str, arguments: Sequence[object], ask: Callable[[], Any]) -> Any:
        """Ask something else of the host, and note the answer."""
        with self._tape.entry(Kind.ASK, name, [kept(None, each) for each in arguments]) as entry:
            answer = ask()
            entry.result = kept(None, answer)
        return answer

    def keep(self, argument: FunctionArgument, keep: Callable[[FunctionArgument], int]) -> int:
        """Let the DLL have a function for longer than a call: `keep` gives its address, by which its calls are noted.

        It is noted under its number among these functions until it has one.
        """
        address: list[int] = []

        def name() -> str:
            return f"0x{address[0]:08x}" if address else argument.name

        with self._tape.entry(Kind.ASK, "keep_callback", [argument.name]) as entry:
            address.append(keep(self._listening(argument, name)))
            entry.result = {"pointer": name()}
        return address[0]

    def absorb(self, other: LibraryRecorder) -> None:
        """Take over what another recorder of the same library has written down meanwhile."""
        self.session.entries += other.session.entries
        self._types = {**other._types, **self._types}
        self.session.types = declare_types(self._types)
        self.session.functions = {**other.session.functions, **self.session.functions}

    def _listening(self, argument: FunctionArgument, name: Callable[[], str]) -> FunctionArgument:
        types = _inputs(argument.of)

        def call(*args: object) -> object:
            given = [kept(of, value) for of, value in zip(types, args, strict=False)]
            made = self._tape.called_back(name(), given)
            answer = argument.function(*args)
            made.answer = kept(None, answer)
            return answer

        return replace(argument, function=call)

    def _remember(self, request: CallRequest) -> str:
        """Note the declaration of a function; "" unless it was called as another one before."""
        signature = declared(request.signature)
        text = prototype(replace(signature, comment=""))
        symbol = request.export if isinstance(request.export, str) else f"#{request.export}"
        known = self.session.functions.get(signature.name)
        if known is not None:
            return "" if known.prototype == text else text
        self.session.functions[signature.name] = RecordedFunctionFacts(symbol, text)
        if symbol in self._ordinals:
            self.session.exports.setdefault(symbol, self._ordinals[symbol])
        self._declare(signature)
        return ""

    def _declare(self, signature: Signature) -> None:
        for each in needed_types(types_of(signature)):
            self._types[f"{type(each).__name__} {getattr(each, 'name', '')}"] = each
        self.session.types = declare_types(self._types)


class _Recorded:
    """A call that is being recorded."""

    def __init__(self, entry: Entry, request: CallRequest) -> None:
        self._entry = entry
        self.request = request

    def done(self, done: CallResult) -> None:
        """Note what the call gave, as people see it."""
        signature = self.request.signature
        entry = self._entry
        entry.result = kept(signature.result, done.result)
        entry.outputs = outputs_to_json(signature, done.outputs)
        entry.last_error = done.last_error
        entry.duration_us = round(done.duration_us, 1)
        entry.warnings = list(done.warnings)


def failed(error: BaseException) -> Failed:
    """How a call went wrong, for a recording."""
    message = error.message if isinstance(error, Probe32Error) else str(error)
    return Failed(type(error).__name__, message, getattr(error, "hint", ""), isinstance(error, _FATAL))


def _inputs(of: FunctionType | None) -> list[Type]:
    return [each.type for each in of.parameters if each.given] if of else []

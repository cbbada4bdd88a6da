"""`Library`'s own client: typed calls, and callbacks into this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..abi.calls import CallRequest, CallResult, FunctionArgument, with_functions
from ..abi.places import UsedPointer
from ..abi.pointers import HostLife
from ..abi.results import with_typed_arguments
from ..abi.types import FunctionType, Type
from ..client.callbacks import Answering, Functions
from ..client.output import OnOutput
from ..client64 import Client64
from ..client_errors import ResponseTimeoutError, Server32Error
from ..errors import CallError, HostDiedError
from ..host.remote_function import RemoteFunction
from ..launch import to_host_path
from ..wire.connection import Message
from ..wire.frames import Kind
from .failure import failed_callback
from .journal import CallJournal
from .told_signatures import ToldSignatures

_PROTOCOL = 5
BATCH_SECONDS = 0.03
"""In which the host begins calls of one message: so a sweep shows progress, pauses and stops promptly, and the way to
the host and back costs next to nothing."""

_HOLD_NOTHING = frozenset({int, float, bool, str, bytes, type(None)})
"""Values of these types are no functions, and have none inside."""

_PATIENCE = 30.0
"""Seconds for the answer to an inquiry: a large copy takes a while on a busy machine."""


class LibraryClient(Client64):
    """A client that starts its host in `open`, so that another thread can `kill` it while it is starting.

    `life` is what addresses of its host belong to. `stopped` says that the host was ended on purpose, `ended_by` what
    the call raised that found it ended.
    """

    _recordable = False  # the library records its calls, with their types

    def __init__(self, life: HostLife) -> None:
        """Nothing runs yet; without a host, `connection` is None."""
        self.life = life
        self.stopped = False
        self.ended_by: BaseException | None = None
        self._functions = Functions(_PROTOCOL)
        self._told = ToldSignatures()
        self._journal: CallJournal | None = None

    def open(self, path: Path, start_timeout: float, on_output: OnOutput | None, search: Sequence[Path] = ()) -> None:
        """Start a host that serves `LibraryServer` for the DLL `path`, and searches folders for what that needs.

        `Client64` says what is raised.
        """
        path32 = to_host_path(path)
        super().__init__(
            "probe32.host.library_server",
            add_dll_directory=search,
            timeout=start_timeout,
            on_output=on_output,
            path=path32,
        )

    @property
    def running(self) -> bool:
        """Whether there is a host that answers."""
        return self.connection is not None

    @property
    def description(self) -> str:
        """The host's Python and process number."""
        session = self.connection
        return f"32-bit Python {session.python}, process {session.process.pid}" if session else ""

    @property
    def last_number(self) -> int:
        """The number of the request that this thread has made last; 0 before the first."""
        return self._keeper().session.connection.last_number

    def on_end(self, told: Callable[[], object]) -> None:
        """Let `told` be called, in a thread of the host's, when its process has ended."""
        process = self._keeper().session.process
        close = process.on_end

        def _on_end() -> None:
            if close is not None:
                close()
            told()

        process.on_end = _on_end

    def death(self) -> HostDiedError:
        """The error that tells how a host ended which nobody was calling."""
        keeper = self._keeper()
        end = keeper.session.process.end()
        return HostDiedError(
            f"{end} No call was under way.",
            hint="The next call starts a new host; what the DLL had in memory, such as open handles, is lost.",
            fault=end.fault,
            host_exit_code=end.exit_code,
            last_calls=keeper.calls.described(),
        )

    def inquire(self, name: str, *arguments: object) -> Any:
        """Ask something that the host answers also while a call runs. `HostDiedError`, `ResponseTimeoutError`.

        `ValueError`: the host can't do it.
        """
        return self._keeper().inquire(name, arguments, _PATIENCE)

    def call(self, request: CallRequest, timeout: float | None, used: Sequence[UsedPointer] = ()) -> CallResult:
        """Make one call; functions among its arguments are called in this thread. See `Client64.request32`.

        `used` are the pointers among the arguments, which the host does not need to know.

        `CallError`: such a function raised an exception, which is the cause.
        """
        name = request.signature.name
        self._keeper().calls.note(name, request.arguments, {})
        number = self._told.number(request)
        with self._sendable(request.arguments) as arguments:
            if number is not None:
                return CallResult(*self._ask(name, "call_again", (number, arguments), timeout, arguments))
            number = self._told.tell(request)
            asked = number, replace(request, arguments=arguments)
            result = CallResult(*self._ask(name, "call", asked, timeout, arguments))
        self._told.confirm(number, request)
        return result

    def call_many(
        self, requests: Sequence[CallRequest], timeout: float | None, journal: CallJournal
    ) -> list[CallResult]:
        """Make the first of these calls and, in the same message, as many more as the host begins in `BATCH_SECONDS`.

        `timeout` is for each. Raises what the first call raises that fails; what those before it gave is in `journal`,
        which the caller has cleared.
        """
        numbers = self._numbers_of(requests)
        if len(numbers) < 2:
            return [self.call(requests[0], timeout)]
        name = requests[len(numbers) - 1].signature.name
        self._keeper().calls.note(
            f"{len(numbers)} calls, first {requests[0].signature.name}", requests[0].arguments, {}
        )
        if self._journal is not journal:
            self._ask(name, "keep_journal", (journal.name,), _PATIENCE)
            self._journal = journal
        seconds = None if timeout is None else timeout + BATCH_SECONDS
        given = tuple(each.arguments for each in requests[: len(numbers)])
        with self._sendable(given) as arguments:
            calls = list(zip(numbers, arguments, strict=True))
            try:
                rest = self._ask(name, "call_many", (calls, BATCH_SECONDS), seconds, None)
            except ResponseTimeoutError as error:
                error.seconds = timeout or 0.0  # what the one call had that did not return
                raise
        return [*journal.results(), *([CallResult(*rest)] if rest else ())]

    def _numbers_of(self, requests: Sequence[CallRequest]) -> list[int]:
        """By which numbers the host knows the first of these calls, up to one that it does not know.

        One that frees memory stands alone, so that whether a pointer may still be used is asked after it.
        """
        numbers: list[int] = []
        for each in requests:
            number = self._told.number(each)
            if number is None or self.life.frees(each.signature.name):
                break
            numbers.append(number)
        return numbers

    def keep_callback(
        self, argument: FunctionArgument, function: FunctionType, encoding: str, wait: bool | None
    ) -> int:
        """The address of a native function that calls `argument` in whichever thread waits for the host."""
        reference = self._functions.add(with_typed_arguments(argument, self.life))
        try:
            asked = replace(argument, function=reference, of=None), function, encoding, wait
            address: int = self._ask("callback", "keep_callback", asked, None)
        except BaseException:
            self._functions.remove(reference)
            raise
        return address

    def release_callback(self, address: int) -> None:
        """Let the native function at an address call nobody any more."""
        self._ask("release", "release_callback", (address,), None)

    def allocate(self, of: Type, value: object, encoding: str, timeout: float | None) -> int:
        """The address of memory that stays until `free`, with a checked value in it, or zeros."""
        address: int = self._ask("allocate", "allocate", (of, value, of.size, encoding), timeout)
        return address

    def free(self, address: int, timeout: float | None) -> None:
        """Release what `allocate` gave."""
        self._ask("free", "free", (address,), timeout)

    def pump(self, seconds: float, calls: int | None) -> int:
        """Let threads of the DLL's own call functions of this process; how many calls they made."""
        made: int = self._ask("pump", "pump", (seconds, calls), None)
        return made

    def _ask(
        self,
        name: str,
        method: str,
        args: tuple[Any, ...],
        timeout: float | None,
        parts: tuple[object, ...] | None = (),
    ) -> Any:
        """Request a method of the server; `name` is what it is called in messages.

        `CallError`: a function of this process raised an exception meanwhile, which is the cause.
        """
        answering = Answering(self._functions)
        message: Message = Kind.REQUEST, name, (method, args, {}), parts, _PROTOCOL
        try:
            value = self._keeper().ask(message, timeout, answering)
        except (HostDiedError, ResponseTimeoutError) as error:
            if answering.errors:
                raise error from answering.errors[0]
            raise
        except Server32Error:
            if not answering.errors:
                raise
        if answering.errors:
            raise failed_callback(_innermost(answering.errors[0])) from answering.errors[0]
        return value

    def _sendable(self, arguments: tuple[object, ...]) -> AbstractContextManager[tuple[object, ...]]:
        """The arguments with references in place of functions, which are answered within the block."""
        return nullcontext(arguments) if _HOLD_NOTHING.issuperset(map(type, arguments)) else self._referring(arguments)

    @contextmanager
    def _referring(self, arguments: tuple[object, ...]) -> Iterator[tuple[object, ...]]:
        references: list[RemoteFunction] = []

        def refer(argument: FunctionArgument) -> FunctionArgument:
            references.append(self._functions.add(with_typed_arguments(argument, self.life)))
            return replace(argument, function=references[-1], of=None)

        try:
            yield with_functions(arguments, refer)
        finally:
            for each in references:
                self._functions.remove(each)


def _innermost(error: BaseException) -> BaseException:
    """What the innermost of nested callbacks raised."""
    while isinstance(error, CallError) and error.__cause__ is not None:
        error = error.__cause__
    return error

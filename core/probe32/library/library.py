"""One DLL: its facts, the signatures of its functions, and the 32-bit host that runs it.

The window and the command line are two faces of this class.
"""

from __future__ import annotations

import asyncio
import codecs
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from .. import errors
from ..abi.calls import CallRequest, CallResult
from ..abi.places import UsedPointer
from ..abi.pointers import RemotePointer
from ..abi.types import Void
from ..abi.values import check_arguments, function_argument
from ..abi.varargs import with_extra
from ..client.output import OnOutput, Output
from ..doctor import Destination, destinations
from ..errors import ArgumentError, UnpicklableError
from ..pe.facts import Export, ExportKind
from ..pe.progress import OnProgress, ignored
from ..postmortem import Hang
from ..recording.document import Recording
from ..recording.recorder import LibraryRecorder
from ..recording.storage import save
from ..recording.switches import image_of, player_for_library, recorder_for_library, save_recordings
from .batch import PreparedCall
from .callback import Callback
from .callback_types import callback_type
from .freeing import freeing_of
from .host import LibraryHost
from .made_call import OnCall
from .memory import LibraryMemory
from .process import HostState, OnHostState

_FIRST_BATCH, _LONGEST_BATCH = 8, 2_000
"""Calls in a message. The host ends one early that takes too long, so what is sent in vain is all that matters."""


class Library(LibraryMemory):
    """A DLL that can be explored and called.

        with Library("sample.dll") as lib:
            lib.define("int add(int a, int b);")
            lib.add(1, 2)

    `encoding` is that of `char *` text. `search` are folders that are searched for what the DLL needs, besides its own
    and Windows'; `doctor.diagnose` tells why one does not load. `timeout` is the deadline of a call in seconds, unless
    the call names its own; None waits for ever. `start_timeout` bounds the start of the host, which happens at the
    first call. `on_host_state` is told each change of the host's state with one sentence, from any thread. `on_output`
    is told each piece of what the DLL prints, within a twentieth of a second, from a thread of its own.
    `on_progress` is told how far the reading of the file is, in this thread; what that raises ends it.

    `FileError`, `ImageError`: the file can't be read or is no PE image. `ArgumentError`: there is no such encoding.

    Methods may be called from any thread; calls into the DLL happen one after the other.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        encoding: str = "utf-8",
        *,
        search: Iterable[str | os.PathLike[str]] = (),
        timeout: float | None = None,
        start_timeout: float = 60,
        on_host_state: OnHostState | None = None,
        on_output: OnOutput | None = None,
        on_progress: OnProgress = ignored,
    ) -> None:
        player = player_for_library(path)
        super().__init__(path, image_of(player, path) if player and not Path(path).is_file() else None, on_progress)
        self.encoding = _known_encoding(encoding)
        """How `char *` text is encoded."""
        self.timeout = timeout
        """Seconds for each call that names no deadline of its own; None waits for ever. It may be set."""
        self._host = LibraryHost(self.image, start_timeout, on_host_state, on_output, player)
        self._host.recorder = recorder_for_library(self.image, self.encoding)
        self._host.search = _absolute(search)
        self._executor: ThreadPoolExecutor | None = None

    @property
    def search_folders(self) -> tuple[Path, ...]:
        """The folders that are searched for what the DLL needs, besides its own and Windows'.

        They may be set, absolute or from the working folder; what is set counts from the next start of the host on.
        """
        return self._host.search

    @search_folders.setter
    def search_folders(self, folders: Iterable[str | os.PathLike[str]]) -> None:
        self._host.search = _absolute(folders)

    def leads_to(self, export: Export) -> Destination | None:
        """Where `export`, which is forwarded, leads in the end, through the DLLs that the host would find.

        It takes a tenth of a second for each DLL on the way that nobody looked at before. None for other exports, and
        where nobody can tell, for want of a host.
        """
        if export.kind is not ExportKind.FORWARD:
            return None
        found = destinations(self.path, [export.symbol], self.search_folders)
        return found[export.symbol] if found else None

    @property
    def host(self) -> HostState:
        """What the 32-bit host is doing now."""
        return self._host.state

    @property
    def generation(self) -> int:
        """Which host runs now, counted from 1 since the library was opened; 0 when none does."""
        life = self._host.life
        return life.generation if life is not None else 0

    @property
    def host_description(self) -> str:
        """The host's Python and process number; "" when none runs."""
        return self._host.description

    @property
    def output(self) -> tuple[Output, ...]:
        """What the DLL has printed since its host was started, each piece with the call that it belongs to."""
        return self._host.output

    @property
    def on_host_state(self) -> OnHostState | None:
        """Who is told each change of the host's state, or None; it may be set."""
        return self._host.on_state

    @on_host_state.setter
    def on_host_state(self, listener: OnHostState | None) -> None:
        self._host.on_state = listener

    @property
    def on_output(self) -> OnOutput | None:
        """Who is told what the DLL prints, or None; it may be set, and counts from the next start of the host on."""
        return self._host.on_output

    @on_output.setter
    def on_output(self, listener: OnOutput | None) -> None:
        self._host.on_output = listener

    @property
    def hosts_started(self) -> int:
        """How many hosts there have been, the one that runs now, or ran last, included: its `MadeCall.generation`."""
        return self._host.hosts_started

    @property
    def on_call(self) -> OnCall | None:
        """Who is told each call that has ended, in the thread that made it, or None; it may be set.

        Calls that are refused before anything is asked of the host are not told.
        """
        return self._host.on_call

    @on_call.setter
    def on_call(self, listener: OnCall | None) -> None:
        self._host.on_call = listener

    @property
    def ended_by(self) -> errors.CallError | None:
        """What the last host died of, with the fault and the last calls, until another one runs.

        None while one runs, and when it was ended on purpose.
        """
        return self._host.ended_by

    def where(self) -> Hang:
        """Where in which module the call under way is just now, and which windows the host shows.

        `AddressError`: no host runs. `HostDiedError`, `ResponseTimeoutError`: it has ended, or does not tell.
        """
        found: Hang = self._host.inquire("where")
        return found

    def call(self, name: str, *args: object, timeout: float | None = None) -> CallResult:
        """Call the function `name`, which has a signature, in the 32-bit host, which is started when none runs.

        `args`: one for each parameter that is no pure output. A Python function is a value for a callback parameter,
        and may make calls itself; it is called in this thread, while the call lasts. (`callback` is for functions that
        the DLL keeps.) What a `...` takes follows; `CValue` says its type. `timeout` is in seconds, by default that of
        the library, and for all that happens meanwhile. Pointers and handles come back as `RemotePointer`: numbers that
        know their type, their host, and the function that frees them.

        `DeclarationError`: it has no signature, or one that can't be called. `ArgumentError`: an argument does not
        fit. `StalePointerError`: a pointer's host has ended, or it was freed; nothing was sent. `ImageError`: the DLL
        is no 32-bit one. `HostError`: the host can't start. `LoadError`: the DLL can't be loaded. `NativeFaultError`:
        the processor refused what the function did; the host lives on. `CallTimeoutError`, `CallStoppedError`,
        `HostDiedError`: the host has ended; the next call starts a new one, and what the DLL had in memory, such as
        open handles, is lost. `CallError`: a callback raised an exception, which is its cause.
        """
        call = self._prepared(name, args)
        return self._host.call(call.request, self.timeout if timeout is None else timeout, call.used)

    def call_many(
        self, calls: Iterable[tuple[str, Sequence[object]]], *, timeout: float | None = None
    ) -> Iterator[CallResult]:
        """Make calls one after the other, many in one message, and yield what they give, in order, as they are made.

            for done in lib.call_many(("add", (number, 2)) for number in range(10_000)):
                print(done.result)

        A message is answered some 30 ms after it was sent, or when its last call returns, so a loop may pause or end
        between any two results; of `calls`, more than that many have been asked for and made by then. `timeout` is in
        seconds and for each call. Other calls, from any thread, are made between two messages.

        The first call that fails ends it: what those before it gave has been yielded by then, also when the host died,
        and the error is what `call` raises for it. `OSError`: there is no memory to share with the host.
        """
        seconds = self.timeout if timeout is None else timeout
        pending, length = _Lookahead(self._prepared, calls), _FIRST_BATCH
        while batch := pending.up_to(length):
            done, failure = self._host.call_many(batch, seconds)
            pending.drop(len(done))
            length = min(2 * len(done), _LONGEST_BATCH)
            yield from done
            if failure is not None:
                raise failure from failure.__cause__

    async def call_async(self, name: str, *args: object, timeout: float | None = None) -> CallResult:
        """`call`, without blocking the event loop. Cancelling it ends the host; callbacks run in a worker thread.

        `name`, `args`, `timeout` and what is raised are as there.
        """
        if self._executor is None:
            self._executor = ThreadPoolExecutor(1, thread_name_prefix="probe32-call")
        loop = asyncio.get_running_loop()
        call = loop.run_in_executor(self._executor, partial(self.call, name, *args, timeout=timeout))
        try:
            return await asyncio.shield(call)
        except asyncio.CancelledError:
            self.stop()
            with suppress(errors.Probe32Error):
                await call
            raise

    def callback(
        self, function: Callable[..., object], of: str, *, on_error: object = None, wait: bool | None = None
    ) -> Callback:
        """The address of a new native function that calls `function`, for a DLL that keeps it after the call.

        It stays until it is released or the host ends, and may be given wherever C wants an address. `of` is the name
        of a typedef of a function pointer, the type itself, such as "int (__stdcall *)(int code, void *user)", or a
        prototype. What the function gets and returns is told in docs/guides/callbacks.md.

        A thread of the DLL's own can call while a call of ours, or `pump`, is under way. Between them it waits until
        there is one; without `wait` it is given `on_error` at once, and the function is called later. By default only
        who wants an answer waits: not for a `void` function without outputs. Of calls that nobody waits for the last
        10,000 are kept.

        `DeclarationError`: `of` is no such type. `ArgumentError`: `on_error` does not fit it, or there is no making the
        function. Else as `start`.
        """
        found = callback_type(of, self.source, self.types)
        name = getattr(function, "__name__", type(function).__name__)
        return self._host.callback(function_argument(function, found, name, on_error), found, self.encoding, wait)

    def pump(self, seconds: float = 0.0, calls: int | None = None) -> int:
        """Let threads of the DLL's own call our functions for `seconds`, or until they have made so many `calls`.

        Returns how many they made. What they wanted between two calls comes first. Messages of windows and timers are
        handled meanwhile. An exception of a function raises `CallError`. Else as `call`.
        """
        return self._host.pump(seconds, calls)

    @contextmanager
    def recording(self, path: str | os.PathLike[str] | None = None) -> Iterator[Recording]:
        """Within the block, all that is done is written down, and at its end saved as `path`, also after an exception;
        without a path it is only yielded.

        What `replaying(path)` answers from then, without the DLL. `FileError`: it can't be written.
        """
        outer = self._host.recorder
        inner = self._host.recorder = LibraryRecorder(self.image, self.encoding)
        made = Recording([inner.session])
        try:
            yield made
        finally:
            self._host.recorder = outer
            if outer is not None:
                outer.absorb(inner)
            if path is not None:
                save(made, path)

    def start(self) -> None:
        """Start the host and load the DLL now, rather than at the first call; `call` says what may be raised."""
        self._host.start()

    def stop(self) -> None:
        """End the host at once. A call under way raises `CallStoppedError`. From any thread."""
        self._host.stop()

    def restart(self) -> None:
        """End the host and start a new one. What the DLL had in memory is lost."""
        self.stop()
        self.start()

    def close(self) -> None:
        """End the host, politely when no call is under way, and release every thread and process. Repeatable."""
        self._host.close()
        save_recordings()
        self.keep_evidence()
        if self._executor is not None:
            self._executor.shutdown()
            self._executor = None

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        declared = self.__dict__.get("_declared")
        if declared is None or name not in declared.functions:
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}, and no signature of that name")
        return partial(self._call_plainly, name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.functions})

    def __getstate__(self) -> Any:
        raise UnpicklableError.of(self)

    def __repr__(self) -> str:
        return f"<Library {self.path.name} functions={len(self.functions)} host={self.host.value}>"

    def _call_plainly(self, name: str, *args: object, timeout: float | None = None) -> object:
        """The result; with outputs a tuple, of the result (unless void) and of the outputs in order."""
        done = self.call(name, *args, timeout=timeout)
        if not done.outputs:
            return done.result
        outputs = tuple(done.outputs.values())
        void = isinstance(self.function(name).signature.result, Void)
        values = outputs if void else (done.result, *outputs)
        return values[0] if len(values) == 1 else values

    def _prepared(self, name: str, args: Sequence[object]) -> PreparedCall:
        function = self.function(name)
        signature, given = with_extra(function.signature, args, self.parameter)
        used: list[UsedPointer] = []
        arguments = check_arguments(signature, given, self.encoding, used)
        symbol, texts = function.export.key, freeing_of(signature, self.image, self.functions)
        request = CallRequest(symbol, signature, arguments, self.encoding, texts, address=int(function.address or 0))
        if function.address is not None:
            used.append(UsedPointer(name, function.address))
        return PreparedCall(request, tuple(used))

    def _pointer(self, address: int) -> RemotePointer:
        return self._host.pointer(address)


class _Lookahead:
    """The next of many calls, prepared; one that can't be is told when it is the next."""

    def __init__(
        self, prepare: Callable[[str, Sequence[object]], PreparedCall], calls: Iterable[tuple[str, Sequence[object]]]
    ) -> None:
        self._prepare = prepare
        self._calls = iter(calls)
        self._waiting: deque[PreparedCall] = deque()
        self._failure: Exception | None = None

    def up_to(self, count: int) -> list[PreparedCall]:
        """So many, fewer at the end. Raises what the next one can't be made for."""
        while self._failure is None and len(self._waiting) < count:
            try:
                self._waiting.append(self._prepare(*next(self._calls)))
            except StopIteration:
                break
            except Exception as error:
                self._failure = error
        if self._failure is not None and not self._waiting:
            raise self._failure
        return list(self._waiting)[:count]

    def drop(self, count: int) -> None:
        """So many have been made."""
        for _ in range(count):
            self._waiting.popleft()


def _known_encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise ArgumentError(f"There is no encoding {name!r}.", hint="Use utf-8, cp1252, latin-1, ...") from None


def _absolute(folders: Iterable[str | os.PathLike[str]]) -> tuple[Path, ...]:
    return tuple(Path(os.path.abspath(each)) for each in folders)  # noqa: PTH100 - links are kept

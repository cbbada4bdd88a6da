"""One DLL: its facts, the signatures of its functions, and the 32-bit host that runs it.

The window and the command line are two faces of this class.
"""

from __future__ import annotations

import asyncio
import codecs
import os
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from . import errors, headers, pe
from .abi.calls import CallRequest, CallResult
from .abi.declare import declare_constants, declare_types
from .abi.signatures import Signature
from .abi.types import Type, Void
from .abi.values import check_arguments
from .client_errors import ConnectionTimeoutError, ResponseTimeoutError, Server32Error
from .errors import (
    ArgumentError,
    CallError,
    CallStoppedError,
    CallTimeoutError,
    DeclarationError,
    HostDiedError,
    ImageError,
    LoadError,
)
from .library_client import LibraryClient
from .pe.facts import Confidence, Export, ExportKind, Image


class HostState(str, Enum):
    """What the 32-bit host of a library is doing."""

    STOPPED = "stopped"
    STARTING = "starting"
    READY = "ready"
    BUSY = "busy"
    DEAD = "dead"


@dataclass(frozen=True)
class Function:
    """An export with its signature: everything that a call needs to know."""

    signature: Signature
    export: Export


_DECLARES_TYPES = re.compile(r"\b(struct|union|enum|typedef)\b")

OnHostState = Callable[[HostState, str], None]


class Library:
    """A DLL that can be explored and called.

        with Library("sample.dll") as lib:
            lib.define("int add(int a, int b);")
            lib.add(1, 2)

    `encoding` is that of `char *` text. `timeout` is the deadline of a call in seconds, unless the call names its own;
    None waits for ever. `start_timeout` bounds the start of the host, which happens at the first call.
    `on_host_state` is told each change of the host's state with one sentence, from any thread.

    `FileError`, `ImageError`: the file can't be read or is no PE image. `ArgumentError`: there is no such encoding.

    Methods may be called from any thread; calls into the DLL happen one after the other.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        encoding: str = "utf-8",
        *,
        timeout: float | None = None,
        start_timeout: float = 60,
        on_host_state: OnHostState | None = None,
    ) -> None:
        self.image: Image = pe.read_image(path)
        self.encoding = _known_encoding(encoding)
        self.timeout = timeout
        self.on_host_state = on_host_state
        self._start_timeout = start_timeout
        self._types: dict[str, Type] = {}
        self._constants: dict[str, int | float | str] = {}
        self._functions: dict[str, Function] = {}
        self._client: LibraryClient | None = None
        self._host = HostState.STOPPED
        self._calling = threading.RLock()
        self._caller = 0
        self._stopping = False
        self._executor: ThreadPoolExecutor | None = None

    @property
    def path(self) -> Path:
        """The DLL's file."""
        return self.image.path

    @property
    def exports(self) -> tuple[Export, ...]:
        """Everything that the DLL exports, by ordinal."""
        return self.image.exports

    @property
    def functions(self) -> Mapping[str, Function]:
        """The functions that have a signature, by the signature's name, in the order they got it."""
        return MappingProxyType(self._functions)

    @property
    def types(self) -> Mapping[str, Type]:
        """The structs, enums and typedefs that were declared, by name."""
        return MappingProxyType(self._types)

    @property
    def source(self) -> str:
        """C text that declares `types`, and the constants that came with them."""
        return declare_types(self._types) + declare_constants(self._constants)

    @property
    def host(self) -> HostState:
        """What the 32-bit host is doing now."""
        return self._host

    @property
    def host_description(self) -> str:
        """The host's Python and process number; "" when none runs."""
        return self._client.description if self._client else ""

    def define(self, text: str, *, export: str | int | None = None) -> list[Function]:
        """Take C declarations: prototypes of exports, structs, enums, typedefs, several at once.

        A prototype belongs to the export of its name, decorated or not; `ordinal_7` belongs to ordinal 7; `export`
        names another one, for a text with one prototype. Where the text states no convention, the export's
        decoration decides. All or nothing: on an error nothing has changed.

        `DeclarationError`: the text can't be understood; it points at the place. `UnknownExportError`: there is no
        such export.
        """
        found = headers.require(text, prelude=self._source_without(text))
        if export is not None and len(found.functions) != 1:
            raise DeclarationError(
                f"{len(found.functions)} prototypes were given for the export {export!r}.", hint="Give exactly one."
            )
        made = [self._bound(each, each.name if export is None else export) for each in found.functions]
        self._remember(found)
        self._functions |= {each.signature.name: each for each in made}
        return made

    def include(
        self,
        path: str | os.PathLike[str],
        include_dirs: Sequence[str | os.PathLike[str]] = (),
        defines: Mapping[str, str] | None = None,
    ) -> headers.Declarations:
        """Take everything from a C header that the DLL exports, and all its types; return all that it declares.

        What can't be understood is left out and listed in `problems` of the result. `FileError`: it can't be read.
        """
        found = headers.parse_file(path, include_dirs=include_dirs, defines=defines or {})
        self._remember(found)
        for each in found.functions:
            with suppress(DeclarationError):  # declared there, exported elsewhere
                self._functions[each.name] = self._bound(each, each.name)
        return found

    def undefine(self, name: str) -> None:
        """Forget the signature `name`, if there is one."""
        self._functions.pop(name, None)

    def call(self, name: str, *args: object, timeout: float | None = None) -> CallResult:
        """Call a function that has a signature, in the 32-bit host, which is started when none runs.

        One argument for each parameter that is no pure output. A Python function is a value for a callback parameter;
        it is called in this thread. `timeout` is in seconds, by default that of the library.

        `DeclarationError`: it has no signature, or one that can't be called. `ArgumentError`: an argument does not
        fit. `ImageError`: the DLL is no 32-bit one. `HostError`: the host can't start. `LoadError`: the DLL can't be
        loaded. `NativeFaultError`: the processor refused what the function did; the host lives on. `CallTimeoutError`,
        `CallStoppedError`, `HostDiedError`: the host has ended; the next call starts a new one, and what the DLL had
        in memory, such as open handles, is lost. `CallError`: a callback raised an exception, which is its cause.
        """
        function = self.function(name)
        arguments = check_arguments(function.signature, args)
        symbol = function.export.name if function.export.name is not None else function.export.ordinal
        request = CallRequest(symbol, function.signature, arguments, self.encoding)
        if self._caller == threading.get_ident():
            raise CallError(
                f"{function.signature.name} was called from within a callback; the DLL is busy with another call.",
                hint="Note what is needed and call it when the first call has returned.",
            )
        with self._calling:
            return self._call(function.signature.name, request, self.timeout if timeout is None else timeout)

    async def call_async(self, name: str, *args: object, timeout: float | None = None) -> CallResult:
        """`call`, without blocking the event loop. Cancelling it ends the host; callbacks run in a worker thread."""
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

    def function(self, name: str) -> Function:
        """The function with the signature `name`, or of the export `name` or `#ordinal`.

        `UnknownExportError`: there is no such export. `DeclarationError`: it has no signature, or it can't be called.
        """
        found = self._functions.get(name)
        if found is None:
            export = pe.find_export(self.image, name)
            found = next((each for each in self._functions.values() if each.export == export), None)
            if found is None:
                raise DeclarationError(
                    f"{export.symbol} of {self.path.name} has no signature yet.",
                    hint=f'Define one first, such as "int {export.plain_name}(int a);".',
                )
        if problems := found.signature.problems():
            raise DeclarationError(problems[0], hint="\n".join(problems[1:]))
        return found

    def start(self) -> None:
        """Start the host and load the DLL now, rather than at the first call; `call` says what may be raised."""
        with self._calling:
            self._running_client()

    def stop(self) -> None:
        """End the host at once. A call under way raises `CallStoppedError`. From any thread."""
        self._stopping = True
        client = self._client
        if client is not None:
            client.kill()
        with self._calling:  # the call under way has noticed
            self._stopping = False
            self._drop(HostState.STOPPED, "Stopped")

    def restart(self) -> None:
        """End the host and start a new one. What the DLL had in memory is lost."""
        self.stop()
        self.start()

    def close(self) -> None:
        """End the host, politely when no call is under way, and release every thread and process. Repeatable."""
        if self._host in (HostState.STARTING, HostState.BUSY):
            self.stop()
        self._stopping = True
        with self._calling:
            client, self._client = self._client, None
            if client is not None:
                client.shutdown_server32(kill_timeout=2)
            self._stopping = False
        if self._executor is not None:
            self._executor.shutdown()
            self._executor = None
        self._tell(HostState.STOPPED, "Closed")

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        functions: dict[str, Function] = self.__dict__.get("_functions", {})
        if name not in functions:
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}, and no signature of that name")
        return partial(self._call_plainly, name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._functions})

    def __repr__(self) -> str:
        return f"<Library {self.path.name} functions={len(self._functions)} host={self._host.value}>"

    def _call_plainly(self, name: str, *args: object, timeout: float | None = None) -> object:
        """The result; with outputs a tuple, of the result (unless void) and of the outputs in order."""
        done = self.call(name, *args, timeout=timeout)
        if not done.outputs:
            return done.result
        outputs = tuple(done.outputs.values())
        void = isinstance(self.function(name).signature.result, Void)
        values = outputs if void else (done.result, *outputs)
        return values[0] if len(values) == 1 else values

    def _source_without(self, text: str) -> str:
        """What was declared so far, except for what `text` declares anew."""
        anew = {name for name, _ in headers.parse(text).types()} if _DECLARES_TYPES.search(text) else set()
        kept = {name: each for name, each in self._types.items() if name not in anew}
        return declare_types(kept) + declare_constants(self._constants)

    def _remember(self, found: headers.Declarations) -> None:
        self._types |= dict(found.types())
        members = {name for each in found.enums for name, _ in each.members}
        self._constants |= {name: value for name, value in found.constants.items() if name not in members}

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

    def _bound(self, signature: Signature, symbol: str | int) -> Function:
        export = pe.find_export(self.image, symbol)
        if export.kind is ExportKind.DATA:
            raise DeclarationError(f"{export.symbol} of {self.path.name} is data, not a function.")
        guess = export.convention
        if not signature.stated and guess.guess and guess.confidence is Confidence.HIGH:
            signature = replace(signature, convention=guess.guess, stated=True)
        return Function(signature, export)

    def _running_client(self) -> LibraryClient:
        if self._client is not None and self._client.connection is not None:
            return self._client
        if self.image.bitness != 32:
            raise ImageError(
                f"{self.path.name} is a {self.image.bitness}-bit library ({self.image.machine}); "
                f"the 32-bit host cannot load it.",
                hint="Open it in 64-bit Python directly, or ask the vendor for the x86 build.",
            )
        self._tell(HostState.STARTING, "Starting the 32-bit host")
        try:
            self._client = LibraryClient()
            self._client.open(self.path, self._start_timeout)
        except BaseException as error:
            if self._stopping:
                raise CallStoppedError(f"The start of the host for {self.path.name} was stopped.") from None
            self._tell(HostState.DEAD, str(error))
            if isinstance(error, ConnectionTimeoutError) and isinstance(error.__cause__, LoadError):
                raise error.__cause__ from None
            raise
        self._tell(HostState.READY, self._client.description)
        return self._client

    def _failed(self, name: str, error: BaseException) -> BaseException:
        """The error of a failed call in our own words, after the host's state has been brought up to date."""
        if isinstance(error, Server32Error):
            self._tell(HostState.READY, self.host_description)
            return _typed(error)
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
        self._host = state
        if self.on_host_state is not None:
            self.on_host_state(state, detail)


def _known_encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise ArgumentError(f"There is no encoding {name!r}.", hint="Use utf-8, cp1252, latin-1, ...") from None


def _typed(error: Server32Error) -> BaseException:
    """One of Probe32's own errors again, where the host raised one."""
    cls = getattr(errors, error.name, None)
    if isinstance(cls, type) and issubclass(cls, errors.Probe32Error):
        return cls(error.value, hint=error.hint)
    return error


def _ended(name: str, error: BaseException, stopped: bool) -> CallError:
    lost = "The next call starts a new host; what the DLL had in memory, such as open handles, is lost."
    if stopped:
        return CallStoppedError(f"{name} was stopped.", hint=lost)
    if isinstance(error, ResponseTimeoutError):
        return CallTimeoutError(f"{name} did not return within {error.seconds:g} s; its host was ended.", hint=lost)
    return HostDiedError(f"The call of {name} ended the host. {error}", hint=lost)

"""The base class of the 64-bit side: making an instance starts the 32-bit host."""

from __future__ import annotations

import io
import os
import pickle
import secrets
import socket
import sys
import warnings
import weakref
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeVar

from .client.batch import Batch
from .client.callbacks import Functions
from .client.folders import (
    Paths,
    PathText,
    absolute,
    folder_of,
    for_host,
    is_installation_folder,
    path_entries,
    visible,
)
from .client.in_process import RequestsHere, prepare_here, serve_here
from .client.requests import HostRequests, Requests, deadline, seconds_of, set_up
from .client.server_module import ServerModule, find_server
from .errors import HostDiedError, UnpicklableError
from .host.configuration import Configuration

if TYPE_CHECKING:
    from .client.host_keeper import HostKeeper, SetUpCall
    from .client.output import OnOutput, Output
    from .client.session import Session
    from .client.statistics import Statistics
    from .server32 import Server32

Self = TypeVar("Self", bound="Client64")

_LOCALHOST = "127.0.0.1"


class Client64:
    """Starts a 32-bit host that serves the class in `module32`, and sends it requests.

        class MyClient(Client64):
            def __init__(self, **kwargs):
                super().__init__("my_server", **kwargs)

            def add(self, a, b):
                return self.request32("add", a, b)

    Parameters:
        module32: a module's name, a dotted name, or the path of its file, of the server class. A name is looked for
            in `append_sys_path`, in `sys.path` and beside the module of the client class.
        add_dll_directory: folders that the host passes to `os.add_dll_directory`; one or many.
        append_environ_path: folders for the host's `PATH`; one or many.
        append_sys_path: folders for the host's `sys.path`; one or many. The 64-bit `site-packages` is not there
            unless it is named here.
        host: None makes the server in this process, for tests without a 32-bit library.
        port: 0 talks over inherited pipes, and nothing listens; any other port, or a `host` other than the default,
            means authenticated TCP there.
        protocol: the pickle protocol, 0 to `pickle.HIGHEST_PROTOCOL`.
        rpc_timeout: seconds for each request, by default `socket.getdefaulttimeout()`, which is usually forever. See
            also `deadline`.
        server32_dir: the folder of another 32-bit host than the installed one.
        timeout: seconds for the host to become ready.
        restart: "auto" ends a host that lets a deadline pass, and starts a new one for the next request after a host
            has ended; with "manual" that is left to `restart()`.
        on_output: told each piece of what the host prints, within a twentieth of a second, in a thread of its own.
        kwargs: passed to the server class, as text.

    Raises `HostError` (an `OSError`) when there is no 32-bit host, `ConnectionTimeoutError`
    when it did not become ready, `ValueError` for a pickle protocol or a `restart` that does not exist.

    Any thread may send requests; they are answered in the order they came. Use it as a context manager, or call
    `shutdown_server32`; a client that is merely forgotten takes its host along when it is collected.
    """

    __requests: Requests | None = None
    __keeper: HostKeeper | None = None
    __server: Server32 | None = None
    __streams: tuple[io.BytesIO, io.BytesIO] | None = None
    __rpc_timeout: float | None = None
    __host: str | None = None
    __port = 0
    __lib32_path: str | None = None
    __played = False
    __recorded = False
    _recordable = True

    def __init__(
        self,
        module32: PathText,
        *,
        add_dll_directory: Paths = None,
        append_environ_path: Paths = None,
        append_sys_path: Paths = None,
        host: str | None = _LOCALHOST,
        port: int = 0,
        protocol: int = 5,
        rpc_timeout: float | None = None,
        server32_dir: PathText | None = None,
        timeout: float = 10,
        restart: Literal["manual", "auto"] = "manual",
        on_output: OnOutput | None = None,
        **kwargs: Any,
    ) -> None:
        _check(protocol, restart)
        self.__host, self.__port = host, port
        self.__rpc_timeout = socket.getdefaulttimeout() if rpc_timeout is None else rpc_timeout
        module = os.fsdecode(module32)
        if self._recordable and "PROBE32_REPLAY" in os.environ:
            self.__requests = _player(module, type(self).__name__)
            self.__played = self.__requests is not None
            if self.__played:
                return
        given = absolute(append_sys_path)
        server = find_server(module, [*given, *sys.path, folder_of(type(self))], in_process=host is None)
        texts = {key: str(value) for key, value in kwargs.items()}
        if host is None:
            prepare_here([*server.folders, *given], absolute(append_environ_path), absolute(add_dll_directory))
            self.__server = serve_here(server, texts)
            self.__requests = RequestsHere(self.__server)
        else:
            self.__port = _free_port(host) if port == 0 and host != _LOCALHOST else port
            places = _places(server, self._search_path(given), append_environ_path, add_dll_directory)
            secret = secrets.token_hex(32) if self.__port else ""
            task = Configuration(
                server.name, host=host, port=self.__port, protocol=protocol, secret=secret, kwargs=texts, **places
            )
            folder32 = None if server32_dir is None else os.fsdecode(server32_dir)
            self.__requests = self.__started(task, folder32, timeout, on_output, automatic=restart == "auto")
        if self._recordable and "PROBE32_RECORD" in os.environ:
            self.__requests, self.__recorded = _recorded(module, type(self).__name__, self.__requests), True

    @property
    def host(self) -> str | None:
        """The address of the host; None when the server is in this process."""
        return self.__host

    @property
    def port(self) -> int:
        """The TCP port, 0 when the two sides talk over pipes, -1 when the server is in this process."""
        return -1 if self.__server else self.__port

    @property
    def connection(self) -> Session | None:
        """The running host; None when there is none: after its end, or when the server is in this process."""
        return self.__keeper.session if self.__keeper and self.__keeper.session.alive else None

    @property
    def lib32_path(self) -> str:
        """The file that the server loaded, as this process names it."""
        return self.__lib32_path or "" if self.__server is None else str(self.__server.path)

    @property
    def generation(self) -> int:
        """Counts the hosts from 1: what was valid in one, such as an address, means nothing in the next."""
        return self.__keeper.generation if self.__keeper else 0

    @property
    def output(self) -> tuple[Output, ...]:
        """The last 10,000 pieces of what the host has printed, each with the request that it belongs to.

        Together they have 16 MiB at most.
        """
        return self.__keeper.session.process.output.pieces() if self.__keeper else ()

    def request32(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Call the server's method `name`, or read its property or attribute `name`, and return what it gives.

        `args` and `kwargs` are those of the method; functions among them are called back here (see `callback`).
        `Server32Error`: the server raised an exception; `Server32FaultError`: it was a native fault.
        `ResponseTimeoutError`: no answer within the deadline. `HostDiedError`: the host has ended. `TypeError`: an
        argument or the result can't be pickled. `ValueError`: they have more bytes than a 32-bit process can hold.
        """
        return (self.__requests or self.__unanswered()).request(name, args, kwargs)

    async def request32_async(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """`request32`, without blocking the event loop. Functions are called in the loop's executor.

        `name`, `args`, `kwargs` and what is raised are as there.
        Cancelling it throws the answer away and disturbs no other request; the call itself goes on in the host.
        """
        return await (self.__requests or self.__unanswered()).request_async(name, args, kwargs)

    def request32_many(self, name: str, list_of_args: Iterable[Sequence[Any]]) -> list[Any]:
        """Call the server's method `name` with each of `list_of_args`, in one request, and return the values.

        The first exception ends it: `Server32Error`, whose `index` tells which call it was. The deadline is for all
        together. Else as `request32`.
        """
        many = [tuple(args) for args in list_of_args]
        return (self.__requests or self.__unanswered()).request_many(name, many)

    def batch(self) -> Batch:
        """Collect calls, and send them in one request: `with client.batch() as batch: sum = batch.add(1, 2)`."""
        return Batch((self.__requests or self.__unanswered()).batch)

    def deadline(self, seconds: float | None) -> AbstractContextManager[None]:
        """Within the `with` block, each request of this thread or task has this many seconds; None: forever."""
        return deadline(self.__keeper, seconds)

    def set_up(self) -> AbstractContextManager[None]:
        """Within the `with` block, each request that succeeds is marked: `restart` makes it again in the new host."""
        return set_up(self.__keeper)

    @property
    def set_up_calls(self) -> tuple[SetUpCall, ...]:
        """The requests that were marked, in order."""
        return tuple(self.__keeper.set_up) if self.__keeper else ()

    def forget_set_up(self) -> None:
        """Unmark all requests."""
        if self.__keeper:
            self.__keeper.set_up.clear()

    def restart(self) -> None:
        """End the host at once, start a new one, and make the requests there that `set_up` has marked.

        What the DLL had in memory is lost. Raises what the start and these requests raise. Also after a shutdown.
        """
        if self.__played:
            return
        self._keeper().restart()
        self.__streams = None

    def callback(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """What to pass to a request so that the server can call `function` in this process, while it answers.

        It is called in the thread that waits for the answer, and may make requests itself. What it takes and returns is
        pickled. The client keeps it as long as it lives itself. `TypeError`: it is a coroutine function.
        """
        import inspect  # who never calls this needs not wait for it

        if inspect.iscoroutinefunction(function):
            raise TypeError(
                f"{function!r} is a coroutine function, for whose end nobody would wait; give an ordinary one. It is "
                f"called in another thread than the event loop's, and may use asyncio.run_coroutine_threadsafe."
            )
        return (self.__requests or self.__unanswered()).referred(function)

    def ping(self, timeout: float = 1.0) -> bool:
        """Whether the host's process answers within `timeout` seconds; it does also while a call runs."""
        return self.__keeper is not None and self.__keeper.session.pings(timeout)

    def read_memory(self, address: int, size: int) -> bytes:
        """A copy of `size` bytes of the host's memory from `address` on; also while a call runs.

        `ValueError`: a part of them can't be read. `HostDiedError`: the host has ended. `ResponseTimeoutError`: no
        answer within the deadline, when not even that is answered any more.
        """
        keeper = self._keeper()
        return keeper.read_memory(address, size, seconds_of(keeper, self.__rpc_timeout))

    def statistics(self) -> Statistics:
        """Requests, errors, restarts, bytes and round-trip times since the client was made."""
        return self._keeper().statistics()

    def shutdown_server32(self, kill_timeout: float = 10) -> tuple[io.BytesIO, io.BytesIO]:
        """End the host, after its `shutdown_handler` ran, and return what it wrote to standard output and error.

        May be called again and again, and gives the same two streams. A host that has not left after `kill_timeout`
        seconds is killed, with a `UserWarning`. Of each stream the last 16 MiB are kept.
        """
        return self._shut_down(kill_timeout, stacklevel=3)

    def kill(self) -> None:
        """End the host at once; a request under way raises `HostDiedError`. From any thread."""
        if self.__keeper:
            self.__keeper.kill()

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for stream in self._shut_down(10, stacklevel=3):
            stream.close()

    def __getstate__(self) -> Any:
        raise UnpicklableError.of(self)

    def __repr__(self) -> str:
        name = type(self).__name__
        library = Path(self.lib32_path).name or "?"
        if self.__server is not None:
            return f"<{name} lib={library} mocked>"
        if self.connection is None:
            return f"<{name} lib={library} {'recorded' if self.__played else 'closed'}>"
        return f"<{name} lib={library} address={_address(self.__host, self.__port) if self.__port else 'pipe'}>"

    def _search_path(self, given: list[str]) -> list[str]:
        """The folders of the host's `sys.path`, after that of the server's module."""
        return [*given, *(each for each in _here() if not is_installation_folder(each))]

    def __started(
        self, task: Configuration, folder32: str | None, timeout: float, on_output: OnOutput | None, *, automatic: bool
    ) -> HostRequests:
        from .client.host_keeper import HostKeeper  # a module with both sides is imported in the host too
        from .client.session import Plan

        functions = Functions(task.protocol)
        self.__keeper = HostKeeper(Plan(task, folder32, timeout, on_output), functions, automatic=automatic)
        self.__finalizer = weakref.finalize(self, self.__keeper.kill)
        self.__keeper.open()
        self.__lib32_path = self.__keeper.session.lib32_path
        return HostRequests(self.__keeper, functions, self.__rpc_timeout)

    def _keeper(self) -> HostKeeper:
        return self.__keeper or self.__unanswered()

    def __unanswered(self) -> NoReturn:
        """Tell that there is no host."""
        hint = "Its server is in this process (host=None)." if self.__server else "Call super().__init__()."
        hint = "A recording answers its requests, and nothing else." if self.__played else hint
        raise HostDiedError(f"{type(self).__name__} is not connected to a host.", hint=hint)

    def _shut_down(self, kill_timeout: float, stacklevel: int) -> tuple[io.BytesIO, io.BytesIO]:
        if self.__streams is not None:
            return self.__streams
        stdout, stderr = b"", b""
        if self.__server is not None:
            self.__server.shutdown_handler()
        if self.__keeper is not None:
            if not self.__keeper.shut_down(kill_timeout):
                warnings.warn(
                    f"{self!r}: the 32-bit host did not leave within {kill_timeout:g} s; it was ended by brute force.",
                    stacklevel=stacklevel,
                )
            printed = self.__keeper.session.process.output
            stdout, stderr = printed.of("stdout"), printed.of("stderr")
        self.__streams = io.BytesIO(stdout), io.BytesIO(stderr)
        if self.__recorded:
            _save_recordings()
        return self.__streams


def _check(protocol: int, restart: str) -> None:
    """`ValueError`: there is no such pickle protocol, or no such way to restart."""
    if not 0 <= protocol <= pickle.HIGHEST_PROTOCOL:
        raise ValueError(f"There is no pickle protocol {protocol}; use 0 to {pickle.HIGHEST_PROTOCOL}.")
    if restart not in ("manual", "auto"):
        raise ValueError(f"restart={restart!r} is unknown; use 'manual' or 'auto'.")


def _player(module: str, client: str) -> Requests | None:
    """Who answers the requests of a client from a recording, if the environment asks for that."""
    from .recording import switches  # only who asks for it pays for it

    return switches.player_for_client(_server_name(module), client)


def _recorded(module: str, client: str, requests: Requests) -> Requests:
    """Who records the requests of a client, if the environment asks for that."""
    from .recording import switches

    return switches.recorded_client(_server_name(module), client, requests)


def _server_name(module: str) -> str:
    return os.path.basename(module).removesuffix(".py").rpartition(".")[2]  # noqa: PTH119 - it need not be a path


def _save_recordings() -> None:
    from .recording import switches

    switches.save_recordings()


def _address(host: str | None, port: int) -> str:
    return f"[{host}]:{port}" if host and ":" in host else f"{host}:{port}"


def _here() -> list[str]:
    """The working directory; nothing when the host has no name for it, which nobody but it would miss."""
    return visible([str(Path.cwd())])


def _places(server: ServerModule, search: list[str], environ_path: Paths, dll_directories: Paths) -> dict[str, Any]:
    """Where a host finds what it needs, as it names folders itself; `search` follows the folder of the server."""
    here = [each for each in _here() if ";" not in each]
    return {
        "sys_path": for_host([*server.folders, *search]),
        "environ_path": for_host([*here, *path_entries(environ_path)]),
        "dll_directories": for_host(absolute(dll_directories)),
        "modules": [(name, *for_host([folder])) for name, folder in server.modules],
    }


def _free_port(host: str) -> int:
    """A port that is free at `host` now."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port

"""The base class of the 64-bit side: making an instance starts the 32-bit host."""

from __future__ import annotations

import io
import logging
import os
import pickle
import secrets
import socket
import sys
import warnings
import weakref
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from .client_errors import ConnectionTimeoutError, ResponseTimeoutError, Server32Error
from .errors import HostDiedError
from .host.configuration import Configuration
from .in_process import make_here, request_here
from .server_module import Paths, PathText, absolute, folder_of, locate
from .wire.connection import Connection, DeadlineError, OnCallback, StartFailedError
from .wire.frames import Kind
from .wire.messages import pack_request, unpack, unpack_failure

if TYPE_CHECKING:
    from .server32 import Server32

logger = logging.getLogger(__name__)

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
        rpc_timeout: seconds for each request, by default `socket.getdefaulttimeout()`, which is usually forever.
        server32_dir: the folder of another 32-bit host than the installed one.
        timeout: seconds for the host to become ready.
        kwargs: passed to the server class, as text.

    Raises `HostError` (an `OSError`) when there is no 32-bit host, `ConnectionTimeoutError`
    when it did not become ready, `ValueError` for a pickle protocol that does not exist.

    Any thread may send requests; they are answered in the order they came. Use it as a context manager, or call
    `shutdown_server32`; a client that is merely forgotten takes its host along when it is collected.
    """

    _connection: Connection | None = None
    _server: Server32 | None = None
    _streams: tuple[io.BytesIO, io.BytesIO] | None = None
    _rpc_timeout: float | None = None
    _protocol = 5

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
        **kwargs: Any,
    ) -> None:
        if not 0 <= protocol <= pickle.HIGHEST_PROTOCOL:
            raise ValueError(f"There is no pickle protocol {protocol}; use 0 to {pickle.HIGHEST_PROTOCOL}.")
        self._rpc_timeout = socket.getdefaulttimeout() if rpc_timeout is None else rpc_timeout
        self._protocol = protocol
        self._host = host
        self._port = port
        self._lib32_path = ""
        given = absolute(append_sys_path)
        module, folder = locate(os.fsdecode(module32), [*given, *sys.path, folder_of(type(self))])
        texts = {key: str(value) for key, value in kwargs.items()}
        search = [*([folder] if folder else []), *given, str(Path.cwd())]
        if host is None:
            self._server = make_here(module, search, texts)
            return
        if port == 0 and host != _LOCALHOST:
            self._port = _free_port(host)
        self._start(
            Configuration(
                module=module,
                host=host,
                port=self._port,
                protocol=protocol,
                secret=secrets.token_hex(32) if self._port else "",
                kwargs=texts,
                sys_path=_for_host(search),
                environ_path=_for_host([str(Path.cwd()), *absolute(append_environ_path)]),
                dll_directories=_for_host(absolute(add_dll_directory)),
            ),
            None if server32_dir is None else os.fsdecode(server32_dir),
            timeout,
        )

    @property
    def host(self) -> str | None:
        """The address of the host; None when the server is in this process."""
        return self._host

    @property
    def port(self) -> int:
        """The TCP port, 0 when the two sides talk over pipes, -1 when the server is in this process."""
        return -1 if self._server else self._port

    @property
    def connection(self) -> Connection | None:
        """The way to the host; None when there is none: after the shutdown, or when the server is in this process."""
        connection = self._connection
        return None if connection is None or connection.ended.is_set() else connection

    @property
    def lib32_path(self) -> str:
        """The file that the server loaded, as this process names it."""
        return self._lib32_path if self._server is None else str(self._server.path)

    def request32(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Call the server's method `name`, or read its property or attribute `name`, and return what it gives.

        `Server32Error`: the server raised an exception. `ResponseTimeoutError`: no answer within `rpc_timeout`.
        `HostDiedError`: the host has ended. `TypeError`: an argument or the result can't be pickled.
        """
        return self._request(name, args, kwargs, self._rpc_timeout)

    def shutdown_server32(self, kill_timeout: float = 10) -> tuple[io.BytesIO, io.BytesIO]:
        """End the host, after its `shutdown_handler` ran, and return what it wrote to standard output and error.

        May be called again and again, and gives the same two streams. A host that has not left after `kill_timeout`
        seconds is killed, with a `UserWarning`.
        """
        return self._shut_down(kill_timeout, stacklevel=3)

    def kill(self) -> None:
        """End the host at once; a request under way raises `HostDiedError`. From any thread."""
        if self._connection:
            self._connection.close()

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for stream in self._shut_down(10, stacklevel=3):
            stream.close()

    def __repr__(self) -> str:
        name = type(self).__name__
        library = Path(self.lib32_path).name if "_lib32_path" in self.__dict__ else "?"
        if self._server is not None:
            return f"<{name} lib={library} mocked>"
        if self.connection is None:
            return f"<{name} lib={library} closed>"
        return f"<{name} lib={library} address={f'{self._host}:{self._port}' if self._port else 'pipe'}>"

    def _start(self, configuration: Configuration, server32_dir: str | None, timeout: float) -> None:
        from . import launch  # a module with both sides is imported in the host too, which has no launcher

        found = launch.find_host(server32_dir)
        self._connection = connection = Connection(launch.start(found, []), launch.kill)
        self._finalizer = weakref.finalize(self, connection.close)
        try:
            ready = connection.configure(configuration.to_dict(), timeout)
            if configuration.port:
                secret = bytes.fromhex(configuration.secret)
                connection.use_tcp(configuration.host, configuration.port, secret, timeout)
        except BaseException as error:
            connection.close()
            self._finalizer.detach()
            if not isinstance(error, (DeadlineError, HostDiedError, StartFailedError, OSError)):
                raise
            raise _start_error(configuration, connection, error, timeout) from _reason(error)
        if ready["lib32_path"]:
            self._lib32_path = str(launch.from_host_path(str(ready["lib32_path"])))
        self._python32 = str(ready["python"])
        logger.debug("Serving %s from process %d", configuration.module, connection.process.pid)

    def _request(
        self,
        name: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        timeout: float | None,
        on_callback: OnCallback | None = None,
    ) -> Any:
        if self._server is not None:
            return request_here(self._server, name, args, kwargs)
        if self._connection is None:
            raise HostDiedError(f"{type(self).__name__} is not connected to a host.", hint="Call super().__init__().")
        try:
            payload = pack_request(name, args, kwargs, self._protocol)
            answer = self._connection.request(payload, timeout, on_callback)
        except DeadlineError:
            raise ResponseTimeoutError(
                f"The 32-bit host did not answer the request {name!r} within {timeout:g} seconds.",
                hint="Raise rpc_timeout, or end the host with kill() if the call hangs.",
                name=name,
                seconds=timeout or 0.0,
            ) from None
        if answer.kind is Kind.ERROR:
            raise Server32Error.of(unpack_failure(answer.payload))
        return unpack(answer.payload)

    def _shut_down(self, kill_timeout: float, stacklevel: int) -> tuple[io.BytesIO, io.BytesIO]:
        if self._streams is not None:
            return self._streams
        stdout, stderr = b"", b""
        if self._server is not None:
            self._server.shutdown_handler()
        if self._connection is not None:
            if not self._connection.shut_down(kill_timeout):
                warnings.warn(
                    f"{self!r}: the 32-bit host did not leave within {kill_timeout:g} s; it was ended by brute force.",
                    stacklevel=stacklevel,
                )
            self._finalizer.detach()
            stdout, stderr = bytes(self._connection.stdout), bytes(self._connection.stderr)
        self._streams = io.BytesIO(stdout), io.BytesIO(stderr)
        return self._streams


def _start_error(
    configuration: Configuration, connection: Connection, error: BaseException, timeout: float
) -> ConnectionTimeoutError:
    """Why the host is not ready: what it says itself, or else what it wrote before it ended or was killed."""
    address = f"{configuration.host}:{configuration.port}" if configuration.port else "the inherited pipes"
    if isinstance(error, StartFailedError):
        said = str(error)
    else:
        said = (bytes(connection.stderr).strip() or bytes(connection.stdout).strip()).decode("utf-8", "replace")
    if isinstance(error, DeadlineError):
        what = f"The 32-bit host was not ready at {address} within {timeout:g} seconds"
    else:
        what = f"The 32-bit host could not serve {configuration.module!r} at {address}"
    return ConnectionTimeoutError(f"{what}:\n{said}" if said else f"{what}.", hint=getattr(error, "hint", ""))


def _reason(error: BaseException) -> BaseException | None:
    return error.reason if isinstance(error, StartFailedError) else None


def _for_host(paths: list[str]) -> tuple[str, ...]:
    from .launch import to_host_path

    return tuple(to_host_path(each) for each in dict.fromkeys(paths))


def _free_port(host: str) -> int:
    """A port that is free at `host` now."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port

"""`Client64` as msl-loadlib's users know it."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any, TypeVar

from .. import client64
from ..client.folders import PathText, absolute_text, visible
from ..errors import HostDiedError

Self = TypeVar("Self", bound="Client64")


class Client64:
    """Probe32's `Client64` for a program that was written for msl-loadlib; the parameters are the same.

    It differs where such programs need it. The host's `sys.path` goes on with the client's whole `sys.path`, and only
    then with `append_sys_path` and the working directory. It takes one attribute of the instance, `_client`, as
    msl-loadlib does: a subclass may call its own whatever it likes. And its public names are msl-loadlib's; those that
    Probe32 adds are found behind them, so that a subclass whose `__getattr__` forwards all names to the server
    forwards these, too.
    """

    _client: _Client | None = None

    def __init__(self, module32: PathText, **options: Any) -> None:
        cls = type(self)
        # Of the subclass's name and module, because Client64 shows the one and looks for the server beside the other.
        self._client = type(cls.__name__, (_Client,), {"__module__": cls.__module__})(module32, **options)

    @property
    def host(self) -> str | None:
        """The address of the host; None when the server is in this process."""
        return _inner(self).host

    @property
    def port(self) -> int:
        """The TCP port, 0 when the two sides talk over pipes, -1 when the server is in this process."""
        return _inner(self).port

    @property
    def connection(self) -> Any:
        """The running host; None when there is none: after its end, or when the server is in this process."""
        return None if self._client is None else self._client.connection

    @property
    def lib32_path(self) -> str:
        """The file that the server loaded, as this process names it."""
        return _inner(self).lib32_path

    def request32(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """As `probe32.Client64.request32`."""
        return _inner(self).request32(name, *args, **kwargs)

    def shutdown_server32(self, kill_timeout: float = 10) -> tuple[io.BytesIO, io.BytesIO]:
        """As `probe32.Client64.shutdown_server32`."""
        if self._client is None:
            return io.BytesIO(), io.BytesIO()
        return self._client._shut_down(kill_timeout, stacklevel=3)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or self._client is None:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(self._client, name)

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            for stream in self._client._shut_down(10, stacklevel=3):
                stream.close()

    def __repr__(self) -> str:
        return object.__repr__(self) if self._client is None else repr(self._client)


class _Client(client64.Client64):
    def _search_path(self, given: list[str]) -> list[str]:
        # An editable installation makes entries of sys.path that don't exist.
        usable = (each for each in visible(map(absolute_text, sys.path)) if Path(each).exists())
        return [*usable, *super()._search_path(given)]


def _inner(client: Client64) -> _Client:
    if client._client is None:
        raise HostDiedError(f"{type(client).__name__} is not connected to a host.", hint="Call super().__init__().")
    return client._client

"""The server that `Library` uses: it calls any function of one DLL by signature."""

from __future__ import annotations

from typing import Any

from ..abi.calls import CallRequest, CallResult
from ..server32 import Server32
from .callbacks import CallbackKeeper
from .calling import call


class LibraryServer(Server32):
    """Hosts the DLL `path`, whose own folder is searched for its dependencies."""

    def __init__(self, host: str, port: int, *, path: str, **_: Any) -> None:
        super().__init__(path, "cdll", host, port)

    def call(self, request: CallRequest) -> CallResult:
        """Make one call. See `calling.call`."""
        return call(self.lib, request, CallbackKeeper())

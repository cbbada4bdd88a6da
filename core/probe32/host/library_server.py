"""The server that `Library` uses: it calls any function of one DLL by signature."""

from __future__ import annotations

from typing import Any

from ..abi.calls import CallRequest, CallResult, FunctionArgument
from ..abi.types import FunctionType
from ..errors import CallError
from ..server32 import Server32
from .callbacks import Callbacks
from .calling import call


class LibraryServer(Server32):
    """Hosts the DLL `path`, whose own folder is searched for its dependencies."""

    def __init__(self, host: str, port: int, *, path: str, **_: Any) -> None:
        super().__init__(path, "cdll", host, port)
        self._callbacks = Callbacks()

    def call(self, request: CallRequest) -> CallResult:
        """Make one call. See `calling.call`."""
        with self._callbacks.during(request.signature.name) as keeper:
            return call(self.lib, request, keeper)

    def keep_callback(
        self, argument: FunctionArgument, function: FunctionType, encoding: str, wait: bool | None
    ) -> int:
        """The address of a native function that stays until it is released. See `Callbacks.keep`."""
        return self._callbacks.keep(argument, function, encoding, wait)

    def release_callback(self, address: int) -> None:
        """Call the client no more from that address."""
        self._callbacks.release(address)

    def pump(self, seconds: float, calls: int | None) -> int:
        """Let threads of the DLL's own call the client. See `OpenCalls.pump`."""
        return self._callbacks.calls.pump(seconds, calls)

    def shutdown_handler(self) -> None:
        """Threads of the DLL's own wait for nothing any more, which they might be waited for."""
        self._callbacks.calls.close(CallError("The library was closed."))

"""The server that `Library` uses: it calls any function of one DLL by signature."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..abi.calls import CallRequest, FunctionArgument
from ..abi.types import FunctionType, Type
from ..errors import ArgumentError, CallError
from ..server32 import Server32
from .arena import Arena
from .argument_passing import made_by_gnu
from .callbacks import Callbacks
from .calling import call
from .freeing import module
from .memory import encode


class LibraryServer(Server32):
    """Hosts the DLL `path`, whose own folder is searched for its dependencies."""

    def __init__(self, host: str, port: int, *, path: str, **_: Any) -> None:
        super().__init__(path, "cdll", host, port)
        self._callbacks = Callbacks(made_by_gnu(self.lib._handle))
        self._allocations: dict[int, Arena] = {}
        self._told: dict[int, CallRequest] = {}

    def call(self, number: int, request: CallRequest) -> tuple[object, ...]:
        """Make one call, and keep all but its arguments under a number; the fields of `calling.call`'s result."""
        self._told[number] = replace(request, arguments=())
        return self._called(request)

    def call_again(self, number: int, arguments: tuple[object, ...]) -> tuple[object, ...]:
        """Make a call of which the client has told the rest before."""
        return self._called(replace(self._told[number], arguments=arguments))

    def allocate(self, of: Type, value: object, size: int, encoding: str) -> int:
        """The address of memory that stays until `free`: zeros, or a checked value, and what that leads to."""
        arena = Arena(encoding)
        data = b"" if value is None else encode(of, value, arena)
        address = arena.place(data, size)
        self._allocations[address] = arena
        return address

    def free(self, address: int) -> None:
        """Release what `allocate` gave."""
        if self._allocations.pop(address, None) is None:
            raise ArgumentError(f"Nothing was allocated at 0x{address:08X}, or it was freed already.")

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

    def _called(self, request: CallRequest) -> tuple[object, ...]:
        library = module(request.module) if request.module else self.lib
        with self._callbacks.during(request.signature.name) as keeper:
            made = call(library, request, keeper)
        return made.result, made.outputs, made.last_error, made.duration_us, made.warnings

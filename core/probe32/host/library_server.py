"""The server that `Library` uses: it calls any function of one DLL by signature."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter
from typing import Any

from ..abi.calls import CallRequest, FunctionArgument
from ..abi.types import FunctionType, Type
from ..errors import ArgumentError, CallError
from ..server32 import Server32
from ..wire.journal import SIZE, Journal
from .arena import Arena
from .callbacks import Callbacks
from .calling import Answer, NativeCall
from .freeing import module
from .memory import encode
from .process_memory import made_by_gnu
from .shared_memory import map_file


class LibraryServer(Server32):
    """Hosts the DLL `path`, whose own folder is searched for its dependencies."""

    def __init__(self, host: str, port: int, *, path: str, **_: Any) -> None:
        super().__init__(path, "cdll", host, port)
        self._callbacks = Callbacks(made_by_gnu(self.lib._handle))
        self._allocations: dict[int, Arena] = {}
        self._told: dict[int, NativeCall] = {}
        self._journal = Journal(bytearray())

    def call(self, number: int, request: CallRequest) -> Answer:
        """Make one call, and keep all but its arguments under a number."""
        library = module(request.module) if request.module else self.lib
        self._told[number] = NativeCall(library, replace(request, arguments=()))
        return self.call_again(number, request.arguments)

    def call_again(self, number: int, arguments: tuple[object, ...]) -> Answer:
        """Make a call of which the client has told the rest before."""
        native = self._told[number]
        with self._callbacks.during(native.name) as keeper:
            return native.make(arguments, keeper)

    def keep_journal(self, name: str) -> None:
        """Write into the client's file `name` from now on what the calls of `call_many` give."""
        self._journal = Journal(map_file(name, SIZE))

    def call_many(self, calls: Sequence[tuple[int, tuple[object, ...]]], seconds: float) -> tuple[object, ...] | None:
        """Make as many of these calls as begin within so many seconds; each is told as for `call_again`.

        What they give is in the journal, except for one that does not fit there: that is returned, and ends it. So does
        the first error, which is raised.
        """
        end = perf_counter() + seconds
        self._journal.clear()
        for number, arguments in calls:
            made = self.call_again(number, arguments)
            if not self._journal.add(pickle.dumps(made, 5)):
                return made
            if perf_counter() >= end:
                break
        return None

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

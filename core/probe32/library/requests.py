"""What is asked of the host of one library beside calls: its memory, native functions that stay, inquiries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..abi.calls import FunctionArgument
from ..abi.places import UsedPointer
from ..abi.pointers import HostLife, RemotePointer
from ..abi.types import FunctionType, Pointer, Type, Void
from ..errors import AddressError
from ..recording.recorder import LibraryRecorder
from .callback import RELEASED, Callback
from .client import LibraryClient
from .process import Answer, LibraryProcess

ALLOCATED = "Library.free"
"""What frees the memory that `Library.allocate` gives, where other pointers name a function."""

_RECORDED = ("read_memory", "write_memory")
"""What is asked beside calls and belongs into a recording."""


class LibraryRequests(LibraryProcess):
    """Asks for memory, keeps callbacks and inquires. `recorder` writes down what is done."""

    recorder: LibraryRecorder | None = None

    def pointer(self, address: int) -> RemotePointer:
        """The address as one of the host that runs now; `StalePointerError`: it is from another.

        `AddressError`: none runs.
        """
        if isinstance(address, RemotePointer):
            self.require([UsedPointer("address", address)])
            return address
        life = self.life
        if life is None:
            raise AddressError(
                f"No host of {self._image.path.name} runs, so there are no addresses.",
                hint="Call a function, or start().",
            )
        return life.pointer(address, Pointer(Void()))

    def allocate(self, of: Type, value: object, encoding: str, used: Sequence[UsedPointer]) -> tuple[int, HostLife]:
        """Memory that stays, with a checked value in it; its address, and the life of its host."""

        def make(client: LibraryClient, seconds: float | None) -> tuple[int, HostLife]:
            self.require(used)
            made = self._noted("allocate", (of.size, value), lambda: client.allocate(of, value, encoding, seconds))
            return made, client.life

        self.require(used)
        return self.ask("allocate", make, None)

    def free(self, address: int, used: Sequence[UsedPointer]) -> None:
        """Release what `allocate` gave. `ArgumentError`: it did not give that."""

        def make(client: LibraryClient, seconds: float | None) -> None:
            self.require(used)
            self._noted("free", (address,), lambda: client.free(address, seconds))
            client.life.note_call(ALLOCATED, (address,))

        self.require(used)
        self.ask("free", make, None)

    def inquire(self, name: str, *arguments: object) -> Any:
        """Ask something that is answered also while a call runs: a method of `host.inquiries.Inquiries`.

        `AddressError`: no host runs, or it can't do what is asked. `HostDiedError`: it has ended meanwhile.
        `ResponseTimeoutError`: it does not answer any more.
        """
        client = self._client
        if client is None or self.life is None:
            raise AddressError(
                f"No host of {self._image.path.name} runs, so there is no memory.", hint="Call a function, or start()."
            )
        try:
            if name in _RECORDED:
                return self._noted(name, arguments, lambda: client.inquire(name, *arguments))
            return client.inquire(name, *arguments)
        except ValueError as error:
            raise AddressError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None

    def callback(
        self, argument: FunctionArgument, function: FunctionType, encoding: str, wait: bool | None
    ) -> Callback:
        """Make a native function that stays. `Library.callback` says what is raised."""

        def keep(client: LibraryClient, _: float | None) -> Callback:
            address = self._kept(client, argument, function, encoding, wait)
            pointer = client.life.pointer(address, Pointer(function), "Library.callback", RELEASED)
            return Callback.of(pointer, argument.name, self._release)

        return self.ask("callback", keep, None)

    def pump(self, seconds: float, calls: int | None) -> int:
        """Let threads of the DLL's own call functions of ours; how many calls they made."""

        def pump(client: LibraryClient, _: float | None) -> int:
            return self._noted("pump", (seconds, calls), lambda: client.pump(seconds, calls))

        return self.ask("pump", pump, None)

    def _kept(
        self, client: LibraryClient, argument: FunctionArgument, of: FunctionType, encoding: str, wait: bool | None
    ) -> int:
        if self.recorder is None:
            return client.keep_callback(argument, of, encoding, wait)
        return self.recorder.keep(argument, lambda noted: client.keep_callback(noted, of, encoding, wait))

    def _noted(self, name: str, arguments: Sequence[object], ask: Callable[[], Answer]) -> Answer:
        """What `ask` gives, which is recorded when a recording is made."""
        if self.recorder is None:
            return ask()
        answer: Answer = self.recorder.ask(name, arguments, ask)
        return answer

    def _release(self, pointer: RemotePointer) -> None:
        def release(client: LibraryClient, _: float | None) -> None:
            if pointer.life is client.life:
                self._noted("release", (int(pointer),), lambda: client.release_callback(int(pointer)))
                client.life.note_call(RELEASED, (pointer,))

        if self.life is pointer.life:
            self.ask("release", release, None)

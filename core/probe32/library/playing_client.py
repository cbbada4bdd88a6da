"""Stands in for a library's 32-bit host: no process, no DLL; calls are answered from a recording."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ..abi.calls import CallRequest, CallResult, FunctionArgument, functions_in
from ..abi.places import UsedPointer
from ..abi.pointers import HostLife
from ..abi.results import with_typed_arguments
from ..abi.types import FunctionType, Type
from ..client.output import OnOutput, Output
from ..json_values import from_json, outputs_from_json
from ..recording.canonical import canonical_arguments, kept
from ..recording.document import CalledBack, Entry, Kind
from ..recording.player import Player, raise_failure
from .client import LibraryClient
from .failure import failed_callback


class PlayingClient(LibraryClient):
    """A client without a host. Addresses are those that were recorded, so a handle is found again by its number.

    Every method answers what the recording has for it, raises what was raised then, and `ReplayError` where it has
    nothing. A call that ended the host then ends this one's life too.
    """

    def __init__(self, life: HostLife, player: Player) -> None:
        super().__init__(life)
        self._player = player
        self._kept: dict[str, Callable[..., object]] = {}

    def open(self, path: Path, start_timeout: float, on_output: OnOutput | None, search: Sequence[Path] = ()) -> None:
        """Nothing is to be started."""

    @property
    def running(self) -> bool:
        """Whether it still answers."""
        return not self.life.over

    @property
    def description(self) -> str:
        """Where the answers come from."""
        return f"recording {self._player.file}"

    @property
    def output(self) -> tuple[Output, ...]:
        """Nothing is printed."""
        return ()

    @property
    def last_number(self) -> int:
        """No request reaches a host."""
        return 0

    def on_end(self, told: Callable[[], object]) -> None:
        """No process ends."""

    def kill(self) -> None:
        """Answer no more."""
        self.life.over = True

    def shutdown_server32(self, kill_timeout: float = 10) -> tuple[io.BytesIO, io.BytesIO]:
        """Answer no more."""
        self.life.over = True
        return io.BytesIO(), io.BytesIO()

    def call(self, request: CallRequest, timeout: float | None, used: Sequence[UsedPointer] = ()) -> CallResult:
        """What the call gave when it was recorded."""
        signature = request.signature
        entry = self._player.answer(Kind.CALL, signature.name, canonical_arguments(request, used))
        own = {each.name: with_typed_arguments(each, self.life) for each in functions_in(request.arguments)}
        self._play(entry, own)
        return CallResult(
            from_json(signature.result, entry.result),
            outputs_from_json(signature, entry.outputs),
            entry.last_error,
            entry.duration_us or 0.0,
            tuple(entry.warnings),
        )

    def inquire(self, name: str, *arguments: object) -> Any:
        """What the host answered."""
        return self._asked(name, *arguments)

    def allocate(self, of: Type, value: object, encoding: str, timeout: float | None) -> int:
        """The address that was given."""
        address: int = self._asked("allocate", of.size, value)
        return address

    def free(self, address: int, timeout: float | None) -> None:
        """Nothing is to be freed."""
        self._asked("free", address)

    def pump(self, seconds: float, calls: int | None) -> int:
        """The calls that were made of functions of ours."""
        made: int = self._asked("pump", seconds, calls)
        return made

    def keep_callback(
        self, argument: FunctionArgument, function: FunctionType, encoding: str, wait: bool | None
    ) -> int:
        """The address that the native function had."""
        address: int = self._asked("keep_callback", argument.name)
        self._kept[f"0x{address:08x}"] = with_typed_arguments(argument, self.life)
        return address

    def release_callback(self, address: int) -> None:
        """Nothing is to be released."""
        self._asked("release", address)

    def _asked(self, name: str, *arguments: object) -> Any:
        entry = self._player.answer(Kind.ASK, name, [kept(None, each) for each in arguments])
        self._play(entry, {})
        return from_json(None, entry.result)

    def _play(self, entry: Entry, own: dict[str, Callable[..., object]]) -> None:
        for each in entry.callbacks:
            self._call_back(each, own.get(each.name) or self._kept.get(each.name))
        if entry.error:
            try:
                raise_failure(entry.error)
            except BaseException as error:
                if entry.error.fatal:
                    self.life.over = True
                    self.ended_by = error
                raise

    def _call_back(self, made: CalledBack, function: Callable[..., object] | None) -> None:
        if function is None:
            return
        try:
            function(*(_plain(from_json(None, each)) for each in made.arguments))
        except Exception as error:
            raise failed_callback(error) from error


def _plain(value: object) -> object:
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else value

"""The host's memory behind the interface that values are laid out with."""

from __future__ import annotations

from typing import Any

from ..abi.types import Array, Character, Struct, Type, flexible, resolve
from ..errors import ArgumentError
from ..host.arena import Arena
from ..host.memory import decode, encode, fill
from .host import LibraryHost


class RemoteArena(Arena):
    """Reads and writes memory of the host where it is, and places nothing there."""

    def __init__(self, encoding: str, host: LibraryHost) -> None:
        super().__init__(encoding)
        self._host = host

    def read(self, address: int, size: int) -> bytes:
        """`size` bytes. `AddressError`: they can't be read."""
        data: bytes = self._host.inquire("read_memory", int(address), size)
        return data

    def write(self, address: int, data: bytes) -> None:
        """Put bytes there. `AddressError`: not all of them can be."""
        self._host.inquire("write_memory", int(address), data)

    def value(self, of: Type, address: int) -> Any:
        """The value of the type `of`, as long as a last member says, or as its final zero."""
        kind = resolve(of)
        if isinstance(kind, Array) and not kind.count and isinstance(unit := resolve(kind.element), Character):
            return self.read_text(int(address), unit.size)
        data = self.read(address, of.size)
        last = flexible(kind)
        if last is not None and isinstance(rest := resolve(last.type), Array) and rest.length:
            count = decode(of, data, self)[rest.length]
            data = self.read(address, max(of.size, last.offset + max(0, count) * rest.element.size))
        return decode(of, data, self)

    def write_value(self, of: Type, address: int, value: Any) -> None:
        """Put a checked value there; of a struct, the members that it names."""
        kind = resolve(of)
        if isinstance(kind, Struct):
            data = bytearray(self.read(address, kind.size))
            fill(data, 0, kind, value, self)
            self.write(address, bytes(data))
            return
        data = bytearray(encode(of, value, self))
        if isinstance(kind, Array) and not kind.count and isinstance(unit := resolve(kind.element), Character):
            data += bytes(unit.size)
        self.write(address, bytes(data))

    def place(self, data: bytes, size: int = 0) -> int:
        """Refused: nobody would know how long it has to stay."""
        raise _refusal()

    def place_bstr(self, text: str | bytes) -> int:
        """Refused, as `place`."""
        raise _refusal()


def _refusal() -> ArgumentError:
    return ArgumentError(
        "What a pointer leads to can't be written along with it.",
        hint="Put it in memory of its own with allocate(), and write that address.",
        parameter="value",
    )

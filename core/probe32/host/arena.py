"""Memory that lives as long as one call, or as an allocation: blocks with canaries, text, BSTRs."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from ..abi.calls import FunctionArgument
from ..abi.types import FunctionType
from ..errors import ArgumentError
from .bstr import Bstr

MakeNative = Callable[[FunctionArgument, FunctionType, "Arena"], int]

_LONGEST_TEXT = 1 << 24
"""Units after which a text without a final zero is given up."""


_CANARY = bytes.fromhex("A5C3 3C5A") * 4
"""Stands before and behind a block; a multiple of 16 bytes, so that the block is aligned as the heap aligns."""


class Damage(NamedTuple):
    """Somebody wrote beside a block of `size` bytes that was made for `owner`; `before` it, or past it."""

    owner: str
    size: int
    before: bool


class Arena:
    """Memory that lives as long as one call. `encoding` is that of `char` text; `wchar_t` text is UTF-16.

    `native` makes the native function for a Python function among the values. `owner` says, for whoever is told of
    damage, what the next blocks are for.
    """

    def __init__(self, encoding: str, native: MakeNative | None = None) -> None:
        self.encoding = encoding
        self.owner = ""
        self._native = native
        self._kept: list[object] = []
        self._blocks: list[tuple[Any, int, str]] = []
        self._given: dict[int, tuple[int, bool]] = {}

    def keep(self, block: object) -> None:
        """Keep `block` alive until the call is over."""
        self._kept.append(block)

    def function(self, argument: FunctionArgument, of: FunctionType) -> int:
        """The address of a native function that calls a Python function.

        `ArgumentError`: there is no making one of that type, or of any in this place.
        """
        if self._native is None:
            raise ArgumentError(
                f"{argument.name!r} is a function, for which the DLL can't be given an address here.",
                hint="Give the address of a function that Library.callback has made.",
                parameter=argument.name,
            )
        return self._native(argument, of, self)

    def place(self, data: bytes, size: int = 0) -> int:
        """The address of a new block that starts with `data`, at least `size` bytes, zero beyond the data."""
        size, edge = max(size, len(data)), len(_CANARY)
        try:
            block = ctypes.create_string_buffer(size + 2 * edge)
        except (MemoryError, OverflowError, ValueError):
            raise ArgumentError(
                f"The 32-bit process has no room for a buffer of {size:,} bytes.", hint="Ask for less than about 1 GB."
            ) from None
        address = ctypes.addressof(block) + edge
        ctypes.memmove(block, _CANARY + data, edge + len(data))
        ctypes.memmove(address + size, _CANARY, edge)
        self._blocks.append((block, size, self.owner))
        return address

    def damage(self) -> Damage | None:
        """The first block that somebody wrote beside."""
        edge = len(_CANARY)
        for block, size, owner in self._blocks:
            address = ctypes.addressof(block)
            for at in (0, edge + size):
                if ctypes.string_at(address + at, edge) != _CANARY:
                    return Damage(owner, size, not at)
        return None

    def note(self, address: int, size: int, many: bool) -> None:
        """At an address is what was given: `size` bytes, one value or `many` in a row; `given` knows it again."""
        self._given[address] = size, many

    def place_bstr(self, text: str | bytes) -> int:
        """A BSTR that is freed with the arena."""
        made = Bstr(self.encode_text(text, 2))
        self.keep(made)
        return made.address

    def disown_bstr(self, address: int) -> None:
        """The function has freed the BSTR at `address`, if it is one of ours."""
        for each in self._kept:
            if isinstance(each, Bstr) and each.address == address:
                each.disown()

    def given(self, address: int) -> tuple[int, bool] | None:
        """The bytes of what was placed at the address, and whether these are many values; None: nothing was."""
        return self._given.get(address)

    @contextmanager
    def within(self, address: int) -> Iterator[None]:
        """Meanwhile nothing is known of what was placed at the address: who comes back to it goes in a circle."""
        known = self._given.pop(address, None)
        try:
            yield
        finally:
            if known is not None:
                self._given[address] = known

    def read(self, address: int, size: int) -> bytes:
        """`size` bytes at an address. `OSError`: they can't be read without consequences."""
        if sys.platform == "win32":
            from .process_memory import is_readable

            if not is_readable(address, size):  # a guard page would lose its guard to whoever tries
                raise OSError(f"no {size} bytes can be read at {address:#x}")
        return ctypes.string_at(address, size)

    def encode_text(self, text: str | bytes, unit: int) -> bytes:
        """The text's bytes. `ArgumentError`: the encoding can't hold it."""
        if isinstance(text, bytes):
            return text
        encoding = "utf-16-le" if unit == 2 else self.encoding
        try:
            return text.encode(encoding)
        except UnicodeEncodeError as error:
            raise ArgumentError(
                f"{text[error.start : error.end]!r} can't be written in the encoding {encoding}.",
                hint="Open the library with another encoding, or give bytes.",
            ) from None

    def decode_text(self, data: bytes, unit: int) -> str | bytes:
        """The text up to the first zero; the bytes themselves when they are no text in the encoding."""
        data = data[: _text_end(data, unit)]
        try:
            return data.decode("utf-16-le" if unit == 2 else self.encoding)
        except UnicodeDecodeError:
            return data

    def read_text(self, address: int, unit: int) -> str | bytes | None:
        """The zero-terminated text at an address; None for null. `OSError`: the address can't be read."""
        if not address:
            return None
        chunks = bytearray()
        while _text_end(chunks, unit) == len(chunks) and len(chunks) < _LONGEST_TEXT * unit:
            # To the end of the page and no further: what follows may not be readable.
            start = address + len(chunks)
            chunks += self.read(start, 4096 - start % 4096)
        return self.decode_text(bytes(chunks), unit)

    def read_bstr(self, address: int) -> str | bytes | None:
        """The text of a BSTR; None for null. `OSError`: it can't be read, or is too long for one."""
        if not address:
            return None
        size = int.from_bytes(self.read(address - 4, 4), "little")
        if size > _LONGEST_TEXT * 2:
            raise OSError(f"no BSTR at {address:#x}: its length would be {size}")
        data = self.read(address, size)
        try:
            return data.decode("utf-16-le")
        except UnicodeDecodeError:
            return data


def _text_end(data: bytes | bytearray, unit: int) -> int:
    if unit == 1:
        end = data.find(0)
        return len(data) if end < 0 else end
    end = data.find(b"\0\0")
    while end >= 0 and end % 2:
        end = data.find(b"\0\0", end + 1)
    return len(data) if end < 0 else end

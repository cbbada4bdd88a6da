"""Values as bytes in this process's memory, and back.

Structs are laid out from the offsets in their types, so that ctypes' own rules for packing never matter.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from ..abi.calls import FunctionArgument
from ..abi.enumerations import EnumValue, named
from ..abi.types import (
    Address,
    Alias,
    Array,
    Boolean,
    Character,
    Enumeration,
    Field,
    Float,
    FunctionType,
    Integer,
    Opaque,
    Pointer,
    Struct,
    Type,
    Void,
    flexible,
    resolve,
    takes_address,
)
from ..abi.windows import Special, special
from ..errors import ArgumentError
from .bstr import Bstr

Placing = Callable[[bytes], int]
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


def encode(of: Type, value: Any, arena: Arena) -> bytes:
    """The bytes of a checked value (see `abi.values`), as a member of a struct or an array holds them."""
    kind = resolve(of)
    if isinstance(kind, Pointer):
        return struct.pack("<I", pointer_to(of, value, arena))
    return _ENCODERS[type(kind)](kind, value, arena)


def decode(of: Type, data: bytes, arena: Arena) -> Any:
    """The Python value of a type's bytes: structs become dictionaries, arrays lists, `char` arrays text."""
    kind = resolve(of)
    if isinstance(kind, Pointer):
        return pointer_value(of, int.from_bytes(data[:4], "little"), arena)
    return _DECODERS[type(kind)](kind, data, arena)


def encode_many(of: Type, values: Iterable[Any], arena: Arena) -> bytes:
    """The bytes of elements in a row."""
    return b"".join(encode(of, each, arena) for each in values)


def decode_many(of: Type, data: bytes, arena: Arena) -> list[Any]:
    """The elements in `data`; numbers are read at once, for large arrays."""
    kind = resolve(of)
    if isinstance(kind, (Integer, Float)):
        return list(struct.unpack(f"<{len(data) // kind.size}{kind.code}", data))
    size = kind.size
    return [decode(of, data[at : at + size], arena) for at in range(0, len(data) - size + 1, size)] if size else []


def element_size(of: Type) -> int:
    """Bytes of one element behind a pointer; memory of unknown shape is counted in bytes."""
    kind = resolve(of)
    return 1 if isinstance(kind, (Void, Opaque)) else kind.size


def _text_end(data: bytes | bytearray, unit: int) -> int:
    if unit == 1:
        end = data.find(0)
        return len(data) if end < 0 else end
    end = data.find(b"\0\0")
    while end >= 0 and end % 2:
        end = data.find(b"\0\0", end + 1)
    return len(data) if end < 0 else end


def _encode_number(kind: Integer | Float, value: Any, _: Arena) -> bytes:
    return struct.pack(f"<{kind.code}", value)


def _encode_character(kind: Character, value: int, _: Arena) -> bytes:
    return (value % (1 << 8 * kind.size)).to_bytes(kind.size, "little")


def _encode_array(kind: Array, value: Any, arena: Arena) -> bytes:
    element = resolve(kind.element)
    if isinstance(element, Character) and isinstance(value, (str, bytes)):
        data = arena.encode_text(value, element.size)
    else:
        data = encode_many(kind.element, value, arena)
    if kind.count and len(data) > kind.size:
        raise ArgumentError(
            f"{value!r} takes {len(data)} bytes, but there is room for {kind.size}.", hint="Give a shorter text."
        )
    return data.ljust(kind.size, b"\0")


def _encode_struct(kind: Struct, value: Mapping[str, Any], arena: Arena) -> bytes:
    data = bytearray(kind.size)
    fill(data, 0, kind, value, arena)
    return bytes(data)


def fill(data: bytearray, base: int, kind: Struct, value: Mapping[str, Any], arena: Arena) -> None:
    """Put the members that `value` names into the struct that begins at `base` in `data`; the others stay."""
    for each in kind.fields:
        inner = resolve(each.type)
        at = base + each.offset
        if not each.name and isinstance(inner, Struct):
            fill(data, at, inner, value, arena)
        elif each.name not in value:
            continue
        elif each.bits is not None:
            _set_bits(data, at, each, int(value[each.name]))
        else:
            encoded = encode(each.type, value[each.name], arena)
            data[at : at + len(encoded)] = encoded


def _set_bits(data: bytearray, at: int, each: Field, value: int) -> None:
    size = resolve(each.type).size
    mask = (1 << (each.bits or 0)) - 1
    whole = int.from_bytes(data[at : at + size], "little")
    whole = whole & ~(mask << each.bit_offset) | (value & mask) << each.bit_offset
    data[at : at + size] = whole.to_bytes(size, "little")


def _get_bits(data: bytes, each: Field) -> int:
    kind = resolve(each.type)
    bits = each.bits or 0
    value = int.from_bytes(data[each.offset : each.offset + kind.size], "little") >> each.bit_offset & (1 << bits) - 1
    negative = value - (1 << bits) if value >> bits - 1 else value
    if isinstance(kind, Enumeration):  # signed for Microsoft's compiler, unsigned for GCC: the names tell
        return named(kind, negative if any(number == negative for _, number in kind.members) else value)
    if isinstance(kind, Boolean):
        return bool(value)
    return negative if isinstance(kind, Integer) and kind.signed else value


def _decode_number(kind: Integer | Float, data: bytes, _: Arena) -> int | float:
    value: int | float = struct.unpack(f"<{kind.code}", data)[0]
    return value


def _decode_enumeration(kind: Enumeration, data: bytes, arena: Arena) -> EnumValue:
    return named(kind, int(_decode_number(kind.underlying, data, arena)))


def _decode_array(kind: Array, data: bytes, arena: Arena) -> object:
    unit = resolve(kind.element)
    return arena.decode_text(data, unit.size) if isinstance(unit, Character) else decode_many(kind.element, data, arena)


def _decode_struct(kind: Struct, data: bytes, arena: Arena) -> dict[str, Any]:
    found: dict[str, Any] = {}
    last = flexible(kind)
    for each in kind.fields:
        inner = resolve(each.type)
        part = data[each.offset : each.offset + inner.size]
        if not each.name and isinstance(inner, Struct):
            found |= _decode_struct(inner, part, arena)
        elif each.bits is not None:
            found[each.name] = _get_bits(data, each)
        elif each is last:
            rest = data[each.offset :] if len(data) > kind.size else b""
            found[each.name] = _decode_flexible(each.type, rest, found, arena)
        else:
            found[each.name] = decode(each.type, part, arena)
    return found


def _decode_flexible(of: Type, data: bytes, found: Mapping[str, Any], arena: Arena) -> Any:
    """A last member of any length: as many elements as the member says that counts them, or as there are."""
    kind = resolve(of)
    assert isinstance(kind, Array)
    count = found.get(kind.length)
    if isinstance(count, int):
        data = data[: max(0, count) * kind.element.size]
    return _decode_array(kind, data, arena)


def pointer_to(of: Type, value: Any, arena: Arena, many: bool = False, place: Placing | None = None) -> int:
    """The address for a checked pointer value: null, an address itself, or a new block.

    `place` makes the block from its bytes, by default in the arena.
    """
    kind = resolve(of)
    assert isinstance(kind, Pointer)
    target = resolve(kind.target)
    if value is None:
        return 0
    if isinstance(value, FunctionArgument):
        assert isinstance(target, FunctionType)
        return arena.function(value, target)
    if isinstance(value, Address) or (isinstance(value, int) and takes_address(target, many)):
        return int(value)
    if is_bstr(of):
        return arena.place_bstr(value)
    data = _content(kind.target, value, arena)
    address = (place or arena.place)(data)
    arena.note(address, len(data), many=isinstance(value, Sequence))
    return address


def _content(target: Type, value: Any, arena: Arena) -> bytes:
    """The bytes of what a pointer leads to."""
    unit = resolve(target)
    if isinstance(unit, Character) and isinstance(value, (str, bytes)):
        return arena.encode_text(value, unit.size) + b"\0" * unit.size
    if isinstance(value, bytes):
        return value
    if isinstance(value, Sequence) and not isinstance(value, str):
        return encode_many(target, value, arena)
    return encode(target, value, arena)


def pointer_value(of: Type, address: int, arena: Arena) -> object:
    """What a pointer from the DLL means to a person; None for null.

    Text where it leads to text, what it leads to where that is what we have given ourselves, else the address.
    """
    kind = resolve(of)
    assert isinstance(kind, Pointer)
    target = resolve(kind.target)
    if not address:
        return None
    if isinstance(target, Character):
        try:
            return arena.read_bstr(address) if is_bstr(of) else arena.read_text(address, target.size)
        except OSError:
            return address  # it leads nowhere: the number is all there is to tell
    if given := arena.given(address):
        return _given_value(kind, address, *given, arena)
    return address


def is_bstr(of: Type) -> bool:
    """Whether it is a BSTR, and no other pointer to text."""
    return isinstance(of, Alias) and special(of) is Special.BSTR


def _given_value(kind: Pointer, address: int, size: int, many: bool, arena: Arena) -> object:
    """What a pointer to memory of our own leads to; it will be gone with the call, and its address be worth nothing."""
    data = arena.read(address, size)
    if isinstance(resolve(kind.target), (Void, Opaque)):
        return data
    with arena.within(address):
        if many:
            return decode_many(kind.target, data, arena)
        value = decode(kind.target, data, arena)
    return [value] if isinstance(value, int) else value  # a number alone would be an address


_ENCODERS: dict[type, Callable[[Any, Any, Arena], bytes]] = {
    Integer: _encode_number,
    Float: _encode_number,
    Boolean: lambda _, value, __: b"\1" if value else b"\0",
    Character: _encode_character,
    Enumeration: lambda kind, value, arena: _encode_number(kind.underlying, value, arena),
    Array: _encode_array,
    Struct: _encode_struct,
}

_DECODERS: dict[type, Callable[[Any, bytes, Arena], Any]] = {
    Integer: _decode_number,
    Float: _decode_number,
    Boolean: lambda _, data, __: data != b"\0",
    Character: lambda kind, data, _: int.from_bytes(data, "little", signed=kind.size == 1),
    Enumeration: _decode_enumeration,
    Array: _decode_array,
    Struct: _decode_struct,
}

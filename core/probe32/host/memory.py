"""Values as bytes in this process's memory, and back.

Structs are laid out from the offsets in their types, so that ctypes' own rules for packing never matter.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

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
from .arena import Arena
from .number_structs import number_struct

Placing = Callable[[bytes], int]
"""Makes a block from its bytes; its address."""


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
    numbers = number_struct(kind)
    if numbers is not None:
        return numbers.encode(value)
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
    numbers = number_struct(kind)
    if numbers is not None:
        return numbers.decode(data)
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

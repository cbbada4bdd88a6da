"""How ctypes is told to lay a struct out exactly as the C compiler did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..abi.types import Array, Field, Struct, Type, resolve

_PACKS = (8, 4, 2, 1)
"""`#pragma pack` values to try; 8 is the compiler's own and needs no mention."""


@dataclass(frozen=True)
class Padding:
    """Bytes without a name, written out where no packing explains a gap."""

    offset: int
    size: int


@dataclass(frozen=True)
class Unit:
    """A whole number that holds bit-fields. ctypes' own differ between Python's releases and can't go by value."""

    offset: int
    type: Type
    bits: tuple[Field, ...]

    @property
    def name(self) -> str:
        """The member's name."""
        return f"_bits_{self.offset}"


Member = Field | Unit


@dataclass(frozen=True)
class Layout:
    """`pack` for `_pack_` (None: natural), and the members in order, with paddings where they are needed."""

    pack: int | None
    members: tuple[Member | Padding, ...]
    align: int


@cache
def layout_of(struct: Struct) -> Layout:
    """The layout for ctypes."""
    members = _members(struct)
    wanted = struct.size, [each.offset for each in members]
    for pack in _PACKS:
        if _placed(members, pack, union=struct.union) == wanted:
            return Layout(None if pack == _PACKS[0] else pack, members, _align(members, pack))
    return Layout(1, tuple(_padded(struct, members)), 1)


def _members(struct: Struct) -> tuple[Member, ...]:
    """The struct's own members, with neighbouring bit-fields of one place as one."""
    found: list[Member] = []
    for each in struct.fields:
        last = found[-1] if found else None
        if each.bits is None:
            found.append(each)
        elif isinstance(last, Unit) and (last.offset, last.type.size) == (each.offset, each.type.size):
            found[-1] = Unit(last.offset, last.type, (*last.bits, each))
        else:
            found.append(Unit(each.offset, each.type, (each,)))
    return tuple(found)


def _alignment(of: Type) -> int:
    """The alignment that ctypes gives to a type, which differs from C's where a layout had to be packed."""
    kind = resolve(of)
    if isinstance(kind, Array):
        return _alignment(kind.element)
    return layout_of(kind).align if isinstance(kind, Struct) else kind.align


def _align(members: Sequence[Member], pack: int) -> int:
    return max((min(_alignment(each.type), pack) for each in members), default=1)


def _placed(members: Sequence[Member], pack: int, *, union: bool) -> tuple[int, list[int]]:
    """Size and offsets as Microsoft's compiler decides them (Microsoft, "Storage and alignment of structures")."""
    offsets: list[int] = []
    end = 0
    for each in members:
        offsets.append(0 if union else _up(end, min(_alignment(each.type), pack)))
        end = max(end, offsets[-1] + each.type.size)
    return _up(end, _align(members, pack)), offsets


def _up(offset: int, align: int) -> int:
    return -(-offset // align) * align


def _padded(struct: Struct, members: Sequence[Member]) -> Iterator[Member | Padding]:
    end = 0
    for each in members:
        if each.offset > end:
            yield Padding(end, each.offset - end)
        yield each
        end = max(end, each.offset + each.type.size)
    if struct.size > end:
        yield Padding(0, struct.size) if struct.union else Padding(end, struct.size - end)

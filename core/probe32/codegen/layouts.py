"""How ctypes can be told to lay a struct out exactly as the C compiler did."""

from __future__ import annotations

from collections.abc import Iterator
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
class Layout:
    """`pack` for `_pack_` (None: natural), and the members in order, with paddings where they are needed."""

    pack: int | None
    members: tuple[Field | Padding, ...]
    align: int


@cache
def layout_of(struct: Struct) -> Layout | None:
    """The layout for ctypes, or None when ctypes has no way to express it (bit-fields in unusual places)."""
    for pack in _PACKS:
        if _placed(struct, pack) == _declared(struct):
            return Layout(None if pack == _PACKS[0] else pack, struct.fields, _align(struct, pack))
    if any(field.bits is not None for field in struct.fields) or struct.union:
        return None
    return Layout(1, tuple(_padded(struct)), 1)


def _declared(struct: Struct) -> tuple[int, list[tuple[int, int]]]:
    return struct.size, [(field.offset, field.bit_offset) for field in struct.fields]


def _alignment(of: Type) -> int:
    """The alignment that ctypes gives to a type, which differs from C's where a layout had to be packed."""
    kind = resolve(of)
    if isinstance(kind, Array):
        return _alignment(kind.element)
    if isinstance(kind, Struct):
        layout = layout_of(kind)
        return layout.align if layout else kind.align
    return kind.align


def _align(struct: Struct, pack: int) -> int:
    return max((min(_alignment(field.type), pack) for field in struct.fields), default=1)


def _placed(struct: Struct, pack: int) -> tuple[int, list[tuple[int, int]]]:
    """Size and places as Microsoft's compiler decides them (Microsoft, "Storage and alignment of structures")."""
    places: list[tuple[int, int]] = []
    end = unit = used = width = 0
    for field in struct.fields:
        size, align = field.type.size, min(_alignment(field.type), pack)
        fits = field.bits is not None and size == width and used + field.bits <= 8 * width
        if not fits or struct.union:
            unit, used = (0 if struct.union else _up(end, align)), 0
            end = max(end, unit + size) if struct.union else unit + size
        places.append((unit, used))
        width = size if field.bits is not None else 0
        used += field.bits or 0
    return _up(end, _align(struct, pack)), places


def _up(offset: int, align: int) -> int:
    return -(-offset // align) * align


def _padded(struct: Struct) -> Iterator[Field | Padding]:
    end = 0
    for field in struct.fields:
        if field.offset > end:
            yield Padding(end, field.offset - end)
        yield field
        end = field.offset + field.type.size
    if struct.size > end:
        yield Padding(end, struct.size - end)

"""How to write a struct so that Microsoft's compiler for x86 lays it out as it is known to be.

Source: Microsoft, "x86 structure member alignment, and packing" and "C bit fields".
"""

from __future__ import annotations

from dataclasses import dataclass

from .types import Array, Field, Integer, Struct, Type

_PACKS = (0, 8, 4, 2, 1)
_UNLIMITED = 1 << 16
_BYTE = Integer("unsigned char", 1, False)
_LONG = Integer("unsigned long long", 8, False)


@dataclass(frozen=True)
class Arrangement:
    """The members to write, unnamed bit-fields among them where bits are skipped.

    `pack` is for `#pragma pack`, `align` for `__declspec(align)`; 0 where the compiler needs none.
    """

    members: tuple[Field, ...]
    pack: int = 0
    align: int = 0


def arranged(of: Struct) -> Arrangement:
    """The plainest way to write a struct or union with its offsets, size and alignment."""
    for pack in _PACKS:
        found = _Layout(of, pack or _UNLIMITED)
        if found.fits and found.align <= of.align and found.size(of.align) == of.size:
            return Arrangement(tuple(found.members), pack, 0 if found.align == of.align else of.align)
    found = _Layout(of, 1, padded=True)
    return Arrangement(tuple(found.members), 1, of.align if of.align > 1 else 0)


class _Layout:
    """One try: members are placed as the compiler would with this packing, and compared with where they have to be.

    With `padded`, unnamed bit-fields fill every gap, so that nothing depends on the compiler's own.
    """

    def __init__(self, of: Struct, pack: int, *, padded: bool = False) -> None:
        self.members: list[Field] = []
        self.fits = True
        self.align = 1
        self._pack = pack
        self._padded = padded
        self._end = self._largest = 0
        self._unit = _Unit()
        for each in of.fields:
            if of.union:
                self._end, self._unit = 0, _Unit()
            self._place(each)
            self._largest = max(self._largest, self._end)
        if padded and not of.union:
            self._pad(of.size)

    def size(self, align: int) -> int:
        """The bytes of the whole, rounded up."""
        return -(-self._largest // align) * align

    def _place(self, each: Field) -> None:
        align = min(each.type.align, self._pack)
        self.align = max(self.align, align)
        if each.bits is not None and self._unit.holds(each):
            self._skip(each, each.bit_offset - self._unit.used)
        else:
            self._start(each, align)
        self.members.append(each)
        self._unit = _Unit() if each.bits is None else _Unit(each.offset, each.type.size, each.bit_offset + each.bits)
        inline = _inline(each.type)
        self.fits = self.fits and (inline is None or _is_exact(inline, self._pack))

    def _start(self, each: Field, align: int) -> None:
        """A member of its own, or the first bit-field of a storage unit."""
        if each.bits is not None and self._unit.would_take(each):
            self.members.append(Field("", each.type, each.offset, 0))
        if self._padded:
            self._pad(each.offset)
        self.fits = self.fits and -(-self._end // align) * align == each.offset
        self._end = each.offset + each.type.size
        self._skip(each, each.bit_offset if each.bits is not None else 0)

    def _skip(self, each: Field, bits: int) -> None:
        self.fits = self.fits and bits >= 0
        if bits > 0:
            self.members.append(Field("", each.type, each.offset, bits))

    def _pad(self, offset: int) -> None:
        if offset > self._end:
            # Bit-fields without a name, for such are no members to whoever reads the text again.
            long, rest = divmod(offset - self._end, _LONG.size)
            self.members += [Field("", of, self._end, 8 * of.size) for of in long * [_LONG] + rest * [_BYTE]]
            self._end = offset


@dataclass(frozen=True)
class _Unit:
    """The storage unit that bit-fields fill: its offset and size in bytes, and how many bits are in use."""

    start: int = -1
    size: int = 0
    used: int = 0

    def holds(self, each: Field) -> bool:
        return self.start == each.offset and self.size == each.type.size

    def would_take(self, each: Field) -> bool:
        """Whether the compiler would put the bit-field here although it belongs elsewhere."""
        return self.size == each.type.size and self.used + (each.bits or 0) <= 8 * self.size


def _inline(of: Type) -> Struct | None:
    """A struct without a name, which is written within another and shares its packing."""
    while isinstance(of, Array):
        of = of.element
    return of if isinstance(of, Struct) and not of.name else None


def _is_exact(of: Struct, pack: int) -> bool:
    found = _Layout(of, pack)
    return found.fits and found.align == of.align and found.size(of.align) == of.size

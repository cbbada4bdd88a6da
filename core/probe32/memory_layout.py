"""How a struct lies in memory: blocks for its members and for the padding between them, to be drawn and read out."""

from __future__ import annotations

from dataclasses import dataclass

from .abi.layout import arranged
from .abi.render import c_type
from .abi.types import Field, Struct

PADDING = -1
"""The row of a block that belongs to no member."""


@dataclass(frozen=True)
class Block:
    """A stretch of memory from the bit `start` to before `end`, counted from the strip's first byte.

    `row` is the member's line in the table, or `PADDING`. `is_bits`: it does not fill whole bytes of its own.
    """

    start: int
    end: int
    row: int
    label: str
    type: str = ""
    is_bits: bool = False

    @property
    def size_text(self) -> str:
        """`4 bytes`, `3 bits`."""
        size = self.end - self.start
        number, unit = (size, "bit") if self.is_bits or size % 8 else (size // 8, "byte")
        return f"{number} {unit}{'s' * (number != 1)}"

    @property
    def offset_text(self) -> str:
        """`offset 12`, `offset 12, bit 3`."""
        bit = self.start % 8
        return f"offset {self.start // 8}" + (f", bit {bit}" if self.is_bits or bit else "")

    @property
    def words(self) -> str:
        """Everything about it in one line."""
        what = "padding" if self.row == PADDING else f"{self.label or 'unnamed'}, {self.type}"
        return f"{what}: {self.offset_text}, {self.size_text}"


@dataclass(frozen=True)
class Strip:
    """Blocks without gaps from offset 0 to `size` bytes. `title` is the member's name where a union has several."""

    size: int
    blocks: tuple[Block, ...]
    title: str = ""


def strips_of(of: Struct) -> tuple[Strip, ...]:
    """One strip for a struct; for a union one for each member, since they lie in the same place."""
    members = list(enumerate(arranged(of).members))
    if not of.union:
        return (Strip(of.size, _filled([_block(row, each) for row, each in members if _has_place(each)], of.size)),)
    return tuple(
        Strip(of.size, _filled([_block(row, each)], of.size), each.name or c_type(each.type))
        for row, each in members
        if _has_place(each)
    )


def layout_text(name: str, of: Struct) -> str:
    """The drawn layout in words, a line each, for those who do not see it."""
    lines = [f"{name}: {of.size} bytes, aligned to {of.align}"]
    for strip in strips_of(of):
        lines += [each.words for each in strip.blocks]
    return "\n".join(lines)


def _has_place(each: Field) -> bool:
    return each.bits != 0 and each.type.size > 0


def _block(row: int, each: Field) -> Block:
    start = each.offset * 8 + each.bit_offset
    if each.bits is None:
        return Block(start, start + each.type.size * 8, row, each.name or "(anonymous)", c_type(each.type))
    if not each.name:
        return Block(start, start + each.bits, PADDING, "", "", is_bits=True)
    return Block(start, start + each.bits, row, each.name, c_type(each.type), is_bits=True)


def _filled(blocks: list[Block], size: int) -> tuple[Block, ...]:
    """The blocks with padding in the gaps; where a gap reaches from bits over whole bytes it is cut at the byte."""
    found: list[Block] = []
    end = 0
    for each in [*sorted(blocks, key=lambda block: block.start), Block(size * 8, size * 8, PADDING, "")]:
        if each.start > end:
            found += _padding(end, each.start)
        if each.end > each.start:
            found.append(each)
        end = max(end, each.end)
    return tuple(found)


def _padding(start: int, end: int) -> list[Block]:
    edge = min(-(-start // 8) * 8, end)
    parts = [(start, edge), (edge, end)]
    return [Block(a, b, PADDING, "", is_bits=(b - a) % 8 != 0) for a, b in parts if b > a]

"""A declared type as its form has it: members as typed, packing, alignment, and the C text that this makes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from probe32.abi.layout import arranged
from probe32.abi.render import c_type, declaration
from probe32.abi.types import Alias, Array, Enumeration, Field, Struct, Type

from .prototype_form import declare, quoted_in

PACKS = (0, 1, 2, 4, 8)
"""What `#pragma pack` may say; 0 is the compiler's own packing."""
ALIGNS = (0, 2, 4, 8, 16, 32)
"""What `__declspec(align)` may say; 0 is what the members need."""

_BITS = re.compile(r"^:?\s*(\d+)\s*(?:bits?)?$")
_SHAPE = re.compile(r"\d+(?:\s*[x*,]\s*\d+)*$")


class Kind(str, Enum):
    """What a declared type is."""

    STRUCT = "struct"
    UNION = "union"
    ENUM = "enum"
    TYPEDEF = "typedef"


@dataclass(frozen=True)
class MemberRow:
    """One line of the table of members, as typed.

    `count` is a number of elements (`16`, `2 x 3`), a width (`3 bits`), or "" for one; of an enum it is the value.
    `offset` and `size` are the compiler's, and are not typed.
    """

    name: str = ""
    type: str = "int"
    count: str = ""
    offset: str = ""
    size: str = ""

    @property
    def text(self) -> str:
        """The member's C text."""
        count = self.count.strip()
        bits = _BITS.match(count) if not count.isdecimal() else None
        if bits:
            return f"{declare(self.type, self.name).rstrip()} : {bits[1]};"
        if _SHAPE.match(count):
            shape = "".join(f"[{each}]" for each in re.findall(r"\d+", count))
            return f"{declare(self.type, f'{self.name}{shape}')};"
        return f"{declare(self.type, self.name)}{f'[{count}]' if count else ''};"

    def cell_at(self, offset: int, complaint: str) -> str:
        """Which cell a complaint about the member's C text at `offset` is about: `count`, `type` or `name`."""
        words = {"count": self.count, "type": self.type}
        cell = quoted_in(complaint, words, besides=self.name)
        if cell or not self.name:
            return cell or "type"
        at = self.text.rfind(self.name)
        return "type" if offset < at else "name" if offset < at + len(self.name) else "count"


@dataclass(frozen=True)
class TypeForm:
    """All cells of a type's form. `has_typedef`: a struct, union or enum whose name stands alone in C text too."""

    name: str
    kind: Kind
    members: tuple[MemberRow, ...] = ()
    pack: int = 0
    align: int = 0
    has_typedef: bool = True
    underlying: str = ""
    alias: str = ""

    @property
    def first_line(self) -> int:
        """The line of the text, from 1, on which the first member stands."""
        return 3 if self.pack else 2

    @property
    def text(self) -> str:
        """The C declaration that the cells make; may be invalid."""
        if self.kind is Kind.TYPEDEF:
            return self.alias
        aligned = f"__declspec(align({self.align})) " if self.align else ""
        under = f" : {self.underlying}" if self.underlying else ""
        head = f"{'typedef ' if self.has_typedef else ''}{self.kind.value} {aligned}{self.name}{under} {{"
        lines = [head, *self._lines(), f"}} {self.name};" if self.has_typedef else "};"]
        if self.pack:
            lines = [f"#pragma pack(push, {self.pack})", *lines, "#pragma pack(pop)"]
        return "\n".join(lines)

    def _lines(self) -> list[str]:
        if self.kind is not Kind.ENUM:
            return [f"    {each.text}" for each in self.members]
        values = [f"    {each.name}{f' = {each.count}' if each.count.strip() else ''}" for each in self.members]
        return [f"{each}," for each in values[:-1]] + values[-1:]


def shown_type(name: str, of: Type) -> Type:
    """What a person means by the type `name`: the struct or enum, when `of` is the typedef that has its name."""
    inner = of.target if isinstance(of, Alias) else of
    return inner if isinstance(inner, (Struct, Enumeration)) and inner.name == name else of


def kind_of(of: Type) -> Kind:
    """The kind of a type that `shown_type` gave."""
    if isinstance(of, Struct):
        return Kind.UNION if of.union else Kind.STRUCT
    return Kind.ENUM if isinstance(of, Enumeration) else Kind.TYPEDEF


def form_of_type(name: str, of: Type) -> TypeForm:
    """The cells that show a declared type."""
    shown = shown_type(name, of)
    has_typedef = shown is not of
    if isinstance(shown, Struct):
        found = arranged(shown)
        rows = tuple(_row(each) for each in found.members)
        return TypeForm(name, kind_of(shown), rows, found.pack, found.align, has_typedef)
    if isinstance(shown, Enumeration):
        values = tuple(MemberRow(each, "", str(value)) for each, value in shown.members)
        underlying = "" if shown.underlying.name == "int" else shown.underlying.name
        return TypeForm(name, Kind.ENUM, values, has_typedef=has_typedef, underlying=underlying)
    return TypeForm(name, Kind.TYPEDEF, alias=declaration(of))


def new_form(kind: Kind, name: str) -> TypeForm:
    """The plainest type of a kind, to begin with."""
    if kind is Kind.TYPEDEF:
        return TypeForm(name, kind, alias=f"typedef int {name};")
    first = MemberRow(f"{name.upper()}_FIRST", "", "0") if kind is Kind.ENUM else MemberRow("first")
    return TypeForm(name, kind, (first,))


def _row(each: Field) -> MemberRow:
    element, shape = each.type, []
    while isinstance(element, Array) and each.bits is None:
        shape.append(str(element.count) if element.count else "")
        element = element.element
    if not all(shape):  # a flexible last member
        element, shape = each.type, []
    count = f"{each.bits} bit{'s' * (each.bits != 1)}" if each.bits is not None else " x ".join(shape)
    offset = str(each.offset) if each.bits is None else f"{each.offset}:{each.bit_offset}"
    size = str(each.type.size) if each.bits is None else ""
    counted = f"_Field_size_({element.length}) " if isinstance(element, Array) and element.length else ""
    return MemberRow(each.name, counted + c_type(element), count, offset, size)

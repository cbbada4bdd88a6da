"""C types of 32-bit Windows as immutable values.

A type that points at itself (a list node) holds an `Opaque` at the inner place, so no value is ever cyclic.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Union

if TYPE_CHECKING:
    from .signatures import Parameter

POINTER_SIZE = 4
"""Bytes of an address in the 32-bit process."""


class Convention(str, Enum):
    """Who removes the arguments from the stack, and which registers carry some."""

    CDECL = "cdecl"
    STDCALL = "stdcall"
    FASTCALL = "fastcall"
    THISCALL = "thiscall"

    @property
    def keyword(self) -> str:
        """How C spells it: `__stdcall`."""
        return f"__{self.value}"


@dataclass(frozen=True)
class Void:
    """No value; behind a pointer, memory of unknown shape."""

    size = 0
    align = 1


@dataclass(frozen=True)
class Integer:
    """A whole number of 1, 2, 4 or 8 bytes; `name` is C's own, without typedefs (`unsigned short`)."""

    name: str
    size: int
    signed: bool

    @property
    def align(self) -> int:
        """Bytes; also 8 for a 64-bit one, as Microsoft's compiler aligns structs."""
        return self.size

    @property
    def code(self) -> str:
        """The letter of Python's `struct` for it."""
        letter = "bhiq"[self.size.bit_length() - 1]
        return letter if self.signed else letter.upper()

    @property
    def range(self) -> tuple[int, int]:
        """The least and the greatest value."""
        bits = 8 * self.size
        return (-(1 << bits - 1), (1 << bits - 1) - 1) if self.signed else (0, (1 << bits) - 1)


@dataclass(frozen=True)
class Boolean:
    """C's own `bool`: one byte. (`BOOL` is a typedef of `int`.)"""

    size = 1
    align = 1


@dataclass(frozen=True)
class Character:
    """`char` (1 byte, signed, as Microsoft's compiler has it) or `wchar_t` (2 bytes).

    Alone it is a number; behind a pointer or in an array it is text.
    """

    size: int

    @property
    def name(self) -> str:
        """C's name of it."""
        return "char" if self.size == 1 else "wchar_t"

    @property
    def align(self) -> int:
        """Bytes."""
        return self.size

    @property
    def range(self) -> tuple[int, int]:
        """The least and the greatest value as a number."""
        return (-128, 127) if self.size == 1 else (0, 0xFFFF)


@dataclass(frozen=True)
class Float:
    """`float` (4 bytes) or `double` (8 bytes)."""

    size: int

    @property
    def name(self) -> str:
        """C's name of it."""
        return "float" if self.size == 4 else "double"

    @property
    def code(self) -> str:
        """The letter of Python's `struct` for it."""
        return "f" if self.size == 4 else "d"

    @property
    def align(self) -> int:
        """Bytes."""
        return self.size


@dataclass(frozen=True)
class Enumeration:
    """An `enum`: a 4-byte integer whose values have names. `name` has no `enum` keyword; "" for one without a tag."""

    name: str
    members: tuple[tuple[str, int], ...]
    underlying: Integer = Integer("int", 4, True)

    @property
    def size(self) -> int:
        """Bytes."""
        return self.underlying.size

    @property
    def align(self) -> int:
        """Bytes."""
        return self.underlying.align


@dataclass(frozen=True)
class Pointer:
    """An address; `const` says that what it points at is not to be written."""

    target: Type
    const: bool = False
    size = POINTER_SIZE
    align = POINTER_SIZE


@dataclass(frozen=True)
class Array:
    """`count` elements in a row. `count` 0 is a flexible last member.

    `length` names the member that says how many elements a flexible one has (`_Field_size_`), "" when none does.
    """

    element: Type
    count: int
    length: str = ""

    @property
    def size(self) -> int:
        """Bytes of all elements."""
        return self.element.size * self.count

    @property
    def align(self) -> int:
        """Bytes, the element's."""
        return self.element.align


@dataclass(frozen=True)
class Field:
    """A member of a struct or union at `offset` bytes; `name` is "" for an anonymous struct or union.

    `bits` is the width of a bit-field that starts at `bit_offset` bits from `offset`; None for an ordinary member.
    """

    name: str
    type: Type
    offset: int
    bits: int | None = None
    bit_offset: int = 0


@dataclass(frozen=True)
class Struct:
    """A `struct`, or a `union` when `union` is true. `name` has no keyword: the tag, or the typedef's name."""

    name: str
    fields: tuple[Field, ...]
    size: int
    align: int
    union: bool = False

    @cached_property
    def members(self) -> dict[str, Field]:
        """The members by name; those of an anonymous struct or union count as their parent's, as in C."""
        found: dict[str, Field] = {}
        for each in self.fields:
            inner = resolve(each.type)
            found |= inner.members if not each.name and isinstance(inner, Struct) else {each.name: each}
        return found


@dataclass(frozen=True)
class Opaque:
    """A struct whose inside is unknown, or named again inside itself: only its address can be used."""

    name: str
    size = 0
    align = 1


@dataclass(frozen=True)
class FunctionType:
    """What a function pointer points at."""

    result: Type
    parameters: tuple[Parameter, ...]
    convention: Convention = Convention.CDECL
    size = 0
    align = 1


@dataclass(frozen=True)
class Alias:
    """A typedef, kept because people know `DWORD` better than `unsigned long`."""

    name: str
    target: Type

    @property
    def size(self) -> int:
        """Bytes."""
        return self.target.size

    @property
    def align(self) -> int:
        """Bytes."""
        return self.target.align


Type = Union[  # noqa: UP007 - evaluated at run time on Python 3.10 with forward names
    Void, Integer, Boolean, Character, Float, Enumeration, Pointer, Array, Struct, Opaque, FunctionType, Alias
]


def resolve(of: Type) -> Type:
    """The type behind all typedefs."""
    while isinstance(of, Alias):
        of = of.target
    return of


class Address(int):
    """A number that is the address itself, also for a pointer whose plain number would be the value to put there."""


def flexible(of: Type) -> Field | None:
    """The last member of a struct when it is an array of any length; else None."""
    kind = resolve(of)
    if not isinstance(kind, Struct) or kind.union or not kind.fields:
        return None
    last = resolve(kind.fields[-1].type)
    return kind.fields[-1] if isinstance(last, Array) and not last.count else None


def takes_address(target: Type, many: bool = False) -> bool:
    """Whether a whole number given for a pointer to `target` is the address itself, not the value to put there.

    It is for memory of unknown shape, structs, pointers and text, and wherever the pointer leads to `many` elements.
    """
    return many or isinstance(resolve(target), (Void, Opaque, FunctionType, Struct, Pointer, Character))


def innermost(of: Type) -> Type:
    """What a single value is: the type itself, or what its pointers and arrays lead to."""
    kind = resolve(of)
    while isinstance(kind, (Pointer, Array)):
        kind = resolve(kind.target if isinstance(kind, Pointer) else kind.element)
    return kind


def argument_size(of: Type) -> int:
    """Bytes that a value takes among arguments: whole words of 4 (Microsoft, "Argument passing", x86)."""
    return -(-of.size // 4) * 4


def is_text(of: Type) -> bool:
    """Whether it is the address of text, which a call reads, so that the address itself is not returned."""
    return isinstance(pointed(of), Character)


def pointed(of: Type) -> Type | None:
    """What a pointer points at, behind typedefs; None when `of` is no pointer."""
    of = resolve(of)
    return resolve(of.target) if isinstance(of, Pointer) else None

"""Windows' types that a wrapper treats in a way of their own, as types that say so.

To C a `VARIANT_BOOL` is a `short` and a `BSTR` a pointer to text; a wrapper gives and takes `bool`, and makes and reads
the BSTR as Automation does. A `GUID` is a struct, and text to people.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..abi.parts import with_parts, with_types
from ..abi.signatures import Signature
from ..abi.types import Alias, Boolean, Character, Pointer, Struct, Type
from ..abi.windows import Special, special


@dataclass(frozen=True)
class VariantBool(Boolean):
    """A truth value of 2 bytes, -1 when true."""

    size = 2
    align = 2


@dataclass(frozen=True)
class Bstr(Pointer):
    """Text that knows its length, from an allocator that all of Automation shares."""


@dataclass(frozen=True)
class Guid(Struct):
    """A GUID, which is text to a caller: `{6B29FC40-CA47-1067-B31D-00DD010662DA}`."""


def with_windows_types(signature: Signature) -> Signature:
    """The signature with these types in place of Windows' names for them."""
    return with_types(signature, _special)


def _special(of: Type) -> Type:
    meaning = special(of)
    if isinstance(of, Alias) and meaning is Special.BSTR:
        return Bstr(Character(2))
    if isinstance(of, Alias) and meaning is Special.VARIANT_BOOL:
        return VariantBool()
    if isinstance(of, Struct) and meaning is Special.GUID:
        return Guid(of.name, of.fields, of.size, of.align)
    return with_parts(of, _special)

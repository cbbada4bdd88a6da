"""Structs that hold nothing but numbers: they are packed and unpacked at once, which is ten times faster."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..abi.types import Float, Integer, Struct, resolve

_MOST = 512

_known: dict[int, tuple[Struct, NumberStruct | None]] = {}


class NumberStruct(NamedTuple):
    """The names of the members, in order, and how their bytes lie."""

    names: tuple[str, ...]
    packing: struct.Struct

    def encode(self, value: Mapping[str, Any]) -> bytes:
        """The bytes of the members that `value` names, zeros elsewhere."""
        return self.packing.pack(*[value.get(name, 0) for name in self.names])

    def decode(self, data: bytes) -> dict[str, Any]:
        """The members."""
        return dict(zip(self.names, self.packing.unpack_from(data), strict=True))


def number_struct(of: Struct) -> NumberStruct | None:
    """How a struct is packed; None when it holds something else, or is a union. Remembered for the same object."""
    known = _known.get(id(of))
    if known is None:
        if len(_known) >= _MOST:
            _known.clear()
        known = _known[id(of)] = of, _made(of)  # kept, so that no other struct gets its identity
    return known[1]


def _made(of: Struct) -> NumberStruct | None:
    code, end = "<", 0
    for each in of.fields:
        kind = resolve(each.type)
        if not each.name or each.bits is not None or not isinstance(kind, (Integer, Float)) or each.offset < end:
            return None
        code += f"{each.offset - end}x{kind.code}"
        end = each.offset + kind.size
    if not of.fields or end > of.size:
        return None
    return NumberStruct(tuple(each.name for each in of.fields), struct.Struct(f"{code}{of.size - end}x"))

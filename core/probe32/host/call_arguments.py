"""The arguments of one call, laid out in the host's memory, and the outputs read from there."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import partial
from typing import Any

from ..abi.signatures import Direction, Parameter, Signature
from ..abi.types import (
    POINTER_SIZE,
    Character,
    Pointer,
    Struct,
    Void,
    flexible,
    resolve,
)
from .arena import Arena
from .buffers import Buffers, overrun_error
from .call_plan import ArgumentPlan, CallPlan
from .memory import (
    Placing,
    decode,
    decode_many,
    element_size,
    encode,
    is_bstr,
    pointer_to,
)
from .native_types import struct_of


class CallArguments:
    """The arguments of one call in memory: what ctypes passes, and where the outputs will be.

    `ArgumentError`: one can't be laid out.
    """

    def __init__(
        self,
        signature: Signature,
        plan: CallPlan,
        given: Sequence[object],
        arena: Arena,
        buffers: Buffers,
    ) -> None:
        self.signature = signature
        self.arena = arena
        self.buffers = buffers
        self.places: list[tuple[Parameter, int, int]] = []
        self.warnings: tuple[str, ...] = ()
        self._bstrs: dict[str, int] = {}
        self._values: dict[str, object] = {}
        if plan.sized:
            self._values.update(zip((each.name for each in signature.inputs), given, strict=True))
        self.arguments: list[Any] = []
        for each in plan.arguments:
            value = given[each.given] if each.given >= 0 else None
            self.arguments.append(value if each.plain else self._argument(each, value))
        arena.owner = ""

    def outputs(self) -> dict[str, object]:
        """The out and in-out parameters after the call; None where null was passed."""
        return {each.name: self._output(each, address, size) for each, address, size in self.places}

    def check(self) -> None:
        """`BufferOverrunError`: the function has written where no parameter leads to."""
        self.buffers.check()
        if damage := self.arena.damage():
            did = "wrote before" if damage.before else "wrote past"
            owner = f"{damage.owner!r}" if damage.owner else "its result"
            raise overrun_error(self.signature, did, f"memory of {owner} ({damage.size:,} bytes)", stopped=False)

    def _argument(self, plan: ArgumentPlan, value: Any) -> Any:
        each, kind = plan.parameter, plan.kind
        self.arena.owner = each.name
        if isinstance(kind, Struct):
            return struct_of(kind.size).from_buffer_copy(encode(kind, value, self.arena))
        assert isinstance(kind, Pointer)
        if plan.bstr:
            return pointer_to(each.type, value, self.arena)
        size = self._size(each, kind)
        if each.direction is Direction.OUT:
            address = 0 if each.nullable and not size else self.buffers.place(each, b"", size)
        else:
            address = pointer_to(kind, value, self.arena, each.size is not None, self._place(each, kind, size))
            size = self._real_size(kind, address, size)
            if address and is_bstr(kind.target):
                self._bstrs[each.name] = _cell(address)
        if each.returned:
            self.places.append((each, address, size))
            self._note_several(each, kind, value)
        return address

    def _note_several(self, each: Parameter, kind: Pointer, value: object) -> None:
        """Warn of an array that was given where the signature knows of one element."""
        if each.size is not None or not isinstance(value, (list, bytes)) or flexible(kind.target):
            return
        count = len(value) if isinstance(value, list) else len(value) // max(element_size(kind.target), 1)
        if count > 1:
            self.warnings += (
                f"{each.name!r} was given {count} values, and only the first is given back: mark it, for example "
                f"_Inout_updates_({count}), or _In_reads_({count}) if they only go in.",
            )

    def _place(self, each: Parameter, kind: Pointer, size: int) -> Placing:
        """Where the memory of the parameter is made.

        Text that only goes in needs no guard: it ends at its zero, and routines for text are known to read whole words.
        """
        if isinstance(resolve(kind.target), Character) and not each.returned and each.size is None:
            return self.arena.place
        return partial(self.buffers.place, each, size=size)

    def _size(self, each: Parameter, kind: Pointer) -> int:
        """Bytes of the memory that the parameter leads to, as far as the signature tells."""
        unit = element_size(kind.target)
        if each.size is None:
            return unit
        count = each.size.evaluate(self._values)
        return count if each.size.in_bytes else count * unit

    def _real_size(self, kind: Pointer, address: int, size: int) -> int:
        """Bytes that the parameter leads to; a last member of any length was given with as much as it has."""
        given = self.arena.given(address) if flexible(kind.target) else None
        return max(size, given[0]) if given else size

    def _output(self, each: Parameter, address: int, size: int) -> object:
        target = resolve(each.type)
        assert isinstance(target, Pointer)
        inner = resolve(target.target)
        if not address:
            return None
        if each.name in self._bstrs and self._bstrs[each.name] != _cell(address):
            self.arena.disown_bstr(self._bstrs[each.name])  # who puts another one there has freed ours
        data = ctypes.string_at(address, size)
        if isinstance(inner, Character):
            return self.arena.decode_text(data, inner.size)
        if isinstance(inner, Void):
            return data
        many = each.size is not None and not flexible(inner)
        with self.arena.within(address):
            return decode_many(target.target, data, self.arena) if many else decode(target.target, data, self.arena)


def _cell(address: int) -> int:
    """The address that is stored at an address."""
    return int.from_bytes(ctypes.string_at(address, POINTER_SIZE), "little")

"""Which arguments travel in registers, which on the stack, and how a struct comes back, on 32-bit x86.

`__cdecl` and `__stdcall` pass everything on the stack, from the left upwards. `__fastcall` passes the first two
arguments of at most 4 bytes in ECX and EDX, `__thiscall` the first in ECX (Microsoft, "Argument passing and naming
conventions"); neither takes floating numbers or structs there. A struct of 1, 2, 4 or 8 bytes is returned in EDX:EAX;
for any other the caller passes an address as a hidden first argument, which `__cdecl` functions leave on the stack and
`__fastcall` ones find in ECX.

GCC, as MinGW has it, differs in three points, found by looking at what its releases 12 compile: a 64-bit number or a
struct that stays on the stack uses up the registers that it would have taken; the hidden address goes to ECX also for
`__thiscall`, before the object; a struct that holds nothing but one floating number comes back on the x87 stack.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .signatures import Signature
from .types import POINTER_SIZE, Array, Convention, Float, FunctionType, Struct, Type, argument_size, resolve

Called = Signature | FunctionType

HIDDEN = -1
"""Stands for the address of the result among the indices of the parameters."""

REGISTERS = {Convention.FASTCALL: 2, Convention.THISCALL: 1}
"""How many arguments a convention takes in ECX and EDX at most."""


class Passing(NamedTuple):
    """Indices of parameters, or `HIDDEN`: those in ECX and EDX, and those on the stack, lowest address first."""

    registers: tuple[int, ...]
    stack: tuple[int, ...]


def passing(signature: Called, gnu: bool = False) -> Passing:
    """Where each argument of the function goes; `gnu`: GCC has compiled it."""
    hidden = (HIDDEN,) if comes_back_in_memory(signature.result) else ()
    parameters = tuple(range(len(signature.parameters)))
    room = REGISTERS.get(signature.convention, 0)
    if not room:
        return Passing((), (*hidden, *parameters))
    first = hidden if gnu or room == 2 else ()
    chosen = _in_registers([resolve(each.type) for each in signature.parameters], room - len(first), gnu)
    rest = tuple(index for index in parameters if index not in chosen)
    return Passing((*first, *chosen), rest if first else (*hidden, *rest))


def stack_bytes(signature: Called, gnu: bool = False) -> int:
    """Bytes of the arguments that stand on the stack."""
    sizes = [*(argument_size(each.type) for each in signature.parameters), POINTER_SIZE]
    return sum(sizes[each] for each in passing(signature, gnu).stack)


def comes_back_in_memory(result: Type) -> bool:
    """Whether the caller passes an address for the result."""
    kind = resolve(result)
    return isinstance(kind, Struct) and kind.size not in (1, 2, 4, 8)


def only_float(of: Type) -> Float | None:
    """The floating number that is all a type holds."""
    kind = resolve(of)
    if isinstance(kind, Struct) and len(kind.fields) == 1:
        return only_float(kind.fields[0].type)
    if isinstance(kind, Array) and kind.count == 1:
        return only_float(kind.element)
    return kind if isinstance(kind, Float) else None


def _in_registers(kinds: Sequence[Type], room: int, gnu: bool) -> tuple[int, ...]:
    chosen = []
    for index, kind in enumerate(kinds):
        if room > 0 and kind.size <= 4 and not isinstance(kind, (Float, Struct)):
            chosen.append(index)
            room -= 1
        elif gnu and not only_float(kind):
            room -= (kind.size + 3) // 4
    return tuple(chosen)

"""What every call of a signature needs whatever its arguments are, worked out once."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

from ..abi.signatures import Signature
from ..abi.types import Convention
from .argument_passing import comes_back_in_memory, made_by_gnu, passing
from .native_types import ctypes_type

_MOST = 512

_plans: dict[tuple[int, int], tuple[Signature, CallPlan]] = {}


class CallPlan(NamedTuple):
    """How to call the function at `address`; types are ctypes', as `measured_call` takes them.

    `registers` and `stack` are indices among the arguments, of which the last, -1, is the address for a result of
    `in_memory` bytes; None: nothing. `stack_bytes` is what the function finds on the stack.
    """

    address: int
    result: Any
    types: tuple[Any, ...]
    registers: tuple[int | None, int | None]
    stack: tuple[int, ...]
    stack_bytes: int
    in_memory: int


def plan_for(signature: Signature, address: int) -> CallPlan:
    """How to call the function at `address`; remembered for as long as the same object is asked about."""
    known = _plans.get((id(signature), address))
    if known is not None:
        return known[1]
    if len(_plans) >= _MOST:
        _plans.clear()
    made = _made(signature, address)
    _plans[id(signature), address] = signature, made  # kept, so that no other signature gets its identity
    return made


def _made(signature: Signature, address: int) -> CallPlan:
    uses_registers = signature.convention in (Convention.FASTCALL, Convention.THISCALL)
    places = passing(signature, uses_registers and made_by_gnu(address))
    in_memory = comes_back_in_memory(signature.result)
    types = [*(ctypes_type(each.type) for each in signature.parameters), ctypes.c_void_p]
    first, second = (*places.registers, None, None)[:2]
    in_registers = tuple(ctypes.c_uint32 if each is None else types[each] for each in (first, second))
    on_stack = tuple(types[each] for each in places.stack)
    return CallPlan(
        address=address,
        result=None if in_memory else ctypes_type(signature.result),
        types=in_registers + on_stack,
        registers=(first, second),
        stack=places.stack,
        stack_bytes=sum(-(-ctypes.sizeof(each) // 4) * 4 for each in on_stack),
        in_memory=signature.result.size if in_memory else 0,
    )

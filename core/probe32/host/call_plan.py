"""What every call of a function needs whatever its arguments are, worked out once."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

from ..abi.passing import comes_back_in_memory, passing
from ..abi.signatures import Parameter, Signature
from ..abi.types import Convention, Enumeration, Float, Pointer, Struct, Type, resolve
from .measured_call import Measured, Thunk, thunk
from .memory import is_bstr
from .native_types import ctypes_type
from .process_memory import made_by_gnu


class ArgumentPlan(NamedTuple):
    """How one parameter is laid out. `kind` is its type behind all typedefs.

    `given` is which argument it has, -1: none. `plain`: that is passed as it is.
    """

    parameter: Parameter
    kind: Type
    given: int
    plain: bool
    bstr: bool


class CallPlan(NamedTuple):
    """How to call the function at `address`.

    `registers` and `stack` are indices among the arguments, of which the last, -1, is the address for a result of
    `in_memory` bytes; None: nothing. `removes` is how many bytes the function takes from the stack, `leaves` how many
    floating results. `sized`: a parameter says how large it is. `plain_result`: what ctypes gives is the result.
    """

    address: int
    arguments: tuple[ArgumentPlan, ...]
    sized: bool
    thunk: Thunk
    registers: tuple[int | None, int | None]
    stack: tuple[int, ...]
    in_memory: int
    removes: int
    leaves: int
    plain_result: bool

    def fits(self, measured: Measured) -> bool:
        """Whether the function did what its signature says, and nothing besides."""
        return measured.removed == self.removes and measured.left == self.leaves and not measured.changed


def plan_for(signature: Signature, address: int) -> CallPlan:
    """How to call the function at `address`."""
    uses_registers = signature.convention in (Convention.FASTCALL, Convention.THISCALL)
    places = passing(signature, uses_registers and made_by_gnu(address))
    in_memory = comes_back_in_memory(signature.result)
    types = [*(ctypes_type(each.type) for each in signature.parameters), ctypes.c_void_p]
    first, second = (*places.registers, None, None)[:2]
    in_registers = tuple(ctypes.c_uint32 if each is None else types[each] for each in (first, second))
    on_stack = tuple(types[each] for each in places.stack)
    stack_bytes = sum(-(-ctypes.sizeof(each) // 4) * 4 for each in on_stack)
    return CallPlan(
        address=address,
        arguments=tuple(_argument_plans(signature)),
        sized=any(each.size is not None for each in signature.parameters),
        thunk=thunk(None if in_memory else ctypes_type(signature.result), in_registers + on_stack),
        registers=(first, second),
        stack=places.stack,
        in_memory=signature.result.size if in_memory else 0,
        removes=0 if signature.convention is Convention.CDECL else stack_bytes,
        leaves=int(isinstance(resolve(signature.result), Float)),
        plain_result=not isinstance(resolve(signature.result), (Pointer, Struct, Enumeration)),
    )


def _argument_plans(signature: Signature) -> Iterator[ArgumentPlan]:
    given = 0
    for each in signature.parameters:
        kind = resolve(each.type)
        plain = not isinstance(kind, (Pointer, Struct))
        yield ArgumentPlan(each, kind, given if each.given else -1, plain, is_bstr(each.type))
        given += each.given

"""The order in which a function finds its arguments: `__fastcall` and `__thiscall` take some in registers.

`__fastcall` has the first two arguments of at most 4 bytes in ECX and EDX, `__thiscall` the first in ECX, floating
numbers and structs excepted (Microsoft, "Argument passing and naming conventions"). All others are on the stack, and
the function removes them, as `__stdcall` does. So a wrapper calls such a function as `__stdcall` with the register
arguments first, through a few bytes of machine code that put these in their places. A callback of these conventions is
a `__stdcall` one behind machine code that does the opposite.

GCC differs where a 64-bit number or a struct comes before a register is taken: it leaves that register unused. Nothing
in a project tells which compiler made the DLL, so functions for which it matters are left out.
"""

from __future__ import annotations

from ..abi.signatures import Signature
from ..abi.types import Convention, Float, FunctionType, Struct, resolve

Called = Signature | FunctionType

HIDDEN = -1
"""Stands for the address of the result among the indices of parameters."""

_ROOM = {Convention.FASTCALL: 2, Convention.THISCALL: 1}


def in_registers(signature: Called) -> tuple[int, ...]:
    """The indices of the parameters that travel in registers, that of ECX first."""
    first = (HIDDEN,) if hides_result(signature) else ()
    return first + _chosen(signature, gnu=False)


def hides_result(signature: Called) -> bool:
    """Whether the address for a struct result is an argument in a register, which ctypes would put on the stack."""
    return signature.convention is Convention.FASTCALL and _comes_back_in_memory(signature)


def _comes_back_in_memory(signature: Called) -> bool:
    kind = resolve(signature.result)
    return isinstance(kind, Struct) and kind.size not in (1, 2, 4, 8)


def reasons_against_registers(signature: Called, subject: str = "It") -> list[str]:
    """Why it is not certain where the function looks for its arguments, a sentence each; `subject` is what it is."""
    if signature.convention not in _ROOM:
        return []
    found = []
    if signature.convention is Convention.THISCALL and _comes_back_in_memory(signature):
        size, keyword = signature.result.size, signature.convention.keyword
        found.append(f"{subject} returns a struct of {size} bytes as {keyword}, which compilers do in different ways.")
    if _chosen(signature, gnu=False) != _chosen(signature, gnu=True):
        keyword = signature.convention.keyword
        found.append(f"{subject} is {keyword}, and compilers disagree which of its arguments are where.")
    return found


def _chosen(signature: Called, *, gnu: bool) -> tuple[int, ...]:
    room = _ROOM.get(signature.convention, 0) - hides_result(signature)
    chosen = []
    for index, each in enumerate(signature.parameters):
        kind = resolve(each.type)
        if room > 0 and kind.size <= 4 and not isinstance(kind, (Float, Struct)):
            chosen.append(index)
            room -= 1
        elif gnu and not isinstance(kind, Float):
            room -= -(-kind.size // 4)
    return tuple(chosen)


def argument_order(signature: Called) -> list[int]:
    """The indices of all parameters, and `HIDDEN` where the function wants it; those in registers first."""
    first = in_registers(signature)
    return [*first, *(index for index in range(len(signature.parameters)) if index not in first)]

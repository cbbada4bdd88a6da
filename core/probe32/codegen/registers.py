"""How a wrapper passes arguments that `__fastcall` and `__thiscall` functions find in registers.

It calls such a function as `__stdcall` with the register arguments first, through a few bytes of machine code that put
these in their places. A callback of these conventions is a `__stdcall` one behind machine code that does the opposite.

Nothing in a project tells which compiler made the DLL, so functions for which it matters are left out.
"""

from __future__ import annotations

from ..abi.passing import HIDDEN, Called, comes_back_in_memory, passing
from ..abi.types import Convention


def reasons_against_registers(signature: Called, subject: str = "It") -> list[str]:
    """Why it is not certain where the function looks for its arguments, a sentence each; `subject` is what it is."""
    keyword = signature.convention.keyword
    if signature.convention is Convention.THISCALL and comes_back_in_memory(signature.result):
        size = signature.result.size
        return [f"{subject} returns a struct of {size} bytes as {keyword}, which compilers do in different ways."]
    if passing(signature) != passing(signature, gnu=True):
        return [f"{subject} is {keyword}, and compilers disagree which of its arguments are where."]
    return []


def argument_order(signature: Called) -> list[int]:
    """The indices of all parameters, those in registers first.

    `HIDDEN` is among them where it is in a register: one on the stack ctypes puts there by itself.
    """
    registers, stack = passing(signature)
    return [*registers, *(each for each in stack if each != HIDDEN)]

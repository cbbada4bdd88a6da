"""Calls `__fastcall` and `__thiscall` functions, which ctypes does not know, through a few bytes of machine code.

Both conventions leave it to the called function to remove the stack arguments, as `__stdcall` does, but pass the first
one or two arguments that fit a register in ECX and EDX (Microsoft, "Argument passing and naming conventions"). So the
function is called as `__stdcall` with those arguments first, and this stub moves them where they belong:

    58              pop eax          the return address
    59              pop ecx          the first register argument    (if there is one)
    5A              pop edx          the second register argument   (if there are two)
    50              push eax
    B8 imm32        mov eax, target
    FF E0           jmp eax
"""

from __future__ import annotations

import ctypes
from functools import cache

from ..abi.types import Convention
from .machine_code import PAGE, executable_page

_STUB_SIZE = 16
_POPS = (b"", b"\x59", b"\x59\x5a")

_page = 0
_used = PAGE


def registers(convention: Convention) -> int:
    """How many arguments the convention passes in registers at most."""
    return {Convention.FASTCALL: 2, Convention.THISCALL: 1}.get(convention, 0)


@cache
def stub(target: int, count: int) -> int:
    """The address of a `__stdcall` function that passes its first `count` (0 to 2) arguments to `target` in registers.

    Stubs live as long as the process; each takes 16 bytes. Main thread only.
    """
    global _page, _used
    if _used + _STUB_SIZE > PAGE:
        _page, _used = executable_page(), 0
    code = b"\x58" + _POPS[count] + b"\x50\xb8" + target.to_bytes(4, "little") + b"\xff\xe0"
    address = _page + _used
    ctypes.memmove(address, code, len(code))
    _used += _STUB_SIZE
    return address

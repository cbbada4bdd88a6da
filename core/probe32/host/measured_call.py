"""Calls any function with any convention, and measures what it did to the stack and to the registers.

ctypes calls the machine code here as `__cdecl`, with three words in front of the arguments: a block, ECX and EDX. So
ctypes converts arguments, results and native exceptions as ever; the block lives on the caller's side, and calls may be
nested and come from several threads. The machine code copies the arguments to a place of their own, as they would stand
for the function, calls it, and notes

- how many bytes the function removed from the stack (0 for `__cdecl`, all of its arguments' for the others);
- which of the registers that belong to the caller (EBX, ESI, EDI, EBP; Microsoft, "Argument passing and naming
  conventions") it changed, and whether it left the direction flag set;
- how many values it left on the x87 stack: one is how `float` and `double` come back, none is right otherwise.

It goes on whatever these are. Above the arguments lies 1 KiB of zeros: a function that takes more arguments than it was
given finds zeros, may write there, and may remove them. Should EBP be lost, the frame is found again by a mark. Only a
function that removes more than that *and* changes EBP can't be survived; it ends as an access violation.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import cache
from time import perf_counter
from typing import Any, NamedTuple

from .machine_code import executable_page, from_listing

# int64 or double thunk(block *, ECX, EDX, words...): __cdecl.
# The block: target 0, number of words 4, out: bytes removed 8, out: changed 12 (1 EBX, 2 ESI, 4 EDI, 8 EBP, 16 the
# direction flag), in: 1 for a floating result 16, out: how many values were left on the x87 stack 16, the x87 status 20
# (words before and after), the value in ST0 as a double 24, and as it was 32 (10 bytes).
# The frame: own address -16, mark -20, EAX -24, EDX -28, ESP after the call -32; the spare zeros end at -1056.
LISTING = """
    55                        push ebp
    89 E5                     mov ebp, esp
    53                        push ebx
    56                        push esi
    57                        push edi
    55                        push ebp                        # the mark: where the frame is,
    68 43 4C 33 32            push 0x32334C43                 # and that it is ours
    8B 5D 08                  mov ebx, [ebp+8]                # the block
    DD 7B 14                  fnstsw [ebx+20]                 # how full the x87 stack is
    B9 03 01 00 00            mov ecx, 259
    31 C0                     xor eax, eax
    81 EC 0C 04 00 00         sub esp, 1036                   # 12 bytes of ours; 1 KiB for who takes too much
    89 E7                     mov edi, esp
    F3 AB                     rep stosd
    8B 4B 04                  mov ecx, [ebx+4]
    8D 04 8D 00 00 00 00      lea eax, [ecx*4]
    29 E0                     sub eax, esp
    F7 D8                     neg eax
    83 E0 0F                  and eax, 15
    29 C4                     sub esp, eax                    # the arguments will begin at a multiple of 16
    E3 06                     jecxz ready
    next:
    FF 74 8D 10               push dword ptr [ebp+ecx*4+16]   # the last word first
    E2 FA                     loop next
    ready:
    89 63 08                  mov [ebx+8], esp
    8B 03                     mov eax, [ebx]
    8B 4D 0C                  mov ecx, [ebp+12]
    8B 55 10                  mov edx, [ebp+16]
    89 EB                     mov ebx, ebp                    # known values, which the function has to leave there
    89 EE                     mov esi, ebp
    89 EF                     mov edi, ebp
    FF D0                     call eax
    8D 8D 00 00 01 00         lea ecx, [ebp+0x10000]          # does EBP still lead to the frame?
    29 E1                     sub ecx, esp                    # (only near by it is looked at)
    81 F9 00 00 03 00         cmp ecx, 0x30000
    73 10                     jae lost
    39 6D F0                  cmp [ebp-16], ebp
    75 0B                     jne lost
    89 E9                     mov ecx, ebp
    81 7D EC 43 4C 33 32      cmp dword ptr [ebp-20], 0x32334C43
    74 18                     je found
    lost:
    8D 4C 24 10               lea ecx, [esp+16]               # no: the frame is the first mark above
    83 E1 FC                  and ecx, -4
    search:
    83 C1 04                  add ecx, 4
    81 79 EC 43 4C 33 32      cmp dword ptr [ecx-20], 0x32334C43
    75 F4                     jne search
    39 49 F0                  cmp [ecx-16], ecx
    75 EF                     jne search
    found:
    89 41 E8                  mov [ecx-24], eax               # ECX is the frame; save the result
    89 51 E4                  mov [ecx-28], edx
    89 61 E0                  mov [ecx-32], esp
    31 D2                     xor edx, edx
    39 CB                     cmp ebx, ecx
    74 03                     je ebx_kept
    80 CA 01                  or dl, 1
    ebx_kept:
    39 CE                     cmp esi, ecx
    74 03                     je esi_kept
    80 CA 02                  or dl, 2
    esi_kept:
    39 CF                     cmp edi, ecx
    74 03                     je edi_kept
    80 CA 04                  or dl, 4
    edi_kept:
    39 CD                     cmp ebp, ecx
    74 03                     je ebp_kept
    80 CA 08                  or dl, 8
    ebp_kept:
    89 CD                     mov ebp, ecx
    8D A5 E0 FB FF FF         lea esp, [ebp-1056]
    9C                        pushfd
    58                        pop eax
    FC                        cld
    25 00 04 00 00            and eax, 0x400                  # the direction flag
    C1 E8 06                  shr eax, 6
    09 C2                     or edx, eax
    8B 5D 08                  mov ebx, [ebp+8]
    89 53 0C                  mov [ebx+12], edx               # what was changed
    8B 45 E0                  mov eax, [ebp-32]
    2B 43 08                  sub eax, [ebx+8]
    89 43 08                  mov [ebx+8], eax                # the bytes that the function removed
    D9 E5                     fxam                            # is there a value in ST0?
    DF E0                     fnstsw ax
    89 C1                     mov ecx, eax
    C1 E9 0B                  shr ecx, 11
    8B 53 14                  mov edx, [ebx+20]
    C1 EA 0B                  shr edx, 11
    29 CA                     sub edx, ecx
    83 E2 07                  and edx, 7                      # how many values were left on the x87 stack
    25 00 45 00 00            and eax, 0x4500
    3D 00 41 00 00            cmp eax, 0x4100
    75 04                     jne filled
    31 D2                     xor edx, edx                    # ST0 is empty
    EB 11                     jmp counted
    filled:
    85 D2                     test edx, edx
    75 05                     jnz store
    BA 08 00 00 00            mov edx, 8                      # all eight are in use: MMX without EMMS
    store:
    DD 53 18                  fst qword ptr [ebx+24]
    DB 7B 20                  fstp tbyte ptr [ebx+32]
    0F 77                     emms                            # empty the rest
    counted:
    8B 4B 10                  mov ecx, [ebx+16]
    89 53 10                  mov [ebx+16], edx
    E3 07                     jecxz done
    85 D2                     test edx, edx
    74 03                     jz done                         # nothing there: ctypes takes NaN
    DB 6B 20                  fld tbyte ptr [ebx+32]          # the result
    done:
    8B 45 E8                  mov eax, [ebp-24]
    8B 55 E4                  mov edx, [ebp-28]
    8D 65 F4                  lea esp, [ebp-12]
    5F                        pop edi
    5E                        pop esi
    5B                        pop ebx
    5D                        pop ebp
    C3                        ret
"""

REGISTERS = ("EBX", "ESI", "EDI", "EBP")
DIRECTION_FLAG = 16


class _Block(ctypes.Structure):
    _fields_ = (
        ("target", ctypes.c_uint32),
        ("words", ctypes.c_uint32),
        ("removed", ctypes.c_int32),
        ("changed", ctypes.c_uint32),
        ("floating", ctypes.c_uint32),
        ("status", ctypes.c_uint32),
        ("st0", ctypes.c_double),
        ("st0_whole", ctypes.c_uint8 * 16),
    )


class Measured(NamedTuple):
    """What a function returned in how many `seconds`, and what it did besides.

    `removed` is in bytes; `changed` has bits for `REGISTERS`, and `DIRECTION_FLAG`; `left` is how many values it left
    on the x87 stack (8: MMX registers in use), and `st0` the topmost of them.
    """

    result: Any
    seconds: float
    removed: int
    changed: int
    left: int
    st0: float


def measured_call(
    target: int, result: Any, types: tuple[Any, ...], arguments: list[Any], registers: tuple[Any, Any] = (0, 0)
) -> Measured:
    """Call the function at `target`: `arguments` on the stack, `registers` in ECX and EDX.

    `result` and `types` are ctypes'; those of `registers` stand first in `types`. From any thread. `OSError`: a native
    exception, as ctypes tells it.
    """
    return thunk(result, types)(target, arguments, registers)


class Thunk(NamedTuple):
    """The machine code as ctypes calls it for certain types: `words` on the stack, perhaps a floating result."""

    native: Any
    words: int
    floating: bool

    def __call__(self, target: int, arguments: Sequence[Any], registers: tuple[Any, Any] = (0, 0)) -> Measured:
        """See `measured_call`."""
        block = _Block(target, self.words, 0, 0, self.floating)
        start = perf_counter()
        raw = self.native(block, *registers, *arguments)
        seconds = perf_counter() - start
        return Measured(raw, seconds, block.removed, block.changed, block.floating, block.st0)


_FLOATING = (ctypes.c_float, ctypes.c_double)


@cache
def thunk(result: Any, types: tuple[Any, ...]) -> Thunk:
    """What makes a `measured_call` with these types. `GetLastError` is kept for `ctypes.get_last_error`."""
    words = sum((ctypes.sizeof(each) + 3) // 4 for each in types[2:])
    native = ctypes.CFUNCTYPE(result, ctypes.POINTER(_Block), *types, use_last_error=True)(_code())
    return Thunk(native, words, result in _FLOATING)


@cache
def _code() -> int:
    page, code = executable_page(), from_listing(LISTING)
    ctypes.memmove(page, code, len(code))
    return page

"""Where the DLL enters a callback, and what that shows about how it calls it.

A function that keeps a frame (EBP) and calls a callback again from the same place finds its stack pointer where it was
the time before. If not, the callback removed its arguments, which the function does too, or neither did: the two have
different conventions. A function without a frame does not get so far; it fails natively.

So a few bytes of machine code before each callback note ESP and EBP. They also bring the arguments of `__fastcall` and
`__thiscall` callbacks from ECX and EDX to the stack, below the others, where a `__stdcall` function looks for them.
"""

from __future__ import annotations

import ctypes
import struct

from ..abi.types import Convention
from .machine_code import PAGE, executable_page, from_listing

_SIZE = 48
_RECORD_AT = 24
_PLACEHOLDERS = (b"\x11\x11\x11\x11", b"\x22\x22\x22\x22", b"\x33\x33\x33\x33")
_FRAME = 1 << 20
"""EBP leads to the caller's frame when it is that near."""

# The record behind the code: ESP 0, EBP 4, the callback 8.
_NOTE = """
    89 25 11 11 11 11         mov [0x11111111], esp           # the record
    89 2D 22 22 22 22         mov [0x22222222], ebp
"""
_JUMP = """
    FF 25 33 33 33 33         jmp [0x33333333]                # the callback
"""
_ONE_REGISTER = """
    58                        pop eax                         # the return address
    51                        push ecx
    50                        push eax
"""
_TWO_REGISTERS = """
    58                        pop eax
    52                        push edx
    51                        push ecx
    50                        push eax
"""

LISTINGS = (_NOTE + _JUMP, _NOTE + _ONE_REGISTER + _JUMP, _NOTE + _TWO_REGISTERS + _JUMP)
"""For callbacks with so many arguments in registers."""

_free: list[int] = []


class CallbackEntry:
    """What the DLL is given instead of the native function at `target`: its `address`, as long as this object lives.

    `convention` is the function's, `size` the bytes of its arguments on the stack, `registers` how many are in ECX and
    EDX; to these the target is `__stdcall`.
    """

    def __init__(self, target: int, convention: Convention, size: int, registers: int) -> None:
        self.address = _slot()
        self._expected = -size if convention is Convention.CDECL else size
        self._last = (0, 0, 0)
        self._drifts: set[int] = set()
        record = self.address + _RECORD_AT
        code = from_listing(LISTINGS[registers])
        for at, each in zip((record, record + 4, record + 8), _PLACEHOLDERS, strict=True):
            code = code.replace(each, at.to_bytes(4, "little"))
        data = code.ljust(_RECORD_AT, b"\0") + struct.pack("<3I", 0, 0, target)
        ctypes.memmove(self.address, data, len(data))
        self._record = (ctypes.c_uint32 * 2).from_address(record)

    def __del__(self) -> None:
        _free.append(self.address)

    def note(self) -> None:
        """Within the callback: look where the stack pointer is, and where it was at the last call from there."""
        esp, ebp = self._record
        if (esp, ebp) == self._last[:2]:
            self._drifts.add(0)
            return
        try:
            caller = int.from_bytes(ctypes.string_at(esp, 4), "little")
        except OSError:  # it is that of another thread, which has called after this one, and ended
            return
        last_esp, last_ebp, last_caller = self._last
        self._last = (esp, ebp, caller)
        if (ebp, caller) == (last_ebp, last_caller) and 0 < ebp - esp < _FRAME:
            self._drifts.add(esp - last_esp)

    @property
    def confused(self) -> bool:
        """Whether the DLL has called a `__cdecl` function as `__stdcall`, or the other way round.

        True only when the stack pointer always moved by exactly what such a confusion makes of it.
        """
        return self._expected != 0 and self._drifts == {self._expected}


def _slot() -> int:
    if not _free:
        page = executable_page()
        _free.extend(range(page, page + PAGE - _SIZE + 1, _SIZE))
    return _free.pop()

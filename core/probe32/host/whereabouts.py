"""Where another thread of this process is that does not come back from a DLL.

32-bit Windows only. The other thread is suspended for a moment. It may hold any lock, the heap's or the loader's among
them; whoever wants such a lock meanwhile waits for a thread that can't go on. So machine code suspends it, copies its
registers and the top of its stack, and resumes it, without a step of Python in between. What the copy means is found
out afterwards, without the loader's lock, which a thread that hangs in DllMain holds.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache

from ..postmortem import Hang
from . import process_memory, windows_shown
from .machine_code import address_of, executable_page, from_listing
from .stack_walk import CALLING, places, return_addresses

_ACCESS = 0x2 | 0x8 | 0x40
"""THREAD_SUSPEND_RESUME, THREAD_GET_CONTEXT, THREAD_QUERY_INFORMATION."""
_CONTEXT_SIZE = 716
_CONTEXT_FLAGS = 0x10003
"""CONTEXT_i386 with the control and the integer registers."""
_EBP_EIP_CS_FLAGS_ESP = struct.Struct("<5I")
_EBP_AT = 0xB4
_STACK_ROOM = 32768
_LENGTH = 9

# void snapshot(block *): __cdecl; EBX, ESI, EDI and EBP belong to the caller.
# The block: SuspendThread 0, GetThreadContext 4, ResumeThread 8, VirtualQuery 12, thread 16, address of a CONTEXT 20
# (ESP 0xC4), of a MEMORY_BASIC_INFORMATION 24 (address 0, size 12, protection 20), of the copy 28, room 32, bytes
# copied 36.
LISTING = """
    53                        push ebx
    56                        push esi
    57                        push edi
    8B 5C 24 10               mov ebx, [esp+16]               # the block
    FF 73 10                  push dword ptr [ebx+16]
    FF 13                     call dword ptr [ebx]            # SuspendThread
    40                        inc eax
    74 48                     jz done                         # it failed
    FF 73 14                  push dword ptr [ebx+20]
    FF 73 10                  push dword ptr [ebx+16]
    FF 53 04                  call dword ptr [ebx+4]          # GetThreadContext
    85 C0                     test eax, eax
    74 35                     jz resume
    8B 43 14                  mov eax, [ebx+20]
    8B B0 C4 00 00 00         mov esi, [eax+0xC4]             # ESP
    8B 7B 18                  mov edi, [ebx+24]
    6A 1C                     push 28
    57                        push edi
    56                        push esi
    FF 53 0C                  call dword ptr [ebx+12]         # VirtualQuery
    85 C0                     test eax, eax
    74 1E                     jz resume
    83 7F 14 04               cmp dword ptr [edi+20], 4       # PAGE_READWRITE, as a stack is
    75 18                     jne resume
    8B 0F                     mov ecx, [edi]
    03 4F 0C                  add ecx, [edi+12]
    29 F1                     sub ecx, esi                    # the bytes up to the stack's end
    3B 4B 20                  cmp ecx, [ebx+32]
    76 03                     jbe copy
    8B 4B 20                  mov ecx, [ebx+32]
    copy:
    89 4B 24                  mov [ebx+36], ecx
    8B 7B 1C                  mov edi, [ebx+28]
    FC                        cld
    F3 A4                     rep movsb
    resume:
    FF 73 10                  push dword ptr [ebx+16]
    FF 53 08                  call dword ptr [ebx+8]          # ResumeThread
    done:
    5F                        pop edi
    5E                        pop esi
    5B                        pop ebx
    C3                        ret
"""


def prepare() -> None:
    """Look up and make what `where` needs. Once, early, from a thread that may take the loader's lock."""
    process_memory.prepare()
    windows_shown.prepare()
    _tools()


def where(thread_id: int, end: tuple[str, ...] = CALLING) -> Hang:
    """What the thread (by its Windows id) is doing: its innermost place and where it was called from, by modules.

    The places end at the first module whose file name begins as one of `end`. Also tells which windows this process
    shows. From any other thread, any time; takes a few milliseconds. Without `places` when the thread is gone.
    """
    copy = _snapshot(thread_id)
    if copy is None:
        return Hang((), windows_shown.texts())
    eip, esp, ebp, stack = copy
    innermost = process_memory.place_of(eip)
    callers = places(return_addresses(eip, esp, ebp, stack), after=innermost, end=end)
    return Hang((innermost, *callers), windows_shown.texts())


def _snapshot(thread_id: int) -> tuple[int, int, int, bytes] | None:
    """EIP, ESP, EBP and the stack from ESP upwards."""
    tools = _tools()
    thread = tools.open_thread(_ACCESS, 0, thread_id)
    if not thread:
        return None
    try:
        context = ctypes.create_string_buffer(_CONTEXT_FLAGS.to_bytes(4, "little"), _CONTEXT_SIZE)
        region, stack = ctypes.create_string_buffer(28), ctypes.create_string_buffer(_STACK_ROOM)
        places = (ctypes.addressof(each) for each in (context, region, stack))
        block = (ctypes.c_uint32 * (_LENGTH + 1))(*tools.addresses, thread, *places, _STACK_ROOM)
        tools.snapshot(block)
    finally:
        tools.close_handle(thread)
    ebp, eip, _, _, esp = _EBP_EIP_CS_FLAGS_ESP.unpack_from(context, _EBP_AT)
    return (eip, esp, ebp, ctypes.string_at(stack, block[_LENGTH])) if eip else None


class _Tools:
    """The machine code, and Windows' functions."""

    def __init__(self) -> None:
        kernel32 = process_memory.quick_library("kernel32")
        self.open_thread = kernel32.OpenThread
        self.open_thread.restype = ctypes.c_void_p
        self.close_handle = kernel32.CloseHandle
        self.close_handle.argtypes = (ctypes.c_void_p,)
        names = ("SuspendThread", "GetThreadContext", "ResumeThread", "VirtualQuery")
        self.addresses = [address_of(getattr(kernel32, name)) for name in names]
        page, code = executable_page(), from_listing(LISTING)
        ctypes.memmove(page, code, len(code))
        # PYFUNCTYPE keeps the interpreter's lock, so that no other thread of Python wants a lock of the suspended one.
        self.snapshot = ctypes.PYFUNCTYPE(None, ctypes.c_void_p)(page)


@cache
def _tools() -> _Tools:
    return _Tools()

"""Notes the last native exception of this process in the black box, whoever handles it afterwards, or nobody.

A vectored exception handler (Microsoft, "Vectored Exception Handling") sees an exception first, on the thread that
caused it, whatever locks that thread holds. So it is machine code, without Python, without memory of its own, without
the loader's lock: it asks the kernel alone which module an address belongs to (NtQueryVirtualMemory, which VirtualQuery
and GetMappedFileNameW stand on), and the answers go straight into the box. It never handles anything.

It also passes on what DLLs say through OutputDebugString, which arrives as an exception too (DBG_PRINTEXCEPTION_C, with
length and address of the text). Windows 10's OutputDebugStringW raises another one with the wide text before it; that
one is left alone, so nothing is doubled.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from threading import get_native_id

from ..errors import NativeFaultError
from ..postmortem import Fault
from ..wire import black_box
from .machine_code import address_of, executable_page, from_listing

_DATA = struct.Struct("<4I")
"""At the start of the page: box, handle for debug output, WriteFile, NtQueryVirtualMemory."""
_CODE_AT = 64
_RECORDED, _TAKEN, _CODE, _THREAD = 2, 3, 4, 6
"""The box as an array of words."""
_STACK_OVERFLOW = 0xC00000FD
_DLL_INIT_FAILED = 1114
"""What Windows' loader says when a DllMain has failed; or the system error that belongs to the exception."""
_PLACEHOLDER = b"\x11\x11\x11\x11"
_STACK_LEFT = 32768
"""Bytes of stack that whoever handles a stack overflow finds."""

# LONG CALLBACK handler(EXCEPTION_POINTERS *): __stdcall; EBX, ESI, EDI and EBP belong to the caller.
# EXCEPTION_RECORD: code 0, address 12, number of parameters 16, parameters 20. CONTEXT: EBP 0xB4, ESP 0xC4.
# Thread's block (FS): end of the stack 4, thread id 0x24, last error 0x34. The box (EDI): wire/black_box.py.
LISTING = """
    53                        push ebx
    56                        push esi
    57                        push edi
    BE 11 11 11 11            mov esi, 0x11111111             # the data at the start of the page
    64 FF 35 34 00 00 00      push dword ptr fs:[0x34]        # the last error: the calls below change it
    8B 44 24 14               mov eax, [esp+20]               # EXCEPTION_POINTERS
    8B 18                     mov ebx, [eax]                  # EXCEPTION_RECORD
    8B 50 04                  mov edx, [eax+4]                # CONTEXT
    8B 03                     mov eax, [ebx]                  # the code
    3D 06 00 01 40            cmp eax, 0x40010006             # DBG_PRINTEXCEPTION_C
    0F 84 C8 00 00 00         je text
    8D 88 FF FF FF 7F         lea ecx, [eax-0x80000001]       # guard page, misalignment, breakpoint, single step
    83 F9 03                  cmp ecx, 3
    76 0B                     jbe record
    3D 00 00 00 C0            cmp eax, 0xC0000000             # an error?
    0F 82 CE 00 00 00         jb done
    record:
    8B 3E                     mov edi, [esi]                  # the box
    B9 01 00 00 00            mov ecx, 1
    87 4F 04                  xchg [edi+4], ecx               # busy: another thread's exception goes unrecorded
    85 C9                     test ecx, ecx
    0F 85 BC 00 00 00         jnz done
    89 47 10                  mov [edi+16], eax
    8B 43 0C                  mov eax, [ebx+12]
    89 47 14                  mov [edi+20], eax               # the address
    64 A1 24 00 00 00         mov eax, fs:[0x24]
    89 47 18                  mov [edi+24], eax               # the thread
    8B 43 10                  mov eax, [ebx+16]
    89 47 1C                  mov [edi+28], eax               # how many parameters
    8B 43 14                  mov eax, [ebx+20]
    89 47 20                  mov [edi+32], eax
    8B 43 18                  mov eax, [ebx+24]
    89 47 24                  mov [edi+36], eax
    8B 82 C4 00 00 00         mov eax, [edx+0xC4]
    89 47 28                  mov [edi+40], eax               # ESP
    8B 8A B4 00 00 00         mov ecx, [edx+0xB4]
    89 4F 2C                  mov [edi+44], ecx               # EBP
    31 D2                     xor edx, edx
    89 57 48                  mov [edi+72], edx               # what kind of memory: unknown as yet
    89 97 C0 07 00 00         mov [edi+1984], edx             # what file: unknown as yet
    89 57 4C                  mov [edi+76], edx               # no stack as yet
    39 E0                     cmp eax, esp
    72 27                     jb where                        # the exception happened on another stack: don't trust it
    64 8B 0D 04 00 00 00      mov ecx, fs:[4]
    29 C1                     sub ecx, eax                    # the bytes from there to the stack's end
    76 1C                     jbe where
    81 F9 70 07 00 00         cmp ecx, 1904
    76 05                     jbe copy
    B9 70 07 00 00            mov ecx, 1904
    copy:
    89 4F 4C                  mov [edi+76], ecx
    57                        push edi
    56                        push esi
    89 C6                     mov esi, eax
    83 C7 50                  add edi, 80
    FC                        cld
    F3 A4                     rep movsb
    5E                        pop esi
    5F                        pop edi
    where:
    52                        push edx                        # NULL
    6A 1C                     push 28                         # sizeof(MEMORY_BASIC_INFORMATION)
    8D 47 30                  lea eax, [edi+48]
    50                        push eax
    52                        push edx                        # MemoryBasicInformation
    FF 77 14                  push dword ptr [edi+20]
    6A FF                     push -1                         # this process
    FF 56 0C                  call dword ptr [esi+12]         # NtQueryVirtualMemory
    6A 00                     push 0
    68 40 08 00 00            push 2112
    8D 87 C0 07 00 00         lea eax, [edi+1984]
    50                        push eax
    6A 02                     push 2                          # MemoryMappedFilenameInformation
    FF 77 14                  push dword ptr [edi+20]
    6A FF                     push -1
    FF 56 0C                  call dword ptr [esi+12]
    FF 47 08                  inc dword ptr [edi+8]           # recorded
    83 67 04 00               and dword ptr [edi+4], 0        # no longer busy
    EB 1C                     jmp done
    text:
    8B 46 04                  mov eax, [esi+4]
    85 C0                     test eax, eax                   # no handle
    74 15                     jz done
    8B 4B 14                  mov ecx, [ebx+20]
    49                        dec ecx                         # the length without the final zero
    7E 0F                     jle done
    51                        push ecx                        # room for the number of bytes written
    89 E2                     mov edx, esp
    6A 00                     push 0
    52                        push edx
    51                        push ecx
    FF 73 18                  push dword ptr [ebx+24]         # the text
    50                        push eax
    FF 56 08                  call dword ptr [esi+8]          # WriteFile
    59                        pop ecx
    done:
    64 8F 05 34 00 00 00      pop dword ptr fs:[0x34]
    5F                        pop edi
    5E                        pop esi
    5B                        pop ebx
    31 C0                     xor eax, eax                    # EXCEPTION_CONTINUE_SEARCH
    C2 04 00                  ret 4
"""


class FaultRecorder:
    """Records into the black box at `address`; writes what OutputDebugString says to `debug_handle` (0: nowhere).

    One a process. The calling thread keeps some stack for whoever handles its stack overflows.
    """

    def __init__(self, address: int, debug_handle: int = 0) -> None:
        self._address = address
        self._words = memoryview((ctypes.c_char * 28).from_address(address)).cast("B").cast("I")
        struct.pack_into("<4I", self._words, 0, black_box.SIGNATURE, 0, 0, 0)
        self._taken = 0
        calls = _functions()
        page = executable_page()
        data = _DATA.pack(address, debug_handle, calls.write_file, calls.query_virtual_memory)
        ctypes.memmove(page, data, len(data))
        code = from_listing(LISTING).replace(_PLACEHOLDER, page.to_bytes(4, "little"))
        ctypes.memmove(page + _CODE_AT, code, len(code))
        self._handler: int | None = calls.add_handler(1, page + _CODE_AT)
        calls.guarantee_stack(ctypes.byref(ctypes.c_uint32(_STACK_LEFT)))

    def take(self) -> Fault | None:
        """The last exception since the last `take` or `forget`. On the thread that called the DLL.

        An exception that the DLL handled itself is recorded too: ask only when a call has failed.
        """
        if self._words[_RECORDED] == self._taken:
            return None
        record = black_box.read_record(ctypes.string_at(self._address, black_box.SIZE))
        self.forget()
        return None if record is None else _explained(record)

    def behind(self, error: BaseException | None) -> Fault | None:
        """As `take`, but only the exception that ctypes or Windows' loader has turned into `error`."""
        fault = self.take() if isinstance(error, Exception) else None
        return fault if fault is not None and _stands_for(error, fault) else None

    def forget(self) -> None:
        """What was recorded up to now interests nobody, nor the client. On the thread that calls DLLs; 0.4 µs."""
        if self._words[_RECORDED] != self._taken:
            if self._words[_CODE] == _STACK_OVERFLOW and self._words[_THREAD] == get_native_id():
                after_stack_overflow()
            self._taken = self._words[_TAKEN] = self._words[_RECORDED]

    def close(self) -> None:
        """Stop recording. Repeatable."""
        if self._handler:
            _functions().remove_handler(self._handler)
            self._handler = None


def after_stack_overflow() -> bool:
    """Put the guard back under the calling thread's stack, so that its next overflow is an exception again.

    Otherwise that one ends the process. To be called when the stack is unwound; `take` and `forget` do. False: Windows
    could not.
    """
    return bool(_functions().reset_stack())


def _stands_for(error: BaseException | None, fault: Fault) -> bool:
    """Whether the error, or its cause, is the fault as ctypes tells it, or with the number that Windows has for it."""
    if error is None or isinstance(error, NativeFaultError):
        return error is not None
    number = getattr(error, "winerror", None)
    return (
        (type(error) is OSError and str(error).startswith("exception: "))
        or (number is not None and number & 0xFFFFFFFF == fault.code)
        or number in (_DLL_INIT_FAILED, _functions().system_error(ctypes.c_uint32(fault.code)))
        or _stands_for(error.__cause__, fault)
    )


def _explained(record: black_box.Record) -> Fault:
    from .stack_walk import places, return_addresses  # only failures need it

    calls = return_addresses(record.address, record.esp, record.ebp, record.stack)
    return record.fault()._replace(callers=places(calls, after=record.place))


class _Functions:
    """Windows' functions: what the machine code needs as addresses, and what this module calls."""

    def __init__(self) -> None:
        kernel32 = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
        ntdll = ctypes.WinDLL("ntdll")  # type: ignore[attr-defined,unused-ignore]
        self.write_file = address_of(kernel32.WriteFile)
        self.query_virtual_memory = address_of(ntdll.NtQueryVirtualMemory)
        self.add_handler = kernel32.AddVectoredExceptionHandler
        self.add_handler.restype, self.add_handler.argtypes = ctypes.c_void_p, (ctypes.c_uint32, ctypes.c_void_p)
        self.remove_handler = kernel32.RemoveVectoredExceptionHandler
        self.remove_handler.argtypes = (ctypes.c_void_p,)
        self.guarantee_stack = kernel32.SetThreadStackGuarantee
        self.system_error = ntdll.RtlNtStatusToDosError
        self.reset_stack = ctypes.CDLL("ucrtbase")._resetstkoflw


@cache
def _functions() -> _Functions:
    return _Functions()

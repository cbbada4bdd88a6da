"""Ends this process when nobody in it can any more: in a thread of its own, without Python.

A call may end the main thread, which then answers no more; and a call that holds the interpreter's lock keeps every
thread of Python from noticing that the client is gone. So this thread is machine code and waits in Windows.

Whether the client is gone it asks while there are calls, and only under Wine, where a client's files are those of its
process (Linux, proc(5), /proc/pid/fd). On Windows the client takes its host along by a job object.
"""

from __future__ import annotations

import ctypes
import struct
from typing import Any

from .machine_code import address_of, executable_page, from_listing

_WORD = struct.Struct("<I")
_DATA = struct.Struct("<14I")
_LIMIT_AT = 40
_NAME = struct.Struct("<HHI")
_ATTRIBUTES = struct.Struct("<6I")
_CASE_INSENSITIVE = 0x40
_ATTRIBUTES_AT, _CODE_AT, _FOUND_AT, _NAME_AT = 64, 128, 512, 576
_TICK = 500
_HASTY, _PATIENT = 3, 30
_SYNCHRONIZE_AND_QUERY = 0x100000 | 0x40
_STACK, _STACK_IS_RESERVED = 0x10000, 0x10000
_PLACEHOLDER = b"\x11\x11\x11\x11"

# DWORD WINAPI guard(void *). The data at the start of the page (ESI): WaitForMultipleObjects 0,
# NtQueryAttributesFile 4, GetExitCodeThread 8, TerminateProcess 12, WaitForSingleObject 16, main thread 20, event
# while there are calls 24, OBJECT_ATTRIBUTES of a file of the client's 28, FILE_BASIC_INFORMATION 32, milliseconds
# between two looks 36, how many in a row must miss the file 40, the black box 44 (wire/black_box.py), how many have 48,
# exit code 52.
LISTING = """
    BE 11 11 11 11            mov esi, 0x11111111             # the data
    look:
    6A FF                     push -1                         # without end
    6A 00                     push 0                          # until one of them is there
    8D 46 14                  lea eax, [esi+20]
    50                        push eax
    6A 02                     push 2
    FF 16                     call dword ptr [esi]            # WaitForMultipleObjects
    85 C0                     test eax, eax                   # WAIT_OBJECT_0: the main thread has ended
    74 2B                     jz ended
    FF 76 24                  push dword ptr [esi+36]
    FF 76 14                  push dword ptr [esi+20]
    FF 56 10                  call dword ptr [esi+16]         # WaitForSingleObject
    85 C0                     test eax, eax
    74 1E                     jz ended
    FF 76 20                  push dword ptr [esi+32]
    FF 76 1C                  push dword ptr [esi+28]
    FF 56 04                  call dword ptr [esi+4]          # NtQueryAttributesFile
    85 C0                     test eax, eax
    78 06                     js missed
    83 66 30 00               and dword ptr [esi+48], 0
    EB D0                     jmp look
    missed:
    FF 46 30                  inc dword ptr [esi+48]
    8B 46 30                  mov eax, [esi+48]
    3B 46 28                  cmp eax, [esi+40]
    72 C5                     jb look
    ended:
    8D 46 34                  lea eax, [esi+52]
    50                        push eax
    FF 76 14                  push dword ptr [esi+20]
    FF 56 08                  call dword ptr [esi+8]          # GetExitCodeThread
    8B 46 34                  mov eax, [esi+52]
    8B 7E 2C                  mov edi, [esi+44]               # the box
    8B 4F 08                  mov ecx, [edi+8]                # a fault that nobody knows about is why the thread ended
    3B 4F 0C                  cmp ecx, [edi+12]
    74 03                     je end
    8B 47 10                  mov eax, [edi+16]
    end:
    50                        push eax
    6A FF                     push -1                         # this process
    FF 56 0C                  call dword ptr [esi+12]         # TerminateProcess
"""


class Guard:
    """Watches the calling thread, and, until `rest` and again from `wake` on, the client by its file `name`.

    A fault in the black box at the address `box` becomes the exit code, when it is what has ended the thread.
    """

    def __init__(self, name: str, box: int) -> None:
        self._kernel32 = kernel32 = _library("kernel32")
        ntdll = _library("ntdll")
        names = ("WaitForMultipleObjects", "", "GetExitCodeThread", "TerminateProcess", "WaitForSingleObject")
        functions = (address_of(getattr(kernel32, each) if each else ntdll.NtQueryAttributesFile) for each in names)
        thread = kernel32.OpenThread(_SYNCHRONIZE_AND_QUERY, 0, kernel32.GetCurrentThreadId())
        self._can_look = hasattr(ntdll, "wine_get_version")
        self._calls = kernel32.CreateEventW(None, 1, self._can_look, None)
        self._page = page = executable_page()
        attributes, text = page + _ATTRIBUTES_AT, f"\\??\\{name}".encode("utf-16-le")
        places = attributes, page + _FOUND_AT
        self._put(0, _DATA.pack(*functions, thread, self._calls, *places, _TICK, _HASTY, box, 0, 0))
        size = _ATTRIBUTES.size
        self._put(_ATTRIBUTES_AT, _ATTRIBUTES.pack(size, 0, attributes + size, _CASE_INSENSITIVE, 0, 0))
        self._put(_ATTRIBUTES_AT + size, _NAME.pack(len(text), len(text), page + _NAME_AT))
        self._put(_NAME_AT, text)
        self._put(_CODE_AT, from_listing(LISTING).replace(_PLACEHOLDER, _WORD.pack(page)))
        if thread:
            start = ctypes.c_void_p(page + _CODE_AT)
            kernel32.CloseHandle(kernel32.CreateThread(None, _STACK, start, None, _STACK_IS_RESERVED, None))

    def wake(self) -> None:
        """There are calls again."""
        if self._can_look:
            self._kernel32.SetEvent(self._calls)

    def rest(self) -> None:
        """There are no calls."""
        self._kernel32.ResetEvent(self._calls)

    def be_patient(self) -> None:
        """It is known that the client is gone: this process may take 15 seconds to end by itself, no longer 1.5."""
        self._put(_LIMIT_AT, _WORD.pack(_PATIENT))

    def _put(self, at: int, data: bytes) -> None:
        ctypes.memmove(self._page + at, data, len(data))


def _library(name: str) -> Any:
    return ctypes.WinDLL(name)  # type: ignore[attr-defined,unused-ignore]

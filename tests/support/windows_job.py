"""The processes that this one has started on Windows, directly or not: they are in its job.

A job of one's own within another one needs Windows 8 (Microsoft, "Nested Jobs"); every host is in one such.
"""

from __future__ import annotations

import ctypes
import functools
import os
from pathlib import PureWindowsPath
from typing import Any

_BASIC_PROCESS_ID_LIST = 3  # JobObjectBasicProcessIdList
_QUERY_LIMITED_INFORMATION = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
_MOST = 1000


class _ProcessIds(ctypes.Structure):
    """JOBOBJECT_BASIC_PROCESS_ID_LIST."""

    _fields_ = (
        ("NumberOfAssignedProcesses", ctypes.c_uint32),
        ("NumberOfProcessIdsInList", ctypes.c_uint32),
        ("ProcessIdList", ctypes.c_size_t * _MOST),
    )


@functools.cache
def own_job() -> int:
    """The job, which this process and all that it starts from now on are in."""
    kernel32 = _kernel32()
    job = kernel32.CreateJobObjectW(None, None)
    if not kernel32.AssignProcessToJobObject(job, kernel32.GetCurrentProcess()):
        raise ctypes.WinError(ctypes.get_last_error())  # type: ignore[attr-defined]
    return int(job)


def started_processes() -> dict[int, str]:
    """Each one's number, and the file name of its program."""
    found = _ProcessIds()
    if not _kernel32().QueryInformationJobObject(
        own_job(), _BASIC_PROCESS_ID_LIST, ctypes.byref(found), ctypes.sizeof(found), None
    ):
        raise ctypes.WinError(ctypes.get_last_error())  # type: ignore[attr-defined]
    numbers = found.ProcessIdList[: found.NumberOfProcessIdsInList]
    named = ((number, _program(number)) for number in numbers if number != os.getpid())
    return {number: name for number, name in named if name}


def _program(number: int) -> str:
    """The program's file name; "" when the process has ended."""
    kernel32 = _kernel32()
    process = kernel32.OpenProcess(_QUERY_LIMITED_INFORMATION, False, number)
    if not process:
        return ""
    path, size = ctypes.create_unicode_buffer(1024), ctypes.c_uint32(1024)
    known = kernel32.QueryFullProcessImageNameW(process, 0, path, ctypes.byref(size))
    kernel32.CloseHandle(process)
    return PureWindowsPath(path.value).name if known else ""


@functools.cache
def _kernel32() -> Any:
    kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    handle, number = ctypes.c_void_p, ctypes.c_uint32
    for function in ("CreateJobObjectW", "GetCurrentProcess", "OpenProcess"):
        getattr(kernel32, function).restype = handle
    kernel32.CreateJobObjectW.argtypes = [handle, ctypes.c_wchar_p]
    kernel32.AssignProcessToJobObject.argtypes = [handle, handle]
    kernel32.QueryInformationJobObject.argtypes = [handle, ctypes.c_int, handle, number, handle]
    kernel32.OpenProcess.argtypes = [number, ctypes.c_int, number]
    kernel32.QueryFullProcessImageNameW.argtypes = [handle, number, handle, handle]
    kernel32.CloseHandle.argtypes = [handle]
    return kernel32

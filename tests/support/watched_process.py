"""Whether a process ends that another one has started."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def watched(number: int) -> Iterator[Callable[[float], bool]]:
    """Watch the process of that number from now on: waits that many seconds at most, and says whether it has ended."""
    if sys.platform == "win32":
        import ctypes

        synchronize = 0x100000  # SYNCHRONIZE
        kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel32.OpenProcess.restype = ctypes.c_void_p
        process = kernel32.OpenProcess(synchronize, False, number)
        if not process:
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            yield lambda seconds: kernel32.WaitForSingleObject(ctypes.c_void_p(process), int(seconds * 1000)) == 0
        finally:
            kernel32.CloseHandle(ctypes.c_void_p(process))
    else:
        import os
        import select

        process = os.pidfd_open(number)
        try:
            yield lambda seconds: bool(select.select([process], [], [], seconds)[0])
        finally:
            os.close(process)

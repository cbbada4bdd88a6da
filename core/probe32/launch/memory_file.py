"""Linux: a file that is in no folder."""

from __future__ import annotations

import ctypes
import os
import sys

assert sys.platform != "win32"

_CLOSE_ON_EXEC = 1  # MFD_CLOEXEC, memfd_create(2)


def memory_file(name: str) -> int:
    """The descriptor of a new, empty file in memory; `name` is for people who look into `/proc`. `OSError`.

    Not every Python has `os.memfd_create`: those of cx_Freeze and of some distributors are built for systems of before
    2018. The system that they run on has it.
    """
    if hasattr(os, "memfd_create"):
        return os.memfd_create(name)
    descriptor: int = ctypes.CDLL(None, use_errno=True).memfd_create(name.encode(), _CLOSE_ON_EXEC)
    if descriptor < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return descriptor

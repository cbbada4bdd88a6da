"""Keeps Windows and the C runtimes from stopping the host behind a message box that nobody sees."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from typing import Any

_SEM_FAILCRITICALERRORS, _SEM_NOGPFAULTERRORBOX, _SEM_NOOPENFILEERRORBOX = 0x1, 0x2, 0x8000
_OUT_TO_STDERR = 1
_CALL_REPORTFAULT = 2
_REPORT_TYPES = (0, 1, 2)
_REPORT_TO_FILE = 1
_STDERR = -5
_RUNTIMES = (
    "ucrtbase", "ucrtbased", "msvcrt", "msvcr120", "msvcr120d", "msvcr110", "msvcr110d", "msvcr100", "msvcr100d",
    "msvcr90", "msvcr90d", "msvcr80", "msvcr80d", "msvcr71", "msvcr71d", "msvcr70",
)  # fmt: skip


def silence_error_boxes() -> None:
    """Errors of Windows and of every C runtime that is loaded go to the caller or to standard error.

    Repeatable; again after a library was loaded, because it may have brought a runtime. A runtime that was linked into
    a DLL can't be reached.
    """
    kernel32 = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    silent = _SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX | _SEM_NOOPENFILEERRORBOX
    kernel32.SetErrorMode(kernel32.GetErrorMode() | silent)
    for name in _RUNTIMES:
        module = kernel32.GetModuleHandleW(f"{name}.dll")
        if module:
            _silence(ctypes.CDLL(name, handle=module))


def _silence(runtime: Any) -> None:
    """Microsoft, "C run-time error handling"; old runtimes lack some of the functions."""
    with suppress(AttributeError):
        runtime._set_error_mode(_OUT_TO_STDERR)
    with suppress(AttributeError):
        runtime._set_abort_behavior(0, _CALL_REPORTFAULT)
    with suppress(AttributeError):  # the debug runtimes' reports, such as a failed _ASSERT
        for each in _REPORT_TYPES:
            runtime._CrtSetReportMode(each, _REPORT_TO_FILE)
            runtime._CrtSetReportFile(each, ctypes.c_void_p(_STDERR))

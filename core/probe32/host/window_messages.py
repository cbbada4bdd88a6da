"""The messages of the calling thread's windows and timers, which a DLL may need handled before it calls anybody.

Nothing happens in a process that has not loaded user32.dll: loading it costs time, and under Wine asks for a display.
"""

from __future__ import annotations

import ctypes
import math
from typing import Any

from .process_memory import declare

_REMOVE = 1
"""PM_REMOVE."""


_TICK = 0.01


class _Message(ctypes.Structure):
    _fields_ = (
        ("hwnd", ctypes.c_void_p),
        ("message", ctypes.c_uint32),
        ("wParam", ctypes.c_size_t),
        ("lParam", ctypes.c_ssize_t),
        ("time", ctypes.c_uint32),
        ("x", ctypes.c_int32),
        ("y", ctypes.c_int32),
    )


class MessageLoop:
    """One turn of the loop that every thread with windows has (Microsoft, "Using Messages and Message Queues")."""

    def __init__(self) -> None:
        kernel32 = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
        self._needed = bool(kernel32.GetModuleHandleW("user32.dll"))
        self.pause = _TICK if self._needed else math.inf
        """Seconds until there may be more messages."""
        self._message = _Message()
        if self._needed:
            user32: Any = ctypes.WinDLL("user32")  # type: ignore[attr-defined,unused-ignore]
            number, address = ctypes.c_uint32, ctypes.c_void_p
            self._peek = declare(user32.PeekMessageW, ctypes.c_int, address, address, number, number, number)
            self._translate = declare(user32.TranslateMessage, ctypes.c_int, address)
            self._dispatch = declare(user32.DispatchMessageW, ctypes.c_ssize_t, address)

    def turn(self) -> None:
        """Handle all messages that have come. A native fault of their handlers is raised as ctypes' `OSError`."""
        message = ctypes.byref(self._message)
        while self._needed and self._peek(message, None, 0, 0, _REMOVE):
            self._translate(message)
            self._dispatch(message)

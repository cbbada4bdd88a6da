"""The windows of this process that a person would see, and what they say.

Nothing here sends a message: the thread that owns a window may be the one that hangs.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

from .process_memory import declare

_MOST = 1000
_LOADER_LOCK_AT, _OWNER_AT = 0xA0, 0xC
"""Of the process's block (PEB) in 32-bit Windows, the pointer to the loader's critical section; of that, its owner."""
_LONGEST_TEXT = 1024


def prepare() -> None:
    """Look up what `texts` needs, if user32.dll is loaded. Takes the loader's lock. Repeatable."""
    global _functions
    kernel32 = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    if _functions is None and kernel32.GetModuleHandleW("user32.dll"):
        _functions = _Functions()


def texts() -> tuple[str, ...]:
    """Title and static texts of each visible top-level window of this process, as "Title: text". Any thread.

    None while somebody holds the loader's lock: the first question about windows may load a driver for them. Who takes
    the lock just between that look and the question, and hangs with it, keeps this thread too; so ask about a thread
    that has been hanging for a while.
    """
    if _functions is None or _functions.loader_is_locked():
        return ()
    return tuple(filter(None, map(_functions.text, _functions.visible())))


class _Functions:
    def __init__(self) -> None:
        user32 = ctypes.WinDLL("user32")  # type: ignore[attr-defined,unused-ignore]
        kernel32 = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
        handle = ctypes.c_void_p
        self._find = declare(user32.FindWindowExW, handle, handle, handle, ctypes.c_wchar_p, ctypes.c_wchar_p)
        self._process = declare(user32.GetWindowThreadProcessId, ctypes.c_uint32, handle, handle)
        self._visible = declare(user32.IsWindowVisible, ctypes.c_int, handle)
        self._text = declare(user32.InternalGetWindowText, ctypes.c_int, handle, handle, ctypes.c_int)
        self._own_process = kernel32.GetCurrentProcessId()
        block = declare(ctypes.WinDLL("ntdll").RtlGetCurrentPeb, handle)()  # type: ignore[attr-defined,unused-ignore]
        lock = ctypes.c_uint32.from_address(block + _LOADER_LOCK_AT).value
        self._owner = ctypes.c_uint32.from_address(lock + _OWNER_AT) if lock else ctypes.c_uint32()

    def loader_is_locked(self) -> bool:
        """Whether a thread holds the lock just now."""
        return self._owner.value != 0

    def visible(self) -> list[int]:
        """The top-level windows of this process that can be seen."""
        return [each for each in self._within(None, None) if self._is_own(each) and self._visible(each)]

    def text(self, window: int) -> str:
        """The window's title and its static texts."""
        said = [self._read(window), *map(self._read, self._within(window, "Static"))]
        return ": ".join(filter(None, said))

    def _within(self, parent: int | None, kind: str | None) -> Iterator[int]:
        window = None
        for _ in range(_MOST):
            window = self._find(parent, window, kind, None)
            if not window:
                break
            yield window

    def _is_own(self, window: int) -> bool:
        process = ctypes.c_uint32()
        self._process(window, ctypes.byref(process))
        return bool(process.value == self._own_process)

    def _read(self, window: int) -> str:
        buffer = ctypes.create_unicode_buffer(_LONGEST_TEXT)
        return ctypes.wstring_at(buffer, self._text(window, buffer, _LONGEST_TEXT)).strip()


_functions: _Functions | None = None

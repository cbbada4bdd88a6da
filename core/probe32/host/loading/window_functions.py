"""The functions of Windows that a window with an ActiveX control needs, with their types (Microsoft, "winuser.h")."""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from functools import cache
from typing import Any

LRESULT = ctypes.c_ssize_t

_NUMBER, _FLAGS, _HANDLE, _TEXT = ctypes.c_int, wintypes.UINT, wintypes.HWND, wintypes.LPCWSTR
_MESSAGE = _HANDLE, _FLAGS, wintypes.WPARAM, wintypes.LPARAM

_USER32: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "CreateWindowExW": (
        _HANDLE,
        (wintypes.DWORD, _TEXT, _TEXT, wintypes.DWORD, *[_NUMBER] * 4, *[_HANDLE] * 3, ctypes.c_void_p),
    ),
    "DefWindowProcW": (LRESULT, _MESSAGE),
    "DestroyWindow": (wintypes.BOOL, (_HANDLE,)),
    "DispatchMessageW": (LRESULT, (ctypes.c_void_p,)),
    "GetMessageW": (_NUMBER, (ctypes.c_void_p, _HANDLE, _FLAGS, _FLAGS)),
    "GetWindowThreadProcessId": (wintypes.DWORD, (_HANDLE, ctypes.c_void_p)),
    "LoadCursorW": (_HANDLE, (_HANDLE, ctypes.c_void_p)),
    "LoadIconW": (_HANDLE, (_HANDLE, ctypes.c_void_p)),
    "MessageBoxExW": (_NUMBER, (_HANDLE, _TEXT, _TEXT, _FLAGS, wintypes.WORD)),
    "PostMessageW": (wintypes.BOOL, _MESSAGE),
    "PostQuitMessage": (None, (_NUMBER,)),
    "RegisterClassExW": (wintypes.ATOM, (ctypes.c_void_p,)),
    "SetWindowPos": (wintypes.BOOL, (_HANDLE, _HANDLE, *[_NUMBER] * 4, _FLAGS)),
    "SetWindowTextW": (wintypes.BOOL, (_HANDLE, _TEXT)),
    "ShowWindow": (wintypes.BOOL, (_HANDLE, _NUMBER)),
    "TranslateMessage": (wintypes.BOOL, (ctypes.c_void_p,)),
    "UnregisterClassW": (wintypes.BOOL, (_TEXT, _HANDLE)),
    "UpdateWindow": (wintypes.BOOL, (_HANDLE,)),
}

WindowProcedure: Any = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)(LRESULT, *_MESSAGE)
"""`WNDPROC`; what makes one must live as long as its window."""


class WindowClass(ctypes.Structure):
    """`WNDCLASSEXW`."""

    _fields_ = (
        ("size", _FLAGS),
        ("style", _FLAGS),
        ("procedure", WindowProcedure),
        ("class_extra", _NUMBER),
        ("window_extra", _NUMBER),
        ("instance", _HANDLE),
        ("icon", _HANDLE),
        ("cursor", _HANDLE),
        ("background", _HANDLE),
        ("menu_name", _TEXT),
        ("class_name", _TEXT),
        ("small_icon", _HANDLE),
    )


@cache
def user32() -> Any:
    """user32.dll, an instance of our own: other users of `ctypes.windll.user32` keep their types."""
    library = ctypes.WinDLL("user32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    for name, (result, parameters) in _USER32.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, parameters
    return library


@cache
def atl() -> Any:
    """atl.dll, ready to host controls in windows of its class `AtlAxWin`."""
    library = ctypes.WinDLL("atl")  # type: ignore[attr-defined,unused-ignore]
    library.AtlAxGetControl.argtypes = _HANDLE, ctypes.c_void_p
    library.AtlAxGetControl.restype = ctypes.c_int
    library.AtlAxWinInit()
    return library


def stock_brush(number: int) -> int:
    """The handle of one of Windows' own brushes (`GetStockObject`)."""
    library = ctypes.WinDLL("gdi32")  # type: ignore[attr-defined,unused-ignore]
    library.GetStockObject.restype = _HANDLE
    return int(library.GetStockObject(number) or 0)


def this_program() -> int:
    """The instance handle that window classes belong to (`GetModuleHandleW`)."""
    library = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    library.GetModuleHandleW.restype = _HANDLE
    return int(library.GetModuleHandleW(None))

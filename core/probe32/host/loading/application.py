"""The window that shows ActiveX controls: `LoadLibrary(..., "activex").application`."""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from ...errors import LoadError
from .com import class_id, com_client
from .window_functions import WindowClass, WindowProcedure, atl, stock_brush, this_program, user32

MessageHandler = Callable[[int, int, int, int], object]

_WM_DESTROY, _WM_CLOSE = 0x0002, 0x0010
_USE_DEFAULT = -0x80000000
_OVERLAPPED_WINDOW, _CHILD, _VISIBLE = 0x00CF0000, 0x40000000, 0x10000000
_SW_NORMAL, _SWP_NOMOVE = 1, 0x0002
_STANDARD_ICON = _STANDARD_CURSOR = 32512
_ATL_WINDOW_CLASS = "AtlAxWin"

_procedures: list[object] = []
"""Machine code that windows call, the last time after `WM_DESTROY`: it is never freed, for windows are few."""


class Application:
    """A top-level window, hidden until `show`, in the thread that made it, which must also run its message loop.

    `background` is the number of a stock brush (0: white), `icon` a handle, `title` the text of its title bar;
    `class_style` and `window_style` are those of Microsoft's `winuser.h`. Numbers and their enumerations are both
    taken. `LoadError`: there is no display to make windows on.
    """

    def __init__(
        self,
        *,
        background: int = 0,
        class_style: int = 0,
        icon: int | None = None,
        title: str = "ActiveX",
        window_style: int = _OVERLAPPED_WINDOW,
    ) -> None:
        self._client = com_client()
        self._connections: list[Any] = []
        self._handlers: list[MessageHandler] = []
        self._thread = threading.get_ident()
        self._class = self._registered(background, class_style, icon)
        place = [_USE_DEFAULT] * 4
        self._hwnd = _create(self._class.class_name, title, window_style, place, None)
        if not self._hwnd:
            self._unregister()
            raise LoadError(
                "An ActiveX control needs a window, and there is no display to make one on.",
                hint="On Linux set DISPLAY; without a screen start an X server such as Xvfb (xvfb-run).",
            )

    @property
    def hwnd(self) -> int:
        """The handle of the window; 0 after it was destroyed."""
        return self._hwnd or 0

    @property
    def thread_id(self) -> int:
        """Windows' number of the thread that made the window."""
        return int(user32().GetWindowThreadProcessId(self._hwnd, None))

    def load(
        self,
        activex_id: str,
        *,
        parent: int | None = None,
        x: int = 0,
        y: int = 0,
        width: int = 0,
        height: int = 0,
        style: int = _VISIBLE | _CHILD,
        ex_style: int = 0,
    ) -> Any:
        """Make a control in this window, or in the window `parent`, and return a pointer to its best interface.

        `activex_id` is its ProgID or CLSID; `x`, `y`, `width` and `height` are in pixels; `style` and `ex_style` are
        those of the small window that is made around it. `LoadError`: it is not registered, or is no control.
        """
        identifier = str(class_id(activex_id, "activex"))
        host = atl()
        place = [x, y, width, height]
        child = _create(_ATL_WINDOW_CLASS, identifier, style, place, parent or self._hwnd, ex_style)
        pointer = ctypes.POINTER(sys.modules["comtypes"].IUnknown)()
        status = host.AtlAxGetControl(child, ctypes.byref(pointer)) if child else -1
        if status or not pointer:
            raise LoadError(
                f"{activex_id} could not be hosted in a window (HRESULT 0x{status & 0xFFFFFFFF:08X}).",
                hint="Is it an ActiveX control? Load a COM object without a window with libtype='com'.",
            )
        return self._client.GetBestInterface(pointer)

    def show(self, command: int = _SW_NORMAL) -> None:
        """Show the window; `command` is one of `ShowWindow`'s."""
        user32().ShowWindow(self._hwnd, command)
        user32().UpdateWindow(self._hwnd)

    def run(self) -> None:
        """Handle the window's messages until it is closed, or the program is interrupted."""
        message = wintypes.MSG()
        try:
            while user32().GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
                user32().TranslateMessage(ctypes.byref(message))
                user32().DispatchMessageW(ctypes.byref(message))
        except KeyboardInterrupt:
            pass

    def close(self) -> None:
        """Ask the window to close, which ends `run`; from any thread."""
        user32().PostMessageW(self._hwnd, _WM_CLOSE, 0, 0)

    def destroy(self) -> None:
        """Take the window away with its controls, at once; in another thread than its own, as soon as that comes to it.

        May be repeated.
        """
        self.unhandle_events()
        if self._hwnd and self._thread != threading.get_ident():
            self.close()
        elif self._hwnd:
            user32().DestroyWindow(self._hwnd)
            self._unregister()

    def handle_events(self, source: Any, sink: Any = None, *, interface: Any = None) -> Any:
        """Let the methods of `sink` (this object, when None) be called for the events of their names from `source`.

        `interface` is that of the events, by default the one that `source` names. Returns the connection, for
        `unhandle_events`. Events arrive while messages are handled: in `run` and
        `wait_for_events`.
        """
        connection = self._client.GetEvents(source, sink or self, interface=interface)
        self._connections.append(connection)
        return connection

    def unhandle_events(self, *connections: Any) -> None:
        """Stop handling the events of these `connections`, or of all."""
        for connection in connections or tuple(self._connections):
            connection.disconnect()
            self._connections.remove(connection)

    def wait_for_events(self, timeout: float) -> None:
        """Handle messages and events for `timeout` seconds."""
        self._client.PumpEvents(timeout)

    def add_message_handler(self, handler: MessageHandler) -> None:
        """Call `handler(hwnd, message, wparam, lparam)` for every message to the window; what it returns is ignored."""
        self._handlers.append(handler)

    def set_window_position(self, x: int, y: int, width: int, height: int, *, flags: int = 0) -> None:
        """Put the window at `x`, `y` with this `width` and `height`, in pixels; `flags` are those of `SetWindowPos`."""
        user32().SetWindowPos(self._hwnd, None, x, y, width, height, flags)

    def set_window_size(self, width: int, height: int) -> None:
        """Give the window this `width` and `height`, in pixels."""
        self.set_window_position(0, 0, width, height, flags=_SWP_NOMOVE)

    def set_window_title(self, title: str) -> None:
        """Make `title` the text of the title bar."""
        user32().SetWindowTextW(self._hwnd, title)

    @staticmethod
    def message_box(
        *, hwnd: int | None = None, language_id: int = 0, options: int = 0, text: str = "", title: str = ""
    ) -> int:
        """Show `text` until a person answers it; returns Windows' number of the button (`MessageBoxExW`).

        `hwnd` is the window that it belongs to, `title` its caption; `options` and `language_id` are Windows'.
        """
        return int(user32().MessageBoxExW(hwnd, text, title, options, language_id))

    def _registered(self, background: int, style: int, icon: int | None) -> WindowClass:
        """A window class of this window's own, registered."""
        picture = icon or user32().LoadIconW(None, _STANDARD_ICON)
        made = WindowClass(
            size=ctypes.sizeof(WindowClass),
            style=style,
            procedure=WindowProcedure(self._on_message),
            instance=this_program(),
            icon=picture,
            small_icon=picture,
            cursor=user32().LoadCursorW(None, _STANDARD_CURSOR),
            background=stock_brush(background),
            class_name=f"Probe32ActiveX{id(self)}",
        )
        _procedures.append(made)
        user32().RegisterClassExW(ctypes.byref(made))
        return made

    def _unregister(self) -> None:
        user32().UnregisterClassW(self._class.class_name, self._class.instance)

    def _on_message(self, hwnd: int, message: int, wparam: int, lparam: int) -> int:
        for handler in self._handlers:
            handler(hwnd, message, wparam, lparam)
        if message == _WM_DESTROY:
            self._hwnd = None
            user32().PostQuitMessage(0)
            return 0
        return int(user32().DefWindowProcW(hwnd, message, wparam, lparam))


def _create(
    class_name: str, title: str, style: int, place: list[int], parent: int | None, ex_style: int = 0
) -> int | None:
    window: int | None = user32().CreateWindowExW(
        ex_style, class_name, title, style, *place, parent, None, this_program(), None
    )
    return window

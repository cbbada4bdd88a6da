"""ActiveX controls: COM objects that live in a window, which Microsoft's ATL (atl.dll) gives them."""

from __future__ import annotations

from typing import Any

from .com import com_client
from .loaded import Loaded

_OF_THE_WINDOW = ("background", "class_style", "icon", "title", "window_style")


def load(name: str, libtype: str, kwargs: dict[str, Any]) -> Loaded:
    """Make a window and the control with the ProgID or CLSID `name` in it; the window is not shown yet.

    `kwargs` go to `Application` and to its method `load`. `LoadError`: it is not registered, is no control, or there
    is no display.
    """
    com_client()
    from .application import Application

    window = {key: kwargs.pop(key) for key in _OF_THE_WINDOW if key in kwargs}
    application = Application(**window)
    try:
        control = application.load(name, **kwargs)
    except BaseException:
        application.destroy()
        raise
    return Loaded(name, control, application=application, close=application.destroy)

"""C libraries: `cdll`, `windll` and `oledll`, through ctypes."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

from ...errors import LoadError
from .loaded import Loaded
from .search import find, for_system

_BITS = 64 if sys.maxsize > 2**32 else 32

_CLASSES = {"cdll": "CDLL", "windll": "WinDLL", "oledll": "OleDLL"}

_REASONS = {
    126: (
        "a DLL that it depends on was not found",
        "Put the missing DLL beside it, or name its folder with add_dll_directory.",
    ),
    127: (
        "a DLL that it depends on lacks a function that it needs",
        "Find the version of that DLL that the vendor delivers.",
    ),
    193: (
        f"it is no {_BITS}-bit library",
        f"The {_BITS}-bit host loads x86 libraries only; ask the vendor for the x86 build."
        if _BITS == 32
        else "Load it in the 32-bit host, through Client64.",
    ),
    182: (
        "a DLL that it depends on lacks a function, asked for by its ordinal",
        "Find the version of that DLL that the vendor delivers.",
    ),
    998: (
        "its own start-up code, or that of a DLL it depends on, used memory that is not there",
        "Check what the vendor requires: a driver, a licence, an attached instrument.",
    ),
    14001: (
        "a side-by-side assembly that its manifest names is not installed",
        "Install the Visual C++ Redistributable (x86) that the vendor names, or run the vendor's setup.",
    ),
    1114: (
        "its own start-up code failed",
        "Check what the vendor requires: a driver, a licence, an attached instrument.",
    ),
}
"""Windows' error codes for loading (Microsoft, "System Error Codes"): what happened, and what to do."""


def load(name: str, libtype: str, kwargs: dict[str, Any]) -> Loaded:
    """Load the library; `kwargs` go to the ctypes class. `LoadError`: it was not found, or the system refused it."""
    loader = getattr(ctypes, _CLASSES[libtype], None)
    if loader is None:
        raise LoadError(f"Cannot load {name} as {libtype!r}: that kind of library exists on Windows only.")
    path = find(name, libtype)
    try:
        return Loaded(path, loader(for_system(path), **kwargs))
    except OSError as error:
        # ctypes has words of its own for 126, and drops the number.
        code = 126 if isinstance(error, FileNotFoundError) else getattr(error, "winerror", None)
        reason, hint = _REASONS.get(code or 0, (str(error), ""))
        raise LoadError(f"Failed to load {path}: {reason}.", hint=hint, code=code, path=path) from error

"""Finds a library and loads it, with the reason in words when it can't be."""

from __future__ import annotations

import ctypes
import ctypes.util
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..errors import LoadError

logger = logging.getLogger(__name__)

_EXTENSION = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
_BITS = 64 if sys.maxsize > 2**32 else 32

_LOADERS: dict[str, Callable[..., Any]] = {"cdll": ctypes.CDLL}
if sys.platform == "win32":
    _LOADERS |= {"windll": ctypes.WinDLL, "oledll": ctypes.OleDLL}

LIBTYPES = ("cdll", "windll", "oledll")

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
    1114: (
        "its own start-up code failed",
        "Check what the vendor requires: a driver, a licence, an attached instrument.",
    ),
}
"""Windows' error codes for loading (Microsoft, "System Error Codes"): what happened, and what to do."""


class LoadLibrary:
    """A library of the kind `libtype`, loaded into this process: `cdll` (default), `windll` or `oledll`.

    `path` is a file, or a name to be looked for: as given, by the system, in `sys.path`, in `PATH`. The platform's
    extension is added when there is none. Other keyword arguments go to the ctypes class.

    `ValueError`: `path` is empty, or `libtype` is unknown. `LoadError` (an `OSError`): nothing was found, or the
    system refused to load it; the message says why.
    """

    def __init__(self, path: str | os.PathLike[str], libtype: str | None = None, **kwargs: Any) -> None:
        name = os.fsdecode(path)
        if not name:
            raise ValueError("The path of the library is empty. Give a file or a name, such as 'my_lib.dll'.")
        self._libtype = (libtype or "cdll").lower()
        if self._libtype not in LIBTYPES:
            raise ValueError(f"Invalid libtype {libtype!r}. It must be one of: {', '.join(LIBTYPES)}.")
        self._path = _find(name, self._libtype)
        self._lib: Any = _load(self._path, self._libtype, kwargs)
        logger.debug("Loaded %s", self._path)

    @property
    def lib(self) -> Any:
        """The ctypes object; None after `cleanup`."""
        return self._lib

    @property
    def path(self) -> str:
        """The file that was loaded."""
        return self._path

    @property
    def assembly(self) -> Any:
        """The .NET assembly; None for other libraries."""
        return None

    @property
    def application(self) -> Any:
        """The ActiveX application window; None for other libraries."""
        return None

    @property
    def gateway(self) -> Any:
        """The Java gateway; None for other libraries."""
        return None

    def cleanup(self) -> None:
        """Forget the library; may be called again. Windows keeps it loaded until the process ends."""
        self._lib = None

    def __enter__(self) -> LoadLibrary:
        return self

    def __exit__(self, *_: object) -> None:
        self.cleanup()

    def __repr__(self) -> str:
        return f"<LoadLibrary libtype={self._libtype} path={self._path}>"


def _find(name: str, libtype: str) -> str:
    """The path of the library. `LoadError`: there is none."""
    known = ctypes.util.find_library(name)
    if not Path(name).suffix:
        name += _EXTENSION
    folders = (*sys.path, *os.environ.get("PATH", "").split(os.pathsep))
    for candidate in (Path(name), *([Path(known)] if known else []), *(Path(each, name) for each in folders)):
        if candidate.is_file():
            return str(candidate.resolve())
    if known:  # a name that only the system's loader can place
        return known
    raise LoadError(
        f"Cannot find {name!r} for libtype={libtype!r}.",
        hint="Give its full path, or put its folder on PATH (append_environ_path) or on sys.path (append_sys_path).",
    )


def _load(path: str, libtype: str, kwargs: dict[str, Any]) -> Any:
    if libtype not in _LOADERS:
        raise LoadError(f"Cannot load {path} as {libtype!r}: that kind of library exists on Windows only.")
    try:
        return _LOADERS[libtype](path, **kwargs)
    except OSError as error:
        # ctypes has words of its own for 126, and drops the number.
        code = 126 if isinstance(error, FileNotFoundError) else getattr(error, "winerror", None)
        reason, hint = _REASONS.get(code or 0, (str(error), ""))
        raise LoadError(f"Failed to load {path}: {reason}.", hint=hint) from error

"""Finds a library of any kind and loads it into this process, with the reason in words when it can't be."""

from __future__ import annotations

import os
import sys
import weakref
from importlib import import_module
from typing import Any

from .loaded import Loaded

_MODULES = {
    "cdll": "native",
    "windll": "native",
    "oledll": "native",
    "net": "dotnet",
    "clr": "dotnet",
    "java": "java",
    "com": "com",
    "activex": "activex",
}
"""The module here that loads a kind; each is imported when it is needed, since every import delays the host's start."""

LIBTYPES = tuple(_MODULES)


class LoadLibrary:
    """A library of the kind `libtype`, loaded into this process.

    `libtype` is one of

    - `cdll` (the default), `windll`, `oledll`: functions of a C library, through ctypes;
    - `net` or `clr`: a .NET assembly, through pythonnet;
    - `java` (the default for .jar and .class): Java classes in a Java process of their own, through Py4J;
    - `com`: a COM object, through comtypes; `path` is its ProgID or CLSID;
    - `activex`: an ActiveX control in a window, through comtypes; `path` is its ProgID or CLSID.

    Any other `path` is a file, or a name to be looked for: as given, by the system, in `sys.path`, in `PATH`. The
    platform's extension is added when there is none.

    Other keyword arguments go to what loads the library: the ctypes class, `py4j.java_gateway.JavaGateway`,
    `comtypes.client.CreateObject`, or `Application` and its method `load`; .NET takes none and ignores them.

    `ValueError`: `path` is empty, or `libtype` is unknown. `LoadError` (an `OSError`): nothing was found, or it could
    not be loaded, or what that takes is not installed; the message says which.
    """

    def __init__(self, path: str | bytes | os.PathLike[str], libtype: str | None = None, **kwargs: Any) -> None:
        name = os.fsdecode(path)
        if not name:
            raise ValueError("The path of the library is empty. Give a file or a name, such as 'my_lib.dll'.")
        self._libtype = (libtype or _usual_libtype(name)).lower()
        if self._libtype not in _MODULES:
            raise ValueError(f"Invalid libtype {libtype!r}. It must be one of: {', '.join(LIBTYPES)}.")
        loader = import_module(f".{_MODULES[self._libtype]}", __name__)
        self._loaded: Loaded = loader.load(name, self._libtype, kwargs)
        self._path: str = self._loaded.path
        self._close = weakref.finalize(self, self._loaded.close)
        if logging := sys.modules.get("logging"):  # who listens has imported it; a host should not wait for that
            logging.getLogger(__name__).debug("Loaded %s", self._path)

    @property
    def lib(self) -> Any:
        """The loaded library; None after `cleanup`.

        A ctypes library; an object whose attributes are an assembly's namespaces and types; Py4J's view of the Java
        machine; or a pointer to a COM interface.
        """
        return self._loaded.lib

    @property
    def path(self) -> str:
        """The file that was loaded; the ProgID or CLSID of a COM object or ActiveX control, as it was given."""
        return self._path

    @property
    def assembly(self) -> Any:
        """The .NET assembly (`System.Reflection.Assembly`); None for other libraries."""
        return self._loaded.assembly

    @property
    def application(self) -> Any:
        """The window of the ActiveX control, an `Application`; None for other libraries."""
        return self._loaded.application

    @property
    def gateway(self) -> Any:
        """The `py4j.java_gateway.JavaGateway`; None for other libraries."""
        return self._loaded.gateway

    def cleanup(self) -> None:
        """Forget the library; may be called again.

        This closes an ActiveX control's window and ends a Java machine. Windows keeps a DLL or an assembly loaded
        until the process ends.
        """
        self._loaded = Loaded(self._path)
        self._close()

    def __enter__(self) -> LoadLibrary:
        return self

    def __exit__(self, *_: object) -> None:
        self.cleanup()

    def __repr__(self) -> str:
        return f"<LoadLibrary libtype={self._libtype} path={self._path}>"


def _usual_libtype(name: str) -> str:
    return "java" if name.lower().endswith((".jar", ".class")) else "cdll"

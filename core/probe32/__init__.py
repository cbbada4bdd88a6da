"""Call 32-bit Windows DLLs from 64-bit Python.

The public names are resolved on first use (PEP 562), because this package is also imported inside the 32-bit host,
where every import delays the first call.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .abi.varargs import CValue as CValue
    from .client64 import Client64 as Client64
    from .client_errors import ConnectionTimeoutError as ConnectionTimeoutError
    from .client_errors import ResponseTimeoutError as ResponseTimeoutError
    from .client_errors import Server32Error as Server32Error
    from .errors import Probe32Error as Probe32Error
    from .host.loading import LoadLibrary as LoadLibrary
    from .library import Library as Library
    from .server32 import Server32 as Server32

__version__ = "0.1.0"

_HOME = {
    "CValue": "abi.varargs",
    "Client64": "client64",
    "ConnectionTimeoutError": "client_errors",
    "Library": "library",
    "LoadLibrary": "host.loading",
    "Probe32Error": "errors",
    "ResponseTimeoutError": "client_errors",
    "Server32": "server32",
    "Server32Error": "client_errors",
}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    """Import the module that owns the public `name`, once."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})

"""Answers `from msl.loadlib import Client64, Server32` with Probe32's own classes.

In the 32-bit host both import names always work. On the client, call `install()` before the import.
Standard library only, because the host imports it.
"""

from __future__ import annotations

import sys
from types import ModuleType

_NAMES = ("Client64", "ConnectionTimeoutError", "LoadLibrary", "ResponseTimeoutError", "Server32", "Server32Error")

MSL_VERSION = "1.1.0"
"""The release of msl-loadlib whose contract is kept."""


class _Alias(ModuleType):
    """`msl.loadlib`, resolved on first use."""

    __version__ = MSL_VERSION
    version_tuple = (1, 1, 0)
    IS_PYTHON_64BIT = sys.maxsize > 2**32

    def __getattr__(self, name: str) -> object:
        if name not in _NAMES:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        import probe32

        return getattr(probe32, name)


def install() -> None:
    """Make `msl.loadlib` mean Probe32 in this process; may be called again."""
    loadlib = _Alias("msl.loadlib", "Probe32 under msl-loadlib's name.")
    loadlib.__path__ = []
    package = ModuleType("msl")
    package.__path__ = []
    package.loadlib = loadlib  # type: ignore[attr-defined]
    sys.modules["msl"] = package
    sys.modules["msl.loadlib"] = loadlib


def installed() -> bool:
    """Whether `msl.loadlib` means Probe32 in this process."""
    return isinstance(sys.modules.get("msl.loadlib"), _Alias)

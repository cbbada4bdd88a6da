"""Answers `from msl.loadlib import Client64, Server32` with Probe32's own classes.

In the 32-bit host both import names always work. On the client, call `install()` before the import, or start an
unchanged program with `python -m probe32.compat PROGRAM [ARG...]`. Standard library only, and light, because every
host imports it at its start: what the names stand for is imported when a program asks for it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType

MSL_VERSION = "1.1.0"
"""The release of msl-loadlib whose contract is kept."""

_NAMESPACE = "msl"
_LOADLIB = "msl.loadlib"

_CLIENT = {"Client64": "compat.client64"}
_SERVER = {"Server32": "server32"}
_LOADING = {"LoadLibrary": "host.loading"}
_ERRORS = dict.fromkeys(("ConnectionTimeoutError", "ResponseTimeoutError", "Server32Error"), "client_errors")
_COM = dict.fromkeys(("generate_com_wrapper", "get_com_info"), "com_info")
_CONSTANTS = dict.fromkeys(("IS_LINUX", "IS_MAC", "IS_PYTHON_64BIT", "IS_WINDOWS"), "compat.msl_types")
_TYPES = dict.fromkeys(("LibType", "PathLike", "Server32Subclass"), "compat.msl_types")
_CHECKS = dict.fromkeys(
    ("get_available_port", "is_comtypes_installed", "is_port_in_use", "is_py4j_installed", "is_pythonnet_installed"),
    "compat.msl_checks",
)
_MODULES = {
    "": _CLIENT | _SERVER | _LOADING | _ERRORS | _COM | {"IS_PYTHON_64BIT": "compat.msl_types"},
    "client64": _CLIENT,
    "exceptions": _ERRORS,
    "load_library": _LOADING,
    "server32": _SERVER,
    "typing": _TYPES,
    "utils": _COM | _CHECKS,
    "_constants": _CONSTANTS,
}
"""Each module that msl-loadlib's users import, and where below `probe32` its names are."""


class _Alias(ModuleType):
    """`msl.loadlib` or a module in it; its names are resolved on first use."""

    def __init__(self, name: str, homes: dict[str, str], *, is_package: bool) -> None:
        super().__init__(name, "Probe32 under msl-loadlib's name.")
        self.__spec__ = ModuleSpec(name, None, is_package=is_package)
        self.__package__ = name if is_package else name.rpartition(".")[0]
        self.__all__ = [*homes]  # for `from msl.loadlib import *`
        if is_package:
            self.__path__: list[str] = []
        self._homes = homes

    def __getattr__(self, name: str) -> object:
        home = self._homes.get(name)
        if home is None:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"probe32.{home}"), name)
        setattr(self, name, value)
        return value

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._homes})


class _Everywhere:
    """The `__path__` of the namespace `msl`: other packages in it are installed wherever they are."""

    def __iter__(self) -> Iterator[str]:
        for finder in sys.meta_path:
            spec = finder.find_spec(_NAMESPACE, None)
            if spec is not None:
                yield from spec.submodule_search_locations or ()


def install() -> None:
    """Make `msl.loadlib` mean Probe32 in this process, whether msl-loadlib is installed or not; may be called again.

    Other packages of the namespace `msl` stay importable.
    """
    for name in [name for name in sys.modules if name.startswith(f"{_LOADLIB}.")]:
        del sys.modules[name]
    loadlib = _Alias(_LOADLIB, _MODULES[""], is_package=True)
    vars(loadlib).update(__version__=MSL_VERSION, version_tuple=tuple(map(int, MSL_VERSION.split("."))))
    sys.modules[_LOADLIB] = loadlib
    for name, homes in _MODULES.items():
        if name:
            module = _Alias(f"{_LOADLIB}.{name}", homes, is_package=False)
            sys.modules[module.__name__] = module
            setattr(loadlib, name, module)
    _namespace().loadlib = loadlib  # type: ignore[attr-defined]


def installed() -> bool:
    """Whether `msl.loadlib` means Probe32 in this process."""
    return isinstance(sys.modules.get(_LOADLIB), _Alias)


def _namespace() -> ModuleType:
    package = sys.modules.get(_NAMESPACE)
    if package is None:
        package = sys.modules[_NAMESPACE] = ModuleType(_NAMESPACE)
        package.__spec__ = ModuleSpec(_NAMESPACE, None, is_package=True)
        package.__package__ = _NAMESPACE
        package.__path__ = _Everywhere()  # type: ignore[assignment]
    return package

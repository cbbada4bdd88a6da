"""COM on this machine: what is registered, and Python modules for it. Works in the 32-bit host and on Windows.

Standard library only, because the host imports it; comtypes is asked for when it is needed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import Any

from .errors import LoadError
from .host.loading import LoadLibrary
from .host.loading.com import com_client

_CLASSES = ("CLSID", r"Wow6432Node\CLSID")
"""Where classes are registered, below HKEY_CLASSES_ROOT: those of this process's bitness, and the 32-bit ones for a
64-bit process. In a 32-bit process the second does not exist, or is the same."""

_FILES = frozenset({".dll", ".exe", ".ocx", ".olb", ".tlb"})
"""What type information is read from; any other text is a ProgID or CLSID."""


def get_com_info(*additional_keys: str) -> dict[str, dict[str, str | None]]:
    """The registered COM classes that have a ProgID, by their CLSIDs.

    Each value holds the `ProgID` and, by their names, the default values of the `additional_keys` of the class, such
    as `Version` and `InprocServer32`; None for a key that the class lacks. `OSError`: this is not Windows.
    """
    if sys.platform != "win32":
        raise OSError("COM libraries are registered on Windows only; ask in the 32-bit host, through Server32.")
    found: dict[str, dict[str, str | None]] = {}
    for place in _CLASSES:
        for clsid in _subkeys(place):
            progid = _value(rf"{place}\{clsid}", "ProgID")
            if progid is not None:
                rest = {name: _value(rf"{place}\{clsid}", name) for name in additional_keys}
                found[clsid] = {"ProgID": progid, **rest}
    return found


def generate_com_wrapper(lib: Any, out_dir: str | bytes | os.PathLike[str] | None = None) -> ModuleType:
    r"""The Python module that comtypes makes of a COM library's type information.

    `lib` is a `LoadLibrary`, a pointer from comtypes, a ProgID or CLSID, the path of a .tlb, .dll or .exe, a sequence
    of the library's GUID and its major and minor version, or an object with `_reg_libid_` and `_reg_version_`.

    The module is written into the folder `out_dir`, which is made when it is missing; without one into comtypes' own
    cache, or nowhere in the 32-bit host. `OSError`: this is not Windows, comtypes is not installed, nothing was found,
    or it describes no types.
    """
    client = com_client()
    source = _type_library(lib)
    try:
        if out_dir is None:
            return _module(client, source)
        with _written_to(Path(os.fsdecode(out_dir)).resolve(), client):
            return _module(client, source)
    except OSError as error:
        raise LoadError(f"{lib!r} has no type information that can be read: {error}.") from error


@contextmanager
def _written_to(folder: Path, client: Any) -> Iterator[None]:
    """Have comtypes write modules into `folder`, also those that it has made already, on which others may build."""
    folder.mkdir(parents=True, exist_ok=True)
    generated = sys.modules["comtypes.gen"]
    usual = client.gen_dir, generated.__path__
    client.gen_dir, generated.__path__ = str(folder), [str(folder)]
    made = {name: module for name, module in sys.modules.items() if name.startswith("comtypes.gen.")}
    for name in made:
        del sys.modules[name]
    try:
        yield
    finally:
        client.gen_dir, generated.__path__ = usual
        sys.modules.update(made)


def _module(client: Any, source: Any) -> ModuleType:
    module: ModuleType = client.GetModule(source)
    return module


def _type_library(lib: Any) -> Any:
    """What `comtypes.client.GetModule` understands."""
    if isinstance(lib, str) and Path(lib).suffix.lower() not in _FILES:
        lib = LoadLibrary(lib, "com")
    if isinstance(lib, LoadLibrary):
        lib = lib.lib
    if not hasattr(lib, "__com_interface__") or hasattr(lib, "GetLibAttr"):
        return lib
    try:
        return _dispatch(lib).GetTypeInfo(0).GetContainingTypeLib()[0]
    except (AttributeError, OSError, sys.modules["comtypes"].COMError) as error:
        raise LoadError(f"{lib!r} has no type information to make a module of ({error}).") from error


def _dispatch(pointer: Any) -> Any:
    """The object's IDispatch, which knows its type information."""
    return pointer.QueryInterface(sys.modules["comtypes.automation"].IDispatch)


def _subkeys(path: str) -> Iterator[str]:
    import winreg

    with suppress(OSError), winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, path) as key:  # type: ignore[attr-defined]
        index = 0
        while True:  # EnumKey tells the end by raising
            yield winreg.EnumKey(key, index)  # type: ignore[attr-defined]
            index += 1


def _value(path: str, name: str) -> str | None:
    """The default value of a key; None when there is no such key."""
    import winreg

    try:
        return str(winreg.QueryValue(winreg.HKEY_CLASSES_ROOT, rf"{path}\{name}"))  # type: ignore[attr-defined]
    except OSError:
        return None

"""COM objects, through comtypes."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from ...errors import LoadError
from .loaded import Loaded
from .packages import needed

_CLASS_NOT_REGISTERED = -2147221164
"""REGDB_E_CLASSNOTREG."""


def load(name: str, libtype: str, kwargs: dict[str, Any]) -> Loaded:
    """Create the object with the ProgID or CLSID `name`; `kwargs` go to `comtypes.client.CreateObject`.

    `LoadError`: it is not registered, or could not be created.
    """
    client = com_client()
    clsid = class_id(name, libtype)
    try:
        return Loaded(name, client.CreateObject(clsid, **kwargs))
    except (OSError, sys.modules["comtypes"].COMError) as error:
        if _code_of(error) == _CLASS_NOT_REGISTERED:
            raise not_registered(name, libtype) from error
        raise LoadError(f"Creating {name} failed: {error}.", hint="Does the program that provides it work?") from error


def com_client() -> Any:
    """`comtypes.client`. Where Python is frozen the modules that comtypes writes for type libraries stay in memory.

    By itself it would write them into the folder for temporary files, and leave them there. `LoadError`: this is
    not Windows, or comtypes is not installed.
    """
    if sys.platform != "win32":
        raise LoadError("COM exists on Windows only, where it needs comtypes (pip install comtypes).")
    comtypes = needed("comtypes", "comtypes", "a COM library")
    in_memory = getattr(sys, "frozen", False) and "comtypes.client" not in sys.modules
    if in_memory:
        generated = ModuleType("comtypes.gen")
        generated.__path__ = [sys.prefix]  # comtypes wants the name of a folder; nothing is written there
        sys.modules[generated.__name__] = comtypes.gen = generated
    client = needed("comtypes.client", "comtypes", "a COM library")
    if in_memory:
        client.gen_dir = None
    return client


def class_id(name: str, libtype: str) -> Any:
    """The `comtypes.GUID` of a ProgID or CLSID. `LoadError`: no such class is registered."""
    try:
        return sys.modules["comtypes"].GUID.from_progid(name)
    except (TypeError, OSError):
        raise not_registered(name, libtype) from None


def not_registered(name: str, libtype: str) -> LoadError:
    """What to raise for a class that this process cannot find in the registry."""
    bits = 64 if sys.maxsize > 2**32 else 32
    return LoadError(
        f"Cannot find {name!r} for libtype={libtype!r}: no such class is registered for {bits}-bit programs.",
        hint="Check the spelling (get_com_info() lists what is registered), or register the library: as administrator "
        f"run {'SysWOW64' if bits == 32 else 'System32'}\\regsvr32.exe, in Windows' folder, on its file.",
    )


def _code_of(error: Exception) -> int:
    """The HRESULT of a failure, 0 when it has none."""
    return int(getattr(error, "hresult", None) or getattr(error, "winerror", None) or 0)

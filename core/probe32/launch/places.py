"""Where Windows' loader looks for the DLLs of a 32-bit host, and what else about it decides whether one loads."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .host import Host

if sys.platform == "win32":
    from . import windows as system
else:
    from . import wine as system

_LOADED = ("python3*.dll", "vcruntime140.dll", "libffi-*.dll")


@dataclass(frozen=True)
class LoaderPlaces:
    """The loader's folders besides the DLL's own, as local paths.

    `host` are the host's folders, in the order in which they are asked, `system` is Windows' folder of 32-bit DLLs,
    `fallback` is asked last, `assemblies` holds side-by-side assemblies, `environ_path` are the folders on PATH, where
    the host finds a DLL that is named without folder but no dependency. `loaded` are DLLs that every host has loaded:
    they serve whoever names them, as do `known` ones from the system folder. `disabled` ones are never loaded, with
    what to do about that. All names are in lower case.

    `is_own` tells whether a file is a part of Windows that its version does not show. `forgiven` says, by the kind of a
    problem, what happens where this system loads a DLL that Windows would not.
    """

    host: tuple[Path, ...]
    system: Path
    assemblies: Path
    fallback: tuple[Path, ...] = ()
    environ_path: tuple[Path, ...] = ()
    loaded: Mapping[str, Path] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    disabled: Mapping[str, str] = field(default_factory=dict)
    is_own: Callable[[Path], bool] = lambda _: False
    forgiven: Mapping[str, str] = field(default_factory=dict)


def is_set_up() -> bool:
    """Whether Windows' folders are there: always on Windows; elsewhere once Wine's prefix has been made."""
    return system.is_set_up()


def loader_places(host: Host) -> LoaderPlaces:
    """The places of a host's loader; no process is started. Under Wine, `HostError`: the prefix can't be made."""
    folder = host.executable.parent
    folders = tuple(each for each in (folder, folder / "_internal") if each.is_dir())
    loaded = {file.name.lower(): file for each in folders for name in _LOADED for file in each.glob(name)}
    loaded |= {file.name.lower(): file for each in folders for file in each.glob("VCRUNTIME140.dll")}
    windows = system.windows_folder()
    return LoaderPlaces(
        host=folders,
        system=windows / system.FOLDER_OF_32_BIT_DLLS,
        assemblies=windows / "winsxs",
        fallback=system.fallback_folders(),
        environ_path=system.environ_path(),
        loaded=loaded,
        known=system.known_dlls(),
        disabled=system.disabled_dlls(),
        is_own=system.is_part_of_windows,
        forgiven=system.FORGIVEN,
    )

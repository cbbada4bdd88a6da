"""Where Windows' loader looks for the DLLs of a 32-bit host, and what else about it decides whether one loads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .host import Host
from .system import here

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
    problem, what happens where this system loads a DLL that Windows would not. `stand_in` names what stands for Windows
    on this system, "" on Windows.
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
    stand_in: str = ""


def loader_places(host: Host) -> LoaderPlaces:
    """The places of a host's loader; no process is started. Under Wine, `HostError`: the prefix can't be made."""
    folder = host.executable.parent
    folders = tuple(each for each in (folder, folder / "_internal") if each.is_dir())
    loaded = {file.name.lower(): file for each in folders for name in _LOADED for file in each.glob(name)}
    loaded |= {file.name.lower(): file for each in folders for file in each.glob("VCRUNTIME140.dll")}
    windows = here.windows_folder()
    return LoaderPlaces(
        host=folders,
        system=windows / here.FOLDER_OF_32_BIT_DLLS,
        assemblies=windows / "winsxs",
        fallback=here.fallback_folders(),
        environ_path=here.environ_path(),
        loaded=loaded,
        known=here.known_dlls(),
        disabled=here.disabled_dlls(),
        is_own=here.is_part_of_windows,
        forgiven=here.FORGIVEN,
        stand_in=here.STAND_IN,
    )

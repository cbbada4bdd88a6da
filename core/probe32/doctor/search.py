"""Finds the file that Windows' loader takes for the name of a DLL.

The host loads a DLL by its full path, with LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS as
Python's ctypes does: the folder of that DLL is asked first, also for what its dependencies need, then
those of the host, those that were added, and the system folder. PATH and the working folder are not (Microsoft,
`LoadLibraryEx`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path

from ..errors import FileError
from ..launch import LoaderPlaces
from ..pe import Links, read_links

_API_SET = re.compile(r"(api|ext)-[a-z0-9-]+-l\d+-\d+-\d+(\.dll)?", re.IGNORECASE)
"""Names that Windows replaces by its own table (Microsoft, "Windows API sets")."""

_BESIDE = "beside the DLL, the first folder that is searched"
_HOST = "a folder of the 32-bit host, searched after that of the DLL"
_ADDED = "a folder that was added, searched after those of the DLL and the host"
_SYSTEM = "Windows' folder of 32-bit DLLs, searched after all others"
_FALLBACK = "a part of this system's own Windows, taken where nothing else is found"

_NEARBY = 400
"""Folders that are looked into for a missing DLL."""


def is_api_set(name: str) -> bool:
    """Whether a name stands for a part of Windows rather than for a file; it is never missing."""
    return _API_SET.fullmatch(name) is not None


def file_name(name: str) -> str:
    """The file that the loader looks for: without an extension it takes `.dll`, and a final dot means none."""
    base = name.replace("/", "\\").rpartition("\\")[2]
    return base.rstrip(".") if base.endswith(".") else base if "." in base else f"{base}.dll"


class Search:
    """The loader's search for the dependencies of the DLL `root`, with folders that were `added`."""

    def __init__(self, root: Path, added: Sequence[Path], places: LoaderPlaces) -> None:
        self.places = places
        self._root = root
        steps = [(root.parent, _BESIDE), *((each, _HOST) for each in places.host), *((each, _ADDED) for each in added)]
        steps += [(places.system, _SYSTEM), *((each, _FALLBACK) for each in places.fallback)]
        self._steps = dict(reversed(steps))
        self._folders = tuple(folder for folder, _ in steps)
        self._links: dict[Path, Links] = {}
        self._names: dict[Path, dict[str, str]] = {}

    def find(self, name: str) -> Path | None:
        """The file of a dependency: the first that a 32-bit process can load, else the first; None: there is none."""
        wanted = file_name(name).lower()
        if wanted == self._root.name.lower():
            return self._root
        if wanted in self.places.disabled:
            return None
        if wanted in self.places.loaded:
            return self.places.loaded[wanted]
        folders = (self.places.system,) if wanted in self.places.known else self._folders
        found = [each for each in (self.in_folder(folder, wanted) for folder in folders) if each]
        return next((each for each in found if self._fits(each)), found[0] if found else None)

    def why(self, name: str, path: Path) -> str:
        """Which step of the search led from a name to a file."""
        wanted = file_name(name).lower()
        if path == self._root:
            return "it is the DLL itself"
        if self.places.loaded.get(wanted) == path:
            return "the host has it loaded already"
        if wanted in self.places.known and path.parent == self.places.system:
            return "Windows takes this one from its own folder always"
        return self._steps.get(path.parent, "a side-by-side assembly that the manifest names")

    def links(self, path: Path) -> Links:
        """The image, which is read once. `FileError`, `ImageError`."""
        if path not in self._links:
            of_windows = path.parent == self.places.system
            self._links[path] = _kept_links(path, path.stat().st_mtime_ns) if of_windows else read_links(path)
        return self._links[path]

    def is_windows(self, path: Path) -> bool:
        """Whether the file is a part of Windows."""
        if path.parent in self.places.fallback:
            return True
        return path.parent == self.places.system and (self.places.is_own(path) or "Windows" in self.links(path).product)

    def nearby(self, name: str) -> Path | None:
        """A folder around the DLL, or on PATH, that has a 32-bit DLL of this name, which the loader does not find."""
        wanted = file_name(name).lower()
        around = chain(_below(self._root.parent, 2), _below(self._root.parent.parent, 1), self.places.environ_path)
        for count, folder in enumerate(around):
            found = self.in_folder(folder, wanted)
            if found and self._fits(found):
                return folder
            if count == _NEARBY:
                break
        return None

    def in_folder(self, folder: Path, wanted: str) -> Path | None:
        """The file with this name, which is in lower case, whatever its own letter case."""
        if folder not in self._names:
            try:
                self._names[folder] = {each.name.lower(): each.name for each in folder.iterdir()}
            except OSError:
                self._names[folder] = {}
        name = self._names[folder].get(wanted)
        return folder / name if name else None

    def _fits(self, path: Path) -> bool:
        try:
            return self.links(path).machine == "x86"
        except FileError:
            return False


@lru_cache(maxsize=32)
def _kept_links(path: Path, _changed: int) -> Links:
    """Those of Windows' DLLs that everybody needs are read once; 32 take about 50 MB."""
    return read_links(path)


def _below(folder: Path, levels: int) -> Iterator[Path]:
    """The folders in a folder, and in these, as deep as `levels`."""
    level = [folder]
    for _ in range(levels):
        level = [each for outer in level for each in _subfolders(outer)]
        yield from level


def _subfolders(folder: Path) -> list[Path]:
    try:
        return sorted(each for each in folder.iterdir() if each.is_dir())[:_NEARBY]
    except OSError:
        return []

"""Makes single modules importable, and not the folders that they lie in.

A server class may be part of an installed package. Its folder is then the 64-bit Python's `site-packages`, which must
not come into the 32-bit Python's reach: what lies there is compiled for the other bitness and another release.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType


class ModuleFinder:
    """Finds the top-level modules and packages named in `folders` in the folder of each, before all others."""

    def __init__(self, folders: Mapping[str, str]) -> None:
        self._folders = folders

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where the module is; None for all but the named ones, and for one that its folder lacks."""
        folder = self._folders.get(name)
        if folder is None:
            return None
        spec = PathFinder.find_spec(name, [folder])
        if spec is not None and spec.loader is None and spec.submodule_search_locations is not None:
            # A namespace package looks its own places up again on sys.path, which the folder is not on.
            spec.submodule_search_locations = list(spec.submodule_search_locations)
        return spec


def adopt(modules: Iterable[tuple[str, str]]) -> None:
    """Make each (top-level name, folder) of `modules` importable in this process, from that folder."""
    folders = dict(modules)
    if folders:
        sys.meta_path.insert(0, ModuleFinder(folders))

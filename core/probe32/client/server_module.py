"""Where the module of a server class is, by what its user calls it."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PureWindowsPath

from .folders import absolute_text, is_foreign, is_installation_folder

_LIBRARY = os.path.dirname(getattr(os, "__file__", ""))  # noqa: PTH120
"""This Python's own library, which the host has in its own release; "" when it is frozen."""


@dataclass(frozen=True)
class ServerModule:
    """A server class's module: `name`, as it is imported, and what the host needs in order to import it.

    `modules` are the (top-level name, folder) pairs that `host.module_finder.adopt` takes: the module itself, or its
    package. `folders` go to the host's `sys.path`, because a server imports its neighbours; a folder in which the
    64-bit Python's packages are installed is not among them. Both are empty for a module of Probe32's own and for one
    that was not found.
    """

    name: str
    modules: tuple[tuple[str, str], ...] = ()
    folders: tuple[str, ...] = ()


def find_server(module32: str, search: Iterable[str], *, in_process: bool = False) -> ServerModule:
    """The module that `module32` names: a module, a dotted name, or a file with or without `.py`.

    A name without a folder is looked for in `search`, then by the finders of this process (an editable installation
    has one); with `.py` it is also a file of the working directory. A frozen application's own modules are byte code
    of the 64-bit Python: unless the server is to be `in_process`, its source must lie in `search`, where the name says
    or in one of the application's folders, or else it is a `HostError`.
    """
    search = list(search)
    if in_process or not getattr(sys, "frozen", False):
        return _find(module32, search)
    return _with_source(_find(re.sub(r"\.pyc$", ".py", module32), search), search)  # .pyc: cx_Freeze's __file__


def _find(module32: str, search: list[str]) -> ServerModule:
    if _has_folder(module32) or (module32.endswith(".py") and Path(module32).is_file()):
        return _of_file(absolute_text(module32))
    name = module32.removesuffix(".py")
    top = name.partition(".")[0]
    if top in ("", "probe32"):
        return ServerModule(name)
    return _in_folder(name, top, _folder_with(name, search) or _folder_with(top, search) or _found_by_python(top))


def _has_folder(module32: str) -> bool:
    return os.path.sep in module32 or (os.path.altsep or os.path.sep) in module32 or is_foreign(module32)


def _of_file(path: str) -> ServerModule:
    """The module in a file, or the package in a folder; the package around it stays importable by its name."""
    flavour = PureWindowsPath if is_foreign(path) else Path
    folder, name = str(flavour(path).parent), flavour(path).name.removesuffix(".py")
    found = _in_folder(name, name.partition(".")[0], folder)
    package = Path(folder)
    while (package.parent / "__init__.py").is_file():
        package = package.parent
    if (package / "__init__.py").is_file() and package.name != name:
        return replace(found, modules=(*found.modules, (package.name, str(package.parent))))
    return found


def _with_source(found: ServerModule, search: list[str]) -> ServerModule:
    from ..launch import frozen

    top = found.name.partition(".")[0]
    if top == "probe32":
        return found
    named = [folder for name, folder in found.modules if name == top]
    folder = frozen.folder_with_source(found.name, [*named, *map(absolute_text, search)])
    return found if folder in named else _in_folder(found.name, top, folder)


def _in_folder(name: str, top: str, folder: str | None) -> ServerModule:
    if folder is None:
        return ServerModule(name)
    return ServerModule(name, ((top, folder),), () if is_installation_folder(folder) else (folder,))


def _folder_with(name: str, search: Iterable[str]) -> str | None:
    """The first folder with the module; a dotted name is looked for as a whole, since packages may share a parent."""
    for folder in map(absolute_text, search):
        place = Path(folder, *name.split("."))
        if folder != _LIBRARY and (place.is_dir() or place.with_name(f"{place.name}.py").is_file()):
            return folder
    return None


def _found_by_python(top: str) -> str | None:
    """The folder of a top-level module, by this process's own finders."""
    try:
        spec = None if top in sys.stdlib_module_names else importlib.util.find_spec(top)
    except (ImportError, ValueError):  # a module without a specification, such as a script
        return None
    if spec is None or not (spec.has_location or spec.submodule_search_locations):
        return None
    place = next(iter(spec.submodule_search_locations or [spec.origin or ""]))
    return os.path.dirname(absolute_text(place))  # noqa: PTH120

"""Where the module of a server class is, by what its user calls it."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PureWindowsPath
from typing import Union

from ..errors import FileError

PathText = Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]"]
"""A path as people give one."""

Paths = Union[PathText, Iterable[PathText], None]  # noqa: UP007 - Python 3.10 can't join text types with |
"""One path, many, or none."""

_INSTALLATION_FOLDERS = frozenset({"site-packages", "dist-packages"})
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
        return _of_file(_absolute(module32))
    name = module32.removesuffix(".py")
    top = name.partition(".")[0]
    if top in ("", "probe32"):
        return ServerModule(name)
    return _in_folder(name, top, _folder_with(name, search) or _folder_with(top, search) or _found_by_python(top))


def is_installation_folder(folder: str) -> bool:
    """Whether packages of a Python are installed there."""
    return Path(folder).name.lower() in _INSTALLATION_FOLDERS


def absolute(paths: Paths) -> list[str]:
    """One path or many, as absolute text; links are kept."""
    if paths is None:
        return []
    many = [paths] if isinstance(paths, (str, bytes, os.PathLike)) else paths
    return [_absolute(os.fsdecode(each)) for each in many]


def path_entries(paths: Paths) -> list[str]:
    """Like `absolute`, for the variable `PATH`, which separates folders by semicolons. `FileError`: one holds some."""
    entries = absolute(paths)
    for each in entries:
        if ";" in each:
            raise FileError(
                f"{each} cannot be put on the host's PATH: a semicolon separates two folders there.",
                hint="Rename it, or give the library's full path.",
            )
    return entries


def folder_of(cls: type) -> str:
    """The folder of the module that defines the class; the working directory for one typed into a console."""
    file = getattr(sys.modules.get(cls.__module__), "__file__", None)
    return os.path.dirname(os.path.abspath(file)) if file else ""  # noqa: PTH100, PTH120 - links are kept


def _absolute(text: str) -> str:
    return text if _is_foreign(text) else os.path.abspath(text)  # noqa: PTH100 - links are kept


def _is_foreign(text: str) -> bool:
    """Whether it is an absolute Windows path on a system that has others: the host takes it as it is."""
    return os.name != "nt" and not text.startswith("/") and PureWindowsPath(text).is_absolute()


def _has_folder(module32: str) -> bool:
    return os.path.sep in module32 or (os.path.altsep or os.path.sep) in module32 or _is_foreign(module32)


def _of_file(path: str) -> ServerModule:
    """The module in a file, or the package in a folder; the package around it stays importable by its name."""
    flavour = PureWindowsPath if _is_foreign(path) else Path
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
    folder = frozen.folder_with_source(found.name, [*named, *map(_absolute, search)])
    return found if folder in named else _in_folder(found.name, top, folder)


def _in_folder(name: str, top: str, folder: str | None) -> ServerModule:
    if folder is None:
        return ServerModule(name)
    return ServerModule(name, ((top, folder),), () if is_installation_folder(folder) else (folder,))


def _folder_with(name: str, search: Iterable[str]) -> str | None:
    """The first folder with the module; a dotted name is looked for as a whole, since packages may share a parent."""
    for folder in map(_absolute, search):
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
    return os.path.dirname(_absolute(place))  # noqa: PTH120

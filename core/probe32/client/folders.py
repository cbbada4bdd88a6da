"""Folders and files as people give them, and those of them that the host can use."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path, PureWindowsPath
from typing import Union

from ..errors import FileError

PathText = Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]"]
"""A path as people give one."""

Paths = Union[PathText, Iterable[PathText], None]  # noqa: UP007 - Python 3.10 can't join text types with |
"""One path, many, or none."""

_INSTALLATION_FOLDERS = frozenset({"site-packages", "dist-packages"})


def absolute(paths: Paths) -> list[str]:
    """One path or many, as absolute text; links are kept."""
    if paths is None:
        return []
    many = [paths] if isinstance(paths, (str, bytes, os.PathLike)) else paths
    return [absolute_text(os.fsdecode(each)) for each in many]


def absolute_text(text: str) -> str:
    """A path as absolute text; an absolute one of Windows is so everywhere."""
    return text if is_foreign(text) else os.path.abspath(text)  # noqa: PTH100 - links are kept


def is_foreign(text: str) -> bool:
    """Whether it is an absolute Windows path on a system that has others: the host takes it as it is."""
    return os.name != "nt" and not text.startswith("/") and PureWindowsPath(text).is_absolute()


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


def is_installation_folder(folder: str) -> bool:
    """Whether packages of a Python are installed there."""
    return Path(folder).name.lower() in _INSTALLATION_FOLDERS


def for_host(paths: Iterable[str]) -> tuple[str, ...]:
    """The paths as the host sees them, each once. `FileError`: it can't see one."""
    from ..launch import to_host_path  # only a client has it

    return tuple(to_host_path(each) for each in dict.fromkeys(paths))


def visible(paths: Iterable[str]) -> list[str]:
    """Those of the paths that the host has a name for."""
    return [each for each in paths if _is_visible(each)]


def _is_visible(path: str) -> bool:
    try:
        for_host([path])
    except FileError:
        return False
    return True

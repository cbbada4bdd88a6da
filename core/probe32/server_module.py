"""Where the module of a server class is, by what its user calls it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Union

PathText = Union[str, bytes, "os.PathLike[str]"]
"""A path as people give one."""

Paths = Union[PathText, Iterable[PathText], None]  # noqa: UP007 - Python 3.10 can't join text types with |
"""One path, many, or none."""


def locate(module32: str, search: list[str]) -> tuple[str, str | None]:
    """The module's name and the folder to import it from; no folder when it is Probe32's own or was not found."""
    if module32.endswith(".py") or os.path.sep in module32 or (os.path.altsep or os.path.sep) in module32:
        path = Path(module32).resolve()
        return path.name.removesuffix(".py"), str(path.parent)
    top = module32.partition(".")[0]
    if top == "probe32":
        return module32, None
    for folder in search:
        place = Path(folder or ".").resolve()
        if (place / f"{top}.py").is_file() or (place / top).is_dir():
            return module32, str(place)
    return module32, None


def absolute(paths: Paths) -> list[str]:
    """One path or many, as absolute text."""
    if paths is None:
        return []
    many = [paths] if isinstance(paths, (str, bytes, os.PathLike)) else paths
    return [str(Path(os.fsdecode(each)).resolve()) for each in many]


def folder_of(cls: type) -> str:
    """The folder of the module that defines the class; the working directory for one typed into a console."""
    file = getattr(sys.modules.get(cls.__module__), "__file__", None)
    return str(Path(file).resolve().parent) if file else ""

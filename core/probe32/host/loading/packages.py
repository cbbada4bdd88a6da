"""Packages that only some kinds of library need: this one imports no other than Python's own by itself."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ...errors import LoadError


def needed(module: str, package: str, purpose: str) -> Any:
    """The `module` of the PyPI `package`, imported. `LoadError`: the package is not installed; tells how to get it."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != module.partition(".")[0]:
            raise
        raise LoadError(
            f"Cannot load {purpose}: {package} is not installed. Run: pip install {package}",
            hint="For the 32-bit host name the folder that holds it with append_sys_path.",
        ) from None

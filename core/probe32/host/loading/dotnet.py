"""Assemblies of .NET, through pythonnet."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ...errors import LoadError
from .loaded import Loaded
from .packages import needed
from .search import find, for_system

_RUNTIME = "the .NET Framework 4.7.2 or later on Windows, Mono elsewhere, and Mono for Windows (wine-mono) under Wine"
_MIXED_MODE_HINT = (
    'It was made for .NET before 4.0. Write <configuration><startup useLegacyV2RuntimeActivationPolicy="true">'
    '<supportedRuntime version="v4.0"/></startup></configuration> into {}.config (the 32-bit host has it).'
)


def load(name: str, libtype: str, kwargs: dict[str, Any]) -> Loaded:
    """Load the assembly, and make its folder one where other assemblies are looked for; `kwargs` are ignored.

    `LoadError`: it was not found, is no assembly, or there is no .NET runtime.
    """
    path = find(name, libtype, ".dll")
    clr = _clr(path)
    system = import_module("System")
    folder = str(Path(path).parent)
    if folder not in sys.path:
        sys.path.append(folder)
    try:
        assembly = clr.AddReference(for_system(path))
        types = assembly.GetTypes()
    except system.Exception as error:
        raise _refused(path, error) from error
    return Loaded(path, Assembly(path, System=system, **_names(types)), assembly=assembly)


class Assembly(SimpleNamespace):
    """The namespaces of an assembly, those of its types that are in none, and `System`, as attributes."""

    def __init__(self, _path: str, **names: Any) -> None:
        super().__init__(**names)
        self._path = _path

    def __repr__(self) -> str:
        return f"<.NET path={self._path}>"


def _names(types: Any) -> dict[str, Any]:
    """The top namespaces, as Python modules, and the types outside of any, by their names."""
    clr = import_module("clr")
    found: dict[str, Any] = {}
    for each in types:
        namespace = str(each.Namespace or "").partition(".")[0]
        name = namespace or str(each.Name)
        if name in found:
            continue
        try:
            found[name] = import_module(namespace) if namespace else getattr(clr, name)
        except (ImportError, AttributeError):  # nothing in it is public
            found[name] = each
    return found


def _clr(path: str) -> Any:
    """pythonnet's module, with a .NET runtime started."""
    needed("pythonnet", "pythonnet", "a .NET assembly")
    try:
        return needed("clr", "pythonnet", "a .NET assembly")
    except LoadError:
        raise
    except Exception as error:
        reason = " ".join(str(error.__cause__ or error).split())
        raise LoadError(
            f"Cannot load {path}: .NET could not be started ({reason}). It needs {_RUNTIME}.",
            hint="Install what is missing there, or load the assembly on a machine that has it.",
        ) from error


def _refused(path: str, error: Any) -> LoadError:
    """Why .NET did not load an assembly, with what it says about the types in it that failed."""
    reasons = {str(each.Message) for each in getattr(error, "LoaderExceptions", None) or ()}
    said = "; ".join(sorted(reasons)) or str(error.Message)
    return LoadError(f"Failed to load {path}: {said}", hint=_hint(said, type(error).__name__))


def _hint(said: str, name: str) -> str:
    if said.startswith("Mixed mode assembly"):
        return _MIXED_MODE_HINT.format(sys.executable)
    if name == "BadImageFormatException":
        return f"Is it a .NET assembly, for any processor or for {64 if sys.maxsize > 2**32 else 32}-bit ones?"
    return ""

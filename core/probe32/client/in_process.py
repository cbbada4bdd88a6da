"""The server object in the client's own process, for tests of code that has no 32-bit library at hand."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterable
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from types import ModuleType
from typing import Any

from ..client_errors import Server32Error
from ..host.module_finder import ModuleFinder
from ..host.startup import StartupError, instantiate, server_class
from ..server32 import Server32
from ..wire.messages import Failure
from .batch import Batched, Run, one_by_one
from .server_module import ServerModule


def prepare_here(search: Iterable[str], environ_path: Iterable[str], dll_directories: Iterable[str]) -> None:
    """Append to this process's `sys.path` and `PATH` what is not there yet, and add the DLL folders.

    They stay, because a server may import and load later than in its constructor. `AttributeError`: there are DLL
    folders, and this system has none.
    """
    sys.path.extend(each for each in dict.fromkeys(search) if each not in sys.path)
    path = os.environ.get("PATH", "").split(os.pathsep)
    os.environ["PATH"] = os.pathsep.join((*path, *(each for each in dict.fromkeys(environ_path) if each not in path)))
    os.added_dll_directories = [os.add_dll_directory(each) for each in dll_directories]  # type: ignore[attr-defined,unused-ignore]


def serve_here(server: ServerModule, kwargs: dict[str, str]) -> Server32:
    """The server object. `AttributeError`: the module has no server class. `Server32Error`: it could not be made."""
    found = server_class(_import(server))
    if found is None:
        raise AttributeError(f"The module {server.name!r} has no class that inherits from Server32.")
    try:
        return instantiate(found, None, -1, kwargs)
    except StartupError as error:
        cause = error.__context__ or error
        raise Server32Error.of(Failure.of(cause)) from cause


class RequestsHere:
    """Makes a client's requests of a server object. `Server32Error`: the server raised, and what is its cause."""

    def __init__(self, server: Server32) -> None:
        self._server = server

    def request(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """What the method, property or attribute gives."""
        try:
            return self._requested(name, args, kwargs)
        except Exception as error:
            raise Server32Error.of(Failure.of(error)) from error

    async def request_async(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """As `request`."""
        return self.request(name, args, kwargs)

    def request_many(self, name: str, many: list[tuple[Any, ...]]) -> list[Any]:
        """The calls one after the other, up to the first exception."""
        values: list[Any] = []
        try:
            for args in many:
                values.append(self.request(name, args, {}))
        except Server32Error as error:
            error.index = len(values)
            raise
        return values

    def batch(self, runs: list[Run]) -> Batched:
        """The calls one after the other."""
        return one_by_one(self.request, runs)

    def referred(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself."""
        return function

    def _requested(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if name.startswith("_"):
            raise AttributeError(f"{name!r} is private to {type(self._server).__name__}; it cannot be requested")
        attribute = getattr(self._server, name)
        if callable(attribute):
            return attribute(*args, **kwargs)
        if args or kwargs:
            raise TypeError(f"{name!r} is an attribute, not a method: it takes no arguments")
        return attribute


def _import(server: ServerModule) -> ModuleType:
    """Import the module from its own folder, although another one of that name may be imported already."""
    finder = ModuleFinder(dict(server.modules))
    taken = sys.modules.get(server.name)
    spec = finder.find_spec(server.name)
    if taken is not None and spec is not None and spec.has_location and getattr(taken, "__file__", None) != spec.origin:
        return _import_beside(taken, spec)
    sys.meta_path.insert(0, finder)
    try:
        return importlib.import_module(server.name)
    finally:
        sys.meta_path.remove(finder)


def _import_beside(taken: ModuleType, spec: ModuleSpec) -> ModuleType:
    """Import a module whose name another one has, which keeps it."""
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    finally:
        sys.modules[spec.name] = taken
    return module

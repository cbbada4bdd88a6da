"""The server object in the client's own process, for tests of code that has no 32-bit library at hand."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from .client_errors import Server32Error
from .host.startup import StartupError, instantiate, server_class
from .server32 import Server32
from .wire.messages import Failure


def make_here(module: str, search: list[str], kwargs: dict[str, str]) -> Server32:
    """The server object. `AttributeError`: the module has no server class. `Server32Error`: it could not be made."""
    before = list(sys.path)
    sys.path[:0] = search
    try:
        found = server_class(importlib.import_module(module))
    finally:
        sys.path[:] = before
    if found is None:
        raise AttributeError(f"The module {module!r} has no class that inherits from Server32.")
    try:
        return instantiate(found, None, -1, kwargs)
    except StartupError as error:
        cause = error.__context__ or error
        raise Server32Error.of(Failure.of(cause)) from cause


def request_here(server: Server32, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """What the client's `request32` would give. `Server32Error`: the server raised, and what is its cause."""
    try:
        attribute = getattr(server, name)
        return attribute(*args, **kwargs) if callable(attribute) else attribute
    except Exception as error:
        raise Server32Error.of(Failure.of(error)) from error

"""What a client may ask of a server object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def requested(server: object, name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    """The result of the method `name`, or the value of the property or attribute.

    `AttributeError`: there is no such name, or it is private. `TypeError`: an attribute takes no arguments. Whatever
    the method or the property raises passes through.
    """
    if name.startswith("_"):
        raise AttributeError(f"{name!r} is private to {type(server).__name__}; it cannot be requested")
    attribute = getattr(server, name)
    if callable(attribute):
        return attribute(*args, **kwargs)
    if args or kwargs:
        raise TypeError(f"{name!r} is an attribute, not a method: it takes no arguments")
    return attribute

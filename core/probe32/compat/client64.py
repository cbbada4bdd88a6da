"""`Client64` as msl-loadlib's users know it: the 32-bit side searches where the client does."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .. import client64
from ..errors import FileError

_CONTRACT = frozenset({"host", "port", "connection", "lib32_path", "request32", "shutdown_server32"})
_ADDITIONS = tuple(name for name in dir(client64.Client64) if not name.startswith("_") and name not in _CONTRACT)


class _Absent:
    """An attribute that is not there: Python goes on to `__getattr__`."""

    def __get__(self, instance: object, owner: type) -> object:
        raise AttributeError


class Client64(client64.Client64):
    """Probe32's `Client64` for a program that was written for msl-loadlib.

    Two things differ. The host's `sys.path` goes on with the client's whole `sys.path`, and only then with
    `append_sys_path` and the working directory. And a subclass with a `__getattr__`, which usually forwards every name
    to the server, has msl-loadlib's public names only: all others are the server's.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "__getattr__" in vars(cls):
            for name in _ADDITIONS:
                if getattr(cls, name, None) is getattr(client64.Client64, name):  # not the subclass's own
                    setattr(cls, name, _Absent())

    def _search_path(self, given: list[str]) -> list[str]:
        return [*_usable(sys.path), *super()._search_path(given)]


def _usable(path: list[str]) -> Iterator[str]:
    """The entries of a `sys.path` that exist and that the host can see; an editable installation makes others."""
    from ..launch import to_host_path  # only a client has it

    for entry in path:
        place = os.path.abspath(entry)  # noqa: PTH100 - as Python reads it, with links kept
        try:
            to_host_path(place)
        except FileError:
            continue
        if Path(place).exists():
            yield place

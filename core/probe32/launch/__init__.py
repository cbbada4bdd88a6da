"""Finds, installs, starts and ends the 32-bit Python that DLLs are loaded into."""

from __future__ import annotations

from .bundling import bundle, ship
from .describe import describe
from .find import find_host
from .host import Host, start
from .install import install_host
from .places import LoaderPlaces, loader_places
from .system import from_host_path, is_set_up, kill, new_file, stop_wine_server, to_host_path, was_killed

__all__ = [
    "Host",
    "LoaderPlaces",
    "bundle",
    "describe",
    "find_host",
    "from_host_path",
    "install_host",
    "is_set_up",
    "kill",
    "loader_places",
    "new_file",
    "ship",
    "start",
    "stop_wine_server",
    "to_host_path",
    "was_killed",
]

"""The small questions that `msl.loadlib.utils` answers."""

from __future__ import annotations

import socket
from importlib import import_module


def is_pythonnet_installed() -> bool:
    """Whether pythonnet can be imported."""
    return _can_import("clr")


def is_py4j_installed() -> bool:
    """Whether Py4J can be imported."""
    return _can_import("py4j")


def is_comtypes_installed() -> bool:
    """Whether comtypes can be imported."""
    return _can_import("comtypes")


def get_available_port() -> int:
    """A TCP port that is free now."""
    with socket.socket() as probe:
        probe.bind(("", 0))
        port: int = probe.getsockname()[1]
        return port


def is_port_in_use(port: int) -> bool:
    """Whether something on this machine listens at the TCP port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _can_import(name: str) -> bool:
    try:
        import_module(name)
    except ImportError:
        return False
    return True

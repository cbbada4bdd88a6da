"""Makes the real msl-loadlib work in Wine, in the process that imports this."""

from __future__ import annotations

import socket
from importlib import import_module

from msl.loadlib import utils

_DEFAULT_TIMEOUT_S = 10
_START_TIMEOUT_S = 100


def prepare() -> None:
    """Ask a port by connecting to it, since Wine's `netstat` lacks an option, and give the 32-bit server more time than
    the 10 s that are its default, which are enough on an idle machine only.
    """
    utils.is_port_in_use = _answers
    import_module("msl.loadlib.client64").wait_for_server = _wait_longer


def _wait_longer(host: str, port: int, timeout: float) -> None:
    utils.wait_for_server(host, port, _START_TIMEOUT_S if timeout == _DEFAULT_TIMEOUT_S else timeout)


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True

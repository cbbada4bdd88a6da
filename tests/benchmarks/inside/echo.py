"""Answers pickled requests with nothing around them: the floor of a small call."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from functools import partial
from pickle import dumps, loads

_MOST_BYTES = 65536


def main(arguments: list[str]) -> None:
    """Answer `(name, args, kwargs)` with the sum of `args` until the client is gone. A request fits into one read.

    Over the inherited pipes; or, with the argument "socket", over the first connection to a port that is told there.
    """
    if arguments:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            os.write(1, b"%d" % listener.getsockname()[1])
            connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _answer(partial(connection.recv, _MOST_BYTES), connection.sendall)
    else:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.setmode(0, os.O_BINARY)
            msvcrt.setmode(1, os.O_BINARY)
        _answer(partial(os.read, 0, _MOST_BYTES), partial(os.write, 1))
    os._exit(0)


def _answer(read: Callable[[], bytes], write: Callable[[bytes], object]) -> None:
    while request := read():
        _, args, _ = loads(request)
        write(dumps(sum(args), 5))

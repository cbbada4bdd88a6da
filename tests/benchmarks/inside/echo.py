"""Answers pickled requests over the inherited pipes with nothing around them: the floor of a small call."""

from __future__ import annotations

import os
import sys
from pickle import dumps, loads


def main(arguments: list[str]) -> None:
    """Answer `(name, args, kwargs)` with the sum of `args` until standard input ends. A request fits into one read."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(0, os.O_BINARY)
        msvcrt.setmode(1, os.O_BINARY)
    while request := os.read(0, 65536):
        _, args, _ = loads(request)
        os.write(1, dumps(sum(args), 5))
    os._exit(0)

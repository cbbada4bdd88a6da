"""Pipes that the client's side can wait for with a deadline; on Windows these are not ordinary ones."""

from __future__ import annotations

import os
import sys


def pipe() -> tuple[int, int]:
    """The descriptors of its reading and of its writing end."""
    if sys.platform == "win32":
        from probe32.wire.windows_pipes import pipe_from_host

        return pipe_from_host()
    return os.pipe()

"""A screen for windows that a DLL shows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_XVFB = ("Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp")


@contextmanager
def display() -> Iterator[bool]:
    """Whether there is one; on Linux one that nobody looks at is made where there is none, if Xvfb is installed."""
    if sys.platform == "win32" or os.environ.get("DISPLAY"):
        yield True
    elif not shutil.which(_XVFB[0]):
        yield False
    else:
        with subprocess.Popen(_XVFB, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
            assert server.stdout is not None
            os.environ["DISPLAY"] = f":{server.stdout.readline().decode().strip()}"
            try:
                yield True
            finally:
                del os.environ["DISPLAY"]
                server.terminate()

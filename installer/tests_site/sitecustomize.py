"""Makes the Python that is installed look for modules as any Python does, for the tests and for what they start.

An embeddable Python looks where its `._pth` file says and nowhere else (CPython, "Finding modules").
"""

import os
import sys
from pathlib import Path


def _places() -> list[str]:
    """What Python puts in front: the program's folder, or the working directory; then PYTHONPATH."""
    if not {"-I", "-P", "-E"}.isdisjoint(sys.orig_argv):
        return []
    first = sys.argv[0]
    if sys.orig_argv[1:3] == ["-m", "probe32.compat"]:  # it puts the folder of its program there
        first = sys.argv[1] if len(sys.argv) > 1 else ""
    own = Path.cwd() if first in ("-m", "-c", "") else Path(first).absolute().parent
    return [str(own), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]


sys.path[:0] = _places()

if sys.platform == "win32":
    import _winapi
    import ctypes

    if hasattr(ctypes.WinDLL("ntdll"), "wine_get_version"):
        del _winapi.CopyFile2  # Wine 8 ends a process that calls it

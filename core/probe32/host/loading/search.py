"""Where a library's file is, and how Windows is told of it however long its path."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from ...errors import LoadError

# No pathlib: importing it delays the host's start by 10 ms.

EXTENSION = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")

_MAX_PATH = 260
"""Characters, the final NUL among them, of a path that every Windows program can use (Microsoft, "Maximum Path
Length Limitation")."""

_VERBATIM = "\\\\?\\"
_VERBATIM_SHARE = "\\\\?\\UNC\\"


def find(name: str, libtype: str, extension: str = EXTENSION) -> str:
    """The absolute path of the library `name`, or the bare name of one that only the system's loader can place.

    Looked for as given, by `ctypes.util.find_library`, in `sys.path`, in `PATH`. `LoadError`: it is nowhere.
    """
    file = name if os.path.splitext(name)[1] else name + extension  # noqa: PTH122
    found = existing(file) or _known_to_system(name) or next(_in_folders(file), None)
    if found is None:
        raise LoadError(
            f"Cannot find {file!r} for libtype={libtype!r}.",
            hint="Put the file back, or open it where it is now."
            if os.path.isabs(name)  # noqa: PTH117
            else "Give its full path, or put its folder on PATH (append_environ_path) or sys.path (append_sys_path).",
        )
    return found


def existing(path: str) -> str | None:
    """The absolute path of the file; None when there is none."""
    absolute = plain(os.path.abspath(path))  # noqa: PTH100 - Path.absolute() keeps ".."
    return absolute if os.path.isfile(for_system(absolute)) else None  # noqa: PTH113


def for_system(path: str, windows: bool = os.name == "nt") -> str:
    r"""The absolute `path` as the system's functions take it: on Windows with `\\?\` in front when it is long."""
    if not windows or len(path) < _MAX_PATH or path.startswith(_VERBATIM):
        return path
    return _VERBATIM_SHARE + path[2:] if path.startswith("\\\\") else _VERBATIM + path


def plain(path: str) -> str:
    r"""The path without `\\?\`, as people write it."""
    if path.startswith(_VERBATIM_SHARE):
        return "\\\\" + path[len(_VERBATIM_SHARE) :]
    return path.removeprefix(_VERBATIM)


def _known_to_system(name: str) -> str | None:
    from ctypes.util import find_library  # it asks ldconfig and compilers on Linux; most libraries are found without

    known = find_library(name)
    return known and (existing(known) or known)


def _in_folders(file: str) -> Iterator[str]:
    for folder in (*sys.path, *os.environ.get("PATH", "").split(os.pathsep)):
        found = existing(os.path.join(folder, file))  # noqa: PTH118 - an absolute path is itself, as in the system
        if found:
            yield found

"""Real headers of Windows, when the include folders have them: they replace our stand-ins as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def folder(filename: str, include_dirs: Sequence[str]) -> Path | None:
    """The folder of a real `windows.h`: one of the include folders, or that of the header itself; None without one."""
    for each in (*map(Path, include_dirs), Path(filename).parent):
        if any((each / name).is_file() for name in ("windows.h", "Windows.h")):
            return each
    return None


def is_mingw(windows: Path) -> bool:
    """Whether the headers in this folder are MinGW's."""
    return (windows / "_mingw.h").is_file()

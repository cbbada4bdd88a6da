"""Visual C++'s runtime, of which Python and several packages bring copies of their own: one is installed for all.

Windows does not have it, and a machine in a laboratory need not have Microsoft's package for it. Some packages bring it
for their own DLLs alone, libclang not at all; in Python's folder all find it, which the programs have searched
(launcher.c).
"""

from __future__ import annotations

import re
from pathlib import Path

from probe32 import pe

_RUNTIME = re.compile(r"(msvcp|vcruntime)140.*\.dll")


def share_runtime(stage: Path) -> None:
    """Leave, of all copies in the tree `stage`, the latest of each name, in Python's folder.

    Microsoft keeps later ones compatible with all that was built for earlier ones ("C++ binary compatibility").
    """
    for copy in sorted((stage / "lib").rglob("*.dll")):
        if _RUNTIME.fullmatch(copy.name):
            shared = stage / "python" / copy.name
            if not shared.exists() or _version(shared) < _version(copy):
                copy.replace(shared)
            else:
                copy.unlink()
            if not any(copy.parent.iterdir()):
                copy.parent.rmdir()


def _version(file: Path) -> tuple[int, ...]:
    return tuple(map(int, pe.read_image(file).version["FileVersion"].split(".")))

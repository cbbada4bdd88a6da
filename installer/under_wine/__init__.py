"""What the project's tests lack in a Windows Python under Wine 8, and get from this side."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from probe32.launch import find_host, to_host_path

from ..launchers import compile_for_windows
from .lent_tools import lent_tools

_HERE = Path(__file__).parent
_ASKS_TOO_MUCH = "numpy*"
"""It ends the process there: Wine 8's C runtime lacks functions for complex numbers."""


def mend(tree: Path) -> None:
    """Make an installation fit for Wine 8: a system DLL that it lacks put beside Python, what ends the process out."""
    for each in (tree / "lib").glob(_ASKS_TOO_MUCH):
        shutil.rmtree(each)
    with tempfile.TemporaryDirectory(prefix="probe32-dll-") as work:
        source = Path(shutil.copy(_HERE / "bcryptprimitives.c", work))
        compile_for_windows(["-shared", source.name, "-ladvapi32", "-o", "it.dll"], Path(work))
        shutil.copy(Path(work) / "it.dll", tree / "python" / "bcryptprimitives.dll")


@contextmanager
def surroundings() -> Iterator[dict[str, str]]:
    """The environment of a Windows program that can use Debian's compilers, which it has while this context lasts."""
    with tempfile.TemporaryDirectory(prefix="probe32-lent-") as folder, lent_tools(Path(folder)) as variables:
        environment = find_host().environment() | variables
        # Wine puts what this names in front of Windows' own PATH.
        environment["WINEPATH"] = to_host_path(folder)
        yield environment

"""Compiles the installation's Python files with the Python that will run them, so that no first start is slow."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from probe32.launch import find_host, to_host_path

from .errors import BuildError

_OWN = ("probe32", "probe32_app")
_COMPILE = """
import compileall, pathlib, py_compile, sys
lib, mode = pathlib.Path(sys.argv[1]), py_compile.PycInvalidationMode.UNCHECKED_HASH
good = [
    (compileall.compile_dir if each.is_dir() else compileall.compile_file)(
        each, quiet=1, stripdir=str(lib), legacy=each.name not in sys.argv, invalidation_mode=mode
    )
    for each in lib.iterdir()
]
sys.exit(not all(good))
"""
_TIMEOUT_S = 900


def compile_tree(stage: Path) -> None:
    """Write the byte code of every module below `lib` of the tree `stage`, to be used whatever the files' dates are.

    A hash stands in place of a date (PEP 552, unchecked): an installer gives files dates of its own, nobody may write
    into Program Files, and the same sources give the same bytes. Of other people's packages the byte code stands in for
    the sources. `BuildError`: a file does not compile.
    """
    lib = stage / "lib"
    program = [*_start(), str(stage / "python" / "python.exe"), "-c", _COMPILE, to_host_path(lib), *_OWN]
    done = subprocess.run(
        program,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=_TIMEOUT_S,
        env=find_host().environment() | {"PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    if done.returncode:
        raise BuildError(f"Modules that do not compile:\n{(done.stdout + done.stderr)[-2000:]}")
    for source in lib.rglob("*.py"):
        if source.relative_to(lib).parts[0] not in _OWN and source.with_suffix(".pyc").is_file():
            source.unlink()


def _start() -> list[str]:
    return [] if sys.platform == "win32" else ["wine"]

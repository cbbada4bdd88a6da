"""A Python package from a project: text in, text out; nothing is read, nothing is run."""

from __future__ import annotations

from pathlib import Path

from ..errors import ArgumentError, FileError
from ..project.document import Project
from .model import LeftOut, Wrapper, read
from .regression import RecordedTest, recorded_tests, render_tests
from .rendering import FLAVOURS, render

__all__ = [
    "RUNTIMES",
    "LeftOut",
    "RecordedTest",
    "Wrapper",
    "generate",
    "read",
    "render_tests",
    "render_wrapper",
    "recorded_tests",
    "write",
]

RUNTIMES = tuple(FLAVOURS)
"""What `runtime` may be."""


def generate(project: Project, *, runtime: str = "probe32", package: str | None = None) -> dict[str, str]:
    """The files of the package that wraps the project's functions: relative names and texts.

    The same project always gives the same text. `package` replaces the name that is made from the DLL's.
    `DeclarationError`: a prototype is no C, or `package` no Python name. `ImageError`: the DLL is no 32-bit one.
    `ArgumentError`: there is no such runtime.
    """
    return render_wrapper(read(project, package), runtime)


def render_wrapper(wrapper: Wrapper, runtime: str = "probe32") -> dict[str, str]:
    """As `generate`, for a model that was read before (which also says what is left out)."""
    if runtime not in FLAVOURS:
        raise ArgumentError(f"There is no runtime {runtime!r}.", hint=f"Use {' or '.join(RUNTIMES)}.")
    return render(wrapper, FLAVOURS[runtime])


def write(files: dict[str, str], out_dir: Path) -> list[Path]:
    """Write the files below a folder, which is made when missing; their paths. `FileError`: that is not possible."""
    written = []
    for name, text in files.items():
        path = Path(out_dir) / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise FileError(
                f"{path} cannot be written: {error.strerror or error}.", hint="Choose another folder with --out."
            ) from error
        written.append(path)
    return written

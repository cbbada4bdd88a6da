"""A Python package from a project: text in, text out; nothing is read, nothing is run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..errors import FileError
from ..project.document import Project
from ..replacing import replace_files
from .example_tests import PastCall, history_test
from .failing import MODES
from .flavours import LAYOUTS, RUNTIMES, Options
from .model import LeftOut, Wrapper, read
from .regions import merge
from .regression import RecordedTest, recorded_tests, render_tests
from .rendering import render
from .ways import Exported, Wanted, Way, export_project

__all__ = [
    "LAYOUTS",
    "MODES",
    "RUNTIMES",
    "Exported",
    "LeftOut",
    "Options",
    "PastCall",
    "RecordedTest",
    "Wanted",
    "Way",
    "Wrapper",
    "Written",
    "export_project",
    "generate",
    "history_test",
    "read",
    "recorded_tests",
    "render_tests",
    "render_wrapper",
    "write",
]


def generate(
    project: Project,
    *,
    runtime: str = "probe32",
    package: str | None = None,
    asyncio: bool = False,
    layout: str = "auto",
    errors: str = "returned",
) -> dict[str, str]:
    """The files of the package that wraps the project's functions: relative names and texts.

    The same project always gives the same text. `package` replaces the name that is made from the DLL's. `runtime`,
    `asyncio` and `layout` are as in `Options`. `errors` is `returned`, results stay as they are, or `raised`, failures
    become exceptions where a signature or its comment tells them.

    `ArgumentError`: there is no such runtime, layout or mode. `DeclarationError`, `ImageError`: see `read`.
    """
    return render(read(project, package, errors=errors), Options(runtime, asyncio, layout))


def render_wrapper(
    wrapper: Wrapper, runtime: str = "probe32", *, asyncio: bool = False, layout: str = "auto"
) -> dict[str, str]:
    """As `generate`, for a model that was read before (which also says what is left out)."""
    return render(wrapper, Options(runtime, asyncio, layout))


@dataclass(frozen=True)
class Written:
    """The files that were written, and what a person should know of those that were there, a sentence each."""

    paths: list[Path] = field(default_factory=list)
    warnings: tuple[str, ...] = ()


def write(files: dict[str, str], out_dir: Path) -> Written:
    """Write the files below a folder, which is made when missing.

    What a person has written into earlier ones goes into the new ones, or is kept beside them. `FileError`: a file
    can't be read or written.
    """
    folder = Path(out_dir)
    merged = merge(files, folder)
    paths = {folder / name: text.encode() for name, text in merged.files.items()}
    try:
        for each in paths:
            each.parent.mkdir(parents=True, exist_ok=True)
        replace_files(paths)
    except OSError as error:
        raise FileError(
            f"{error.filename or folder} cannot be written: {error.strerror or error}.",
            hint="What was there before is unchanged. Free some space, or choose another folder with --out.",
        ) from error
    for name in merged.removed:
        (folder / name).unlink(missing_ok=True)
    return Written(list(paths), merged.warnings)

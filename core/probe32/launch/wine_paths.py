"""Linux paths and the paths that a Windows program under Wine sees for them.

Wine's drive letters are links in the prefix's `dosdevices` folder; `Z:` is `/` unless somebody has changed it.
"""

from __future__ import annotations

import os
from pathlib import Path, PureWindowsPath

from ..errors import FileError
from ..host.loading.search import plain

_IMPOSSIBLE = frozenset('\\:*?"<>|') | {chr(code) for code in range(32)}


def to_windows(path: str | os.PathLike[str], prefix: Path) -> str:
    """The absolute Windows path of a Linux path; `FileError` when Windows has no spelling for it.

    Text that is an absolute Windows path already, `C:\\vendor` or `\\\\server\\share`, stays as it is.
    """
    text = os.fspath(path)
    if PureWindowsPath(text).is_absolute() and not text.startswith("/"):
        return text
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolves ".." without following links
    for part in absolute.parts[1:]:
        if not _IMPOSSIBLE.isdisjoint(part) or part[-1] in " ." or not _is_text(part):
            raise FileError(
                f"{absolute} has no Windows path: {part!r} is no possible name there.",
                hint='Rename it: Windows names hold none of \\ : * ? " < > | and end neither in a space nor in a dot.',
            )
    letter, root = _drive_of(absolute, prefix)
    return str(PureWindowsPath(f"{letter}:\\", *absolute.relative_to(root).parts))


def to_linux(text: str, prefix: Path) -> Path:
    """The Linux path of an absolute Windows path, in the letter case that it has on disk when it exists.

    Raises `FileError` for a relative path, and for a drive or a network path that the prefix lacks.
    """
    windows = PureWindowsPath(plain(text))
    root = _root_of(windows.drive, prefix)
    if root is None or not windows.root:
        raise FileError(
            f"{text!r} lies on no drive of the Wine prefix {prefix}.",
            hint="Use a path with a drive letter, such as Z:\\.",
        )
    path = root
    for name in windows.parts[1:]:
        path = _as_on_disk(path, name)
    return path


def _drives(prefix: Path) -> dict[str, Path]:
    links = prefix / "dosdevices"
    if not links.is_dir():
        return {"C": prefix / "drive_c", "Z": Path("/")}
    return {
        link.name[0].upper(): Path(os.path.realpath(link))
        for link in links.iterdir()
        if len(link.name) == 2 and link.name[1] == ":"
    }


def _root_of(drive: str, prefix: Path) -> Path | None:
    r"""The folder behind `Z:` or `\\server\share`; Wine looks for shares below `unc` among the drives."""
    if not drive.startswith("\\\\"):
        return _drives(prefix).get(drive[:1].upper()) if len(drive) == 2 else None
    share = Path(prefix, "dosdevices", "unc", *drive.strip("\\").split("\\"))
    return Path(os.path.realpath(share)) if share.is_dir() else None


def _drive_of(path: Path, prefix: Path) -> tuple[str, Path]:
    """The drive whose folder reaches deepest towards `path`."""
    holding = [(letter, root) for letter, root in _drives(prefix).items() if path.is_relative_to(root)]
    if not holding:
        raise FileError(
            f"{path} lies on no drive of the Wine prefix {prefix}.",
            hint="Give that prefix a drive for it (winecfg, Drives), usually Z: for /.",
        )
    return max(holding, key=lambda drive: len(drive[1].parts))


def _is_text(name: str) -> bool:
    """Whether the bytes of a name are UTF-8: Python shows others as lone surrogates, Wine does not show them."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _as_on_disk(folder: Path, name: str) -> Path:
    """Windows names know no letter case, Linux names do."""
    exact = folder / name
    if exact.exists() or not folder.is_dir():
        return exact
    folded = name.casefold()
    return next((entry for entry in folder.iterdir() if entry.name.casefold() == folded), exact)

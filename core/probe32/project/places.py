"""Paths in a project: how they are written so that they hold on another machine, and how they are found there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path, PurePath, PureWindowsPath

_UP = 2
"""So many folders above the project's are still its surroundings: `../vendor/x.dll` moves along with it."""
_LARGEST = 256 << 20
_MOST = 100
"""Of so many DLLs beside a project, up to so many bytes each, hashes are compared."""
_BINARIES = (".dll", ".ocx", ".cpl", ".exe")


def portable(path: str, folder: Path) -> str:
    """The path from the project's folder, with `/`, when it lies below or little above it; else as it is."""
    for base in (folder, folder.resolve()):
        levels = [base, *base.parents][: _UP + 1]
        # What two folders have in common must be more than a drive, a share, or "/home".
        levels = [each for index, each in enumerate(levels) if not index or len(each.parts) > 2]
        for up, each in enumerate(levels):
            try:
                below = PurePath(path).relative_to(each)
            except ValueError:
                continue
            return "/".join([*[".."] * up, *below.parts]) or "."
    return path


def located(path: str, folder: Path) -> str:
    """The path that a project in `folder` says, on this machine, whichever system it was written on."""
    native = Path(os.path.normpath(folder / path))
    if native.exists() or _is_absolute(path):
        return str(native) if not _is_foreign(path) else path
    if (found := _ignoring_case(folder, PureWindowsPath(path).parts)) is not None:
        return str(found)
    return str(native)


def found_dll(folder: Path, written: Sequence[str], name: str, sha256: str) -> Path:
    """Where the DLL of a project in `folder` is now.

    At one of the places that were `written` down; else beside the project under its name, or under any name with the
    same SHA-256. When it is nowhere, the first place.
    """
    places = [Path(located(each, folder)) for each in dict.fromkeys(written)]
    for each in places:
        if each.is_file():
            return each
    beside = _ignoring_case(folder, (name,)) or _of_hash(folder, sha256)
    return beside or places[0]


def name_in(path: str) -> str:
    """The file's name in a path of either system."""
    return PureWindowsPath(path).name


def _is_absolute(path: str) -> bool:
    return Path(path).is_absolute() or _is_foreign(path)


def _is_foreign(path: str) -> bool:
    """Whether it is a path with a drive or a share, which this system does not have."""
    return os.name != "nt" and bool(PureWindowsPath(path).drive)


def _ignoring_case(folder: Path, parts: Iterable[str]) -> Path | None:
    """The file below a folder whose path has these parts, in whatever case; None when there is none."""
    found = folder
    for part in parts:
        if part == ".." or (found / part).exists():
            found = found / part
            continue
        inside: list[Path] = []
        with suppress(OSError):
            inside = [each for each in found.iterdir() if each.name.lower() == part.lower()]
        if not inside:
            return None
        found = min(inside)
    return Path(os.path.normpath(found)) if found != folder else None


def _of_hash(folder: Path, sha256: str) -> Path | None:
    """The DLL in a folder that has this hash."""
    if not sha256:
        return None
    with suppress(OSError):
        files = sorted(each for each in folder.iterdir() if each.suffix.lower() in _BINARIES)
        for each in files[:_MOST]:
            if each.stat().st_size <= _LARGEST and hashlib.sha256(each.read_bytes()).hexdigest() == sha256.lower():
                return each
    return None

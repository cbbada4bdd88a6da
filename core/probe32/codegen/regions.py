"""What a person writes into a generated file, and what becomes of it when the file is written again.

A class that people add to ends with a region between two comments; what stands there goes into the new file. Whatever
else was changed by hand, and a region that the new file has no place for, stays in a file beside it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import FileError

_BEGIN = "# Your own code: it is kept when this file is written again."
_END = "# End of your own code."
_REGION = re.compile(rf"(^[ \t]*{re.escape(_BEGIN)}\n)(.*?)(^[ \t]*{re.escape(_END)}$)", re.MULTILINE | re.DOTALL)

REGION = f"    {_BEGIN}\n\n    {_END}"
"""The empty region at the end of a class."""

RECORD = ".probe32.json"
"""The file in a package that tells what each of its files was when it was written."""


@dataclass(frozen=True)
class Merged:
    """The files to write by their relative names, those to remove, and sentences for a person."""

    files: dict[str, str]
    removed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def record(files: Mapping[str, str]) -> str:
    """The text of `RECORD` for the files of a package."""
    return json.dumps({name: _digest(text) for name, text in sorted(files.items()) if text}, indent=2) + "\n"


def merge(files: Mapping[str, str], folder: Path) -> Merged:
    """The files together with what a person has written into those that are in `folder`.

    `FileError`: one that is there can't be read.
    """
    merged: dict[str, str] = {}
    warnings: list[str] = []
    known = _recorded(files, folder)
    for name, text in files.items():
        old = "" if name.endswith(RECORD) else _read(folder / name)
        merged[name] = _with_own(text, old)
        if not _is_lost(old, merged[name], known.get(name)):
            continue
        beside = _beside(folder, name)
        merged[beside] = old
        warnings.append(f"{folder / name} was changed by hand; what it was is in {Path(beside).name}.")
    gone = [name for name in known if name not in files and _is_untouched(_read(folder / name), known[name])]
    return Merged(merged, tuple(gone), tuple(warnings))


def _recorded(files: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The hashes of the files that were written the last time."""
    found: dict[str, str] = {}
    for name in files:
        if not name.endswith(RECORD):
            continue
        try:
            values = json.loads(_read(folder / name) or "{}")
        except ValueError:
            continue
        package = name.removesuffix(RECORD)
        found |= {package + str(each): str(digest) for each, digest in values.items()}
    return found


def _is_lost(old: str, new: str, known: str | None) -> bool:
    """Whether `old` has something of a person's that `new` has not."""
    own, kept = _REGION.search(old), _REGION.search(new)
    if own and own[2].strip() and (kept is None or kept[2] != own[2]):
        return True
    return bool(old) and _digest(old) not in (known, _digest(new))


def _is_untouched(text: str, known: str) -> bool:
    own = _REGION.search(text)
    return _digest(text) == known and not (own and own[2].strip())


def _with_own(text: str, old: str) -> str:
    own = _REGION.search(old)
    return _REGION.sub(lambda match: match[1] + own[2] + match[3], text, count=1) if own else text


def _digest(text: str) -> str:
    """Of the text without what a person has written into it."""
    return hashlib.sha256(_REGION.sub("", text).encode()).hexdigest()[:16]


def _beside(folder: Path, name: str) -> str:
    number, beside = 1, f"{name}.kept"
    while (folder / beside).exists():
        number, beside = number + 1, f"{name}.kept{number + 1}"
    return beside


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8") if path.is_file() else ""
    except (OSError, ValueError) as error:
        raise FileError(f"{path} is there and cannot be read: {error}.", hint="Choose another folder.") from error

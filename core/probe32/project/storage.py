"""Projects as files: JSON in UTF-8, always written in the same order, replaced in one step."""

from __future__ import annotations

import json
import os
from pathlib import Path

from ..errors import FileError
from ..json_files import text_of
from ..named_files import read_text
from ..replacing import replace_file
from .backups import Backups
from .decoding import decode
from .document import Project
from .encoding import encode

_HINT_RESTORE = "Restore the file from a backup or from version control, or make a new project."


def load(path: str | os.PathLike[str], place: str | os.PathLike[str] | None = None) -> Project:
    """The project in the file `path`.

    `place` is where the document belongs, from where its paths are meant, when it is read from elsewhere: a backup.

    `FileError`: it is missing, unreadable, damaged, no project, or written by a newer Probe32.
    """
    file = Path(path)
    return decode(_document(file, _text(file)), Path(place or file).absolute())


def save(project: Project, path: str | os.PathLike[str], backups: Backups | None = None) -> None:
    """Write a project to `path`: the file then holds all of the new text, or on failure (`FileError`) still the old.

    What it held before goes to `backups`.
    """
    file = Path(os.path.realpath(path))
    if backups is not None:
        backups.keep(file)
    try:
        replace_file(file, text_of(encode(project, file)).encode("utf-8"))
    except OSError as error:
        raise FileError(
            f"{path} cannot be written: {error.strerror or error}.",
            hint="What was there before is unchanged. Free some space, or save the project in another folder.",
        ) from error


def _text(file: Path) -> str:
    try:
        return read_text(file)
    except FileNotFoundError as error:
        raise FileError(f"{file} does not exist.", hint="Make a project with: probe32 new DLL -o FILE") from error
    except UnicodeDecodeError as error:
        raise FileError(f"{file} is no Probe32 project: it is not UTF-8 text.", hint=_HINT_RESTORE) from error
    except OSError as error:
        raise FileError(f"{file} cannot be read: {error.strerror or error}.", hint="Check the path.") from error


def _document(file: Path, text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise FileError(
            f"{file} is damaged at line {error.lineno}, column {error.colno}: {error.msg}.", hint=_HINT_RESTORE
        ) from error
    except RecursionError as error:
        raise FileError(f"{file} is no Probe32 project: it is nested too deeply.", hint=_HINT_RESTORE) from error

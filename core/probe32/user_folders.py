"""Where Probe32 keeps what belongs to a user; on Windows all of it lies in `%LocalAppData%\\probe32`."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_data_path

_NAME = "probe32"
SETTINGS_FILE = "probe32.ini"
_HOST = "host"
"""The folder of the 32-bit host among the caches."""


def settings_folder() -> Path:
    """What a person has chosen: the window's settings."""
    return user_config_path(_NAME, appauthor=False)


def data_folder() -> Path:
    """What must not be lost: earlier versions of projects, and work that was not saved."""
    return user_data_path(_NAME, appauthor=False)


def cache_folder() -> Path:
    """What can be made again: a fetched host, byte code, what was read of DLLs. It need not exist."""
    return user_cache_path(_NAME, appauthor=False)


def cache_size() -> int:
    """Bytes that `empty_cache` would free."""
    return sum(map(size_of, _cached()))


def empty_cache() -> int:
    """Remove the caches but for the 32-bit host, without which nothing can be called; returns the bytes freed.

    All of it is found out again when it is needed. What another process uses at the moment stays.
    """
    before = cache_size()
    _remove(_cached())
    return before - cache_size()


def forgettable() -> list[Path]:
    """The settings and the caches of this user, the 32-bit host among them: what `forget` removes."""
    found = [*sorted(settings_folder().glob(f"{SETTINGS_FILE}*")), cache_folder()]
    return [each for each in found if each.exists()]


def forget() -> list[Path]:
    """Remove what is `forgettable`; returns what was removed.

    Projects, their earlier versions and unsaved work stay. What another program holds open stays, too.
    """
    found = forgettable()
    _remove(found)
    for folder in (settings_folder(), data_folder()):
        with suppress(OSError):
            folder.rmdir()  # when nothing is in it any more
    return [each for each in found if not each.exists()]


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files below a folder; what can't be looked at counts nothing."""
    return sum(map(_size, path.rglob("*") if path.is_dir() else (path,)))


def _cached() -> list[Path]:
    folder = cache_folder()
    return sorted(each for each in folder.iterdir() if each.name != _HOST) if folder.is_dir() else []


def _remove(paths: Iterable[Path]) -> None:
    for each in paths:
        if each.is_dir():
            shutil.rmtree(each, ignore_errors=True)
        else:
            with suppress(OSError):
                each.unlink(missing_ok=True)


def _size(file: Path) -> int:
    with suppress(OSError):
        return file.stat().st_size if file.is_file() else 0
    return 0

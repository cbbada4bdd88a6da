"""Where Probe32 keeps what belongs to a user; on Windows all of it lies in `%LocalAppData%\\probe32`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_data_path

_NAME = "probe32"
SETTINGS_FILE = "probe32.ini"


def settings_folder() -> Path:
    """What a person has chosen: the window's settings."""
    return user_config_path(_NAME, appauthor=False)


def data_folder() -> Path:
    """What must not be lost: earlier versions of projects, and work that was not saved."""
    return user_data_path(_NAME, appauthor=False)


def cache_folder() -> Path:
    """What can be made again: a fetched host, byte code, what was read of DLLs."""
    return user_cache_path(_NAME, appauthor=False)


def forget() -> list[Path]:
    """Remove the settings and the caches of this user; returns what was removed.

    Projects, their earlier versions and unsaved work stay. What another program holds open stays, too.
    """
    removed = []
    for each in (*_settings(), cache_folder()):
        if each.exists():
            shutil.rmtree(each, ignore_errors=True) if each.is_dir() else each.unlink(missing_ok=True)
            removed += [] if each.exists() else [each]
    for folder in (settings_folder(), data_folder()):
        with suppress(OSError):
            folder.rmdir()  # when nothing is in it any more
    return removed


def _settings() -> Iterator[Path]:
    return settings_folder().glob(f"{SETTINGS_FILE}*")

"""What Probe32 keeps in the user's cache folder, and how to let go of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path

_KEPT = "host"
"""The 32-bit host is no cache to be emptied: without it nothing can be called until it has been installed again."""


def cache_folder() -> Path:
    """The folder; it need not exist. The 32-bit host lies there too, in `host`."""
    return user_cache_path("probe32", appauthor=False)


def cache_size() -> int:
    """Bytes that `empty_cache` would free."""
    return sum(_size(file) for entry in _entries() for file in (entry.rglob("*") if entry.is_dir() else (entry,)))


def empty_cache() -> int:
    """Remove everything but the 32-bit host: all of it is found out again when it is needed. Returns the bytes freed.

    What another process uses at the moment stays.
    """
    before = cache_size()
    for entry in _entries():
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            with suppress(OSError):
                entry.unlink()
    return before - cache_size()


def _entries() -> Iterator[Path]:
    folder = cache_folder()
    if folder.is_dir():
        yield from (each for each in sorted(folder.iterdir()) if each.name != _KEPT)


def _size(file: Path) -> int:
    with suppress(OSError):
        return file.stat().st_size if file.is_file() else 0
    return 0

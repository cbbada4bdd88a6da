"""What is expensive to find out about a file, kept in the user's cache folder; a cache that is never in the way.

An entry is one file, named by the SHA-256 of what it is about and by what made it, so it is never out of date. Its
first line is the checksum of the JSON after it. Whatever goes wrong, a damaged entry, a full disk, a folder that is not
to be written, means that there is no entry; nothing is raised and nobody is told. Any number of processes may share it:
an entry comes into being whole, by renaming, and those who write the same one write the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from .user_folders import cache_folder

SWITCH = "PROBE32_CACHE"
"""Environment variable: another folder for what is kept, or `off`."""

_LARGEST = 16 << 20
_MOST = 128 << 20
"""Bytes of one entry, and of all; what was not used for longest goes first."""


class KeptFiles:
    """The entries of one `kind`, such as `evidence`, made by `maker`: a text that changes when its results would."""

    def __init__(self, kind: str, maker: str) -> None:
        self._folder = _folder(kind)
        self._maker = hashlib.sha256(maker.encode()).hexdigest()[:12]

    def read(self, sha256: str) -> object:
        """What was kept for a file with this hash; None when nothing is, or nothing that can be trusted."""
        file = self._file(sha256)
        if file is None:
            return None
        with suppress(OSError, ValueError, RecursionError):
            if file.stat().st_size > _LARGEST:
                return None
            checksum, _, content = file.read_bytes().partition(b"\n")
            if checksum == _checksum(content):
                with suppress(OSError):
                    os.utime(file)  # it was used now
                return json.loads(content)
        return None

    def write(self, sha256: str, value: object) -> None:
        """Keep what JSON can hold, and let go of what there is no room for any more."""
        file = self._file(sha256)
        content = json.dumps(value, separators=(",", ":")).encode()
        if file is None or len(content) > _LARGEST:
            return
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            _put(file, _checksum(content) + b"\n" + content)
            _make_room(file.parent)

    def _file(self, sha256: str) -> Path | None:
        return self._folder / f"{sha256}-{self._maker}.json" if self._folder and sha256 else None


def _folder(kind: str) -> Path | None:
    chosen = os.environ.get(SWITCH, "")
    if chosen == "off":
        return None
    return (Path(chosen) if chosen else cache_folder()) / kind


def _checksum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def _put(file: Path, content: bytes) -> None:
    """Write the file in one step. `OSError`: it is as it was, and nothing else is left."""
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".new")
    try:
        with open(handle, "wb") as stream:  # noqa: PTH123 - a handle, not a path
            stream.write(content)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _make_room(folder: Path) -> None:
    """Remove the entries beyond what may be kept, and what a process that was killed has left half-written."""
    room = _MOST
    for file, size in sorted(_entries(folder), key=lambda each: each[0].stat().st_mtime, reverse=True):
        room -= size
        if room < 0:
            file.unlink(missing_ok=True)


def _entries(folder: Path) -> Iterator[tuple[Path, int]]:
    for file in folder.iterdir():
        with suppress(OSError):
            yield file, file.stat().st_size

"""Earlier versions of project files, in a folder of the user's own (ADR 0048)."""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..errors import FileError
from ..user_folders import data_folder

KEPT = 10
"""How many earlier versions of a file there are at most."""

_ENDING = ".probe32"


@dataclass(frozen=True)
class Backup:
    """An earlier version: its file, and when it was replaced, in seconds since 1970."""

    path: Path
    time: float

    @property
    def when(self) -> str:
        """The local date and time, to the second."""
        return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(self.time))


class Backups:
    """The backups in one folder; by default in the user's, where Probe32 keeps its data."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or data_folder() / "backups"

    def keep(self, file: Path) -> None:
        """Copy what a file holds before it is replaced, unless the last backup holds the same. No file: nothing to do.

        Saving must not fail for want of a backup, so nothing is raised.
        """
        with suppress(OSError):
            content = file.read_bytes()
            known = self.of(file)
            if known and known[0].path.read_bytes() == content:
                return
            place = self._place(file)
            place.mkdir(parents=True, exist_ok=True)
            stamp = f"{file.stat().st_mtime_ns:020d}"
            (place / f"{file.stem}-{stamp}{_ENDING}").write_bytes(content)
            (place / "origin.txt").write_text(str(file), encoding="utf-8", errors="surrogateescape")
            for each in self.of(file)[KEPT:]:
                each.path.unlink(missing_ok=True)

    def of(self, file: Path) -> list[Backup]:
        """The backups of a file, the latest first."""
        found = []
        with suppress(OSError):
            for each in self._place(file).glob(f"*{_ENDING}"):
                stamp = each.stem.rpartition("-")[2]
                if stamp.isdecimal():
                    found.append(Backup(each, int(stamp) / 1e9))
        return sorted(found, key=lambda each: each.time, reverse=True)

    def offered(self, file: Path, error: FileError) -> FileError:
        """The error of a file that is damaged, naming its last backup, if it has one."""
        known = self.of(file)
        if not known:
            return error
        found = known[0]
        hint = f"A backup from {found.when} is there: {found.path}"
        return FileError(error.message, hint=f"{hint}\n{error.hint}" if error.hint else hint)

    def _place(self, file: Path) -> Path:
        path = os.path.normcase(os.path.realpath(file))
        return self._folder / f"{file.stem}-{hashlib.sha256(os.fsencode(path)).hexdigest()[:12]}"

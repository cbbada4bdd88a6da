"""Recovery files: one for each window, locked as long as its process lives, however that ends."""

from __future__ import annotations

import json
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from ..errors import FileError
from ..launch.lock import try_lock
from ..replacing import replace_file

_ENDING = ".recovery"
_LOCK = ".lock"
_DAY = 86_400.0


class RecoveryFile:
    """One window's file; `path` need not exist. The lock beside it tells other processes that somebody uses it."""

    def __init__(self, path: Path, lock: IO[bytes]) -> None:
        self.path = path
        self._lock = lock

    def write(self, content: dict[str, Any]) -> None:
        """Let the file hold JSON values, in one step. `FileError`: it holds what it held before."""
        try:
            replace_file(self.path, json.dumps(content, ensure_ascii=True).encode())
        except OSError as error:
            raise FileError(
                f"Unsaved work cannot be kept in {self.path.parent}: {error.strerror or error}.",
                hint="Make room there, or save the project now: until then nothing would bring it back.",
            ) from error

    def read(self) -> dict[str, Any]:
        """What the file holds. `FileError`: it can't be read, or holds something else."""
        try:
            content = json.loads(self.path.read_bytes())
        except (OSError, ValueError) as error:
            raise FileError(f"The recovery file {self.path} cannot be read: {error}.", hint="Discard it.") from error
        if not isinstance(content, dict):
            raise FileError(f"The recovery file {self.path} holds something else.", hint="Discard it.")
        return content

    def discard(self) -> None:
        """There is nothing to recover any more; the lock is kept."""
        self.path.unlink(missing_ok=True)

    def release(self) -> None:
        """Let other processes find the file, if it is there. Repeatable."""
        self._lock.close()
        if not self.path.exists():  # a lock that guards nothing; nobody else looks for it
            with suppress(OSError):
                Path(self._lock.name).unlink(missing_ok=True)


class RecoveryFolder:
    """The folder with the recovery files of all windows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def new(self) -> RecoveryFile:
        """A file of one's own, which does not exist yet. `FileError`: the folder can't be used."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self.folder / f"{os.getpid()}-{secrets.token_hex(4)}{_ENDING}"
            lock = path.with_suffix(_LOCK).open("xb")
        except OSError as error:
            raise FileError(
                f"Unsaved work cannot be kept in {self.folder}: {error.strerror or error}.",
                hint="Let the folder be written to, or save often: nothing would bring unsaved work back.",
            ) from error
        try_lock(lock)
        return RecoveryFile(path, lock)

    def left(self) -> list[RecoveryFile]:
        """The files whose processes have ended, the latest first; this process has locked them now."""
        found = []
        for path in self.folder.glob(f"*{_ENDING}"):
            try:
                lock = path.with_suffix(_LOCK).open("ab")
            except OSError:
                continue
            if try_lock(lock):
                found.append(RecoveryFile(path, lock))
            else:
                lock.close()
        return sorted(found, key=lambda each: each.path.stat().st_mtime, reverse=True)

    def forget_locks(self) -> None:
        """Remove the locks of windows that had nothing to recover and were ended from outside, after a day."""
        for lock in self.folder.glob(f"*{_LOCK}"):
            with suppress(OSError):
                if not lock.with_suffix(_ENDING).exists() and time.time() - lock.stat().st_mtime > _DAY:
                    lock.unlink()

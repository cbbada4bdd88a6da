"""What was typed into the console, kept between two runs of the application."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from ..replacing import replace_file

LIMIT = 1000
"""Entries that are kept."""


class Entries:
    """The entries in a file, oldest first. A file that can't be read or written is a history that is not kept."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._entries: list[str] = []

    @property
    def all(self) -> list[str]:
        """Every entry, oldest first."""
        return list(self._entries)

    def load(self) -> None:
        """Read the file; entries of this run follow those of earlier ones."""
        with suppress(OSError, ValueError):
            found = [json.loads(line) for line in self._file.read_text(encoding="utf-8").splitlines()]
            self._entries = [each for each in found if isinstance(each, str)][-LIMIT:] + self._entries

    def add(self, entry: str) -> None:
        """Remember an entry, unless it is the same as the one before."""
        if entry.strip() and (not self._entries or self._entries[-1] != entry):
            self._entries = [*self._entries, entry][-LIMIT:]

    def save(self) -> None:
        """Write the last entry behind those that are in the file; from time to time the file is made shorter."""
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(self._entries[-1]) + "\n")
            if self._file.stat().st_size > LIMIT * 500:
                lines = "".join(json.dumps(each) + "\n" for each in self._entries)
                replace_file(self._file, lines.encode())

    def with_prefix(self, prefix: str, below: int, step: int) -> int:
        """The next entry from `below` on (upwards with step -1) that begins with `prefix`; -1 when there is none."""
        at = below + step
        while 0 <= at < len(self._entries):
            if self._entries[at].startswith(prefix):
                return at
            at += step
        return -1

    def containing(self, text: str) -> list[str]:
        """Different entries that contain `text`, the latest first."""
        found = [each for each in reversed(self._entries) if text.casefold() in each.casefold()]
        return list(dict.fromkeys(found))

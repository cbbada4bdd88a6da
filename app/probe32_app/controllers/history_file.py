"""The calls of one DLL in a file, a JSON object a line, so that a new one is added without a look at the others."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Sequence
from pathlib import Path

from ..models.history_entry import HistoryEntry, entry_from_json, entry_to_json


class HistoryFile:
    """The file for the DLL at `dll`, below `folder`. Methods may be called from any thread.

    A folder or file that can't be written, or read, costs the history's life beyond the window and nothing else.
    """

    def __init__(self, folder: Path, dll: Path) -> None:
        name = hashlib.sha256(str(dll).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        self.path = folder / f"{dll.stem}-{name}.jsonl"
        self._lock = threading.Lock()

    def load(self, limit: int) -> list[HistoryEntry]:
        """The last `limit` calls, newest first; a file that has become much longer is cut. Bad lines are skipped."""
        with self._lock:
            try:
                lines = self.path.read_text(encoding="utf-8").splitlines()
            except (OSError, UnicodeDecodeError):
                return []
            found = [entry for each in lines[-limit:] if (entry := _entry(each)) is not None] if limit else []
        if len(lines) > 2 * limit:
            self.replace(found[::-1])
        return sorted(found, key=lambda each: each.when, reverse=True)

    def add(self, entry: HistoryEntry) -> None:
        """Add a call."""
        self._write([entry], "a")

    def replace(self, entries: Sequence[HistoryEntry]) -> None:
        """Keep these calls only, given the oldest first."""
        self._write(entries, "w")

    def _write(self, entries: Sequence[HistoryEntry], mode: str) -> None:
        text = "".join(f"{json.dumps(entry_to_json(each), ensure_ascii=True)}\n" for each in entries)
        with self._lock:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                with self.path.open(mode, encoding="utf-8") as file:
                    file.write(text)
            except OSError:
                pass


def _entry(line: str) -> HistoryEntry | None:
    try:
        return entry_from_json(json.loads(line))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None

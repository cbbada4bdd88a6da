"""What a client or its host may leave behind, looked up in this process and in `/proc`."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import leaks

_PROC = Path("/proc")

Look = Callable[[], Mapping[object, str]]


def descriptors() -> dict[object, str]:
    """The open files of this process, memory files, pipes and sockets among them; none where there is no `/proc`."""
    found: dict[object, str] = {}
    for entry in _PROC.glob("self/fd/*"):
        try:
            target = str(entry.readlink())
        except OSError:  # the one that was open for this look
            continue
        found[entry.name, target] = f"descriptor {entry.name}: {target}"
    return found


def zombies() -> dict[object, str]:
    """The children of this process that have ended and that nobody has waited for."""
    found: dict[object, str] = {}
    for stat in _PROC.glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # it has gone meanwhile
            continue
        if state == "Z" and int(parent) == os.getpid():
            found[stat.parent.name] = f"zombie {stat.parent.name}"
    return found


def _files() -> dict[object, str]:
    return leaks.files(Path(tempfile.gettempdir()))


_LOOKS: tuple[Look, ...] = (leaks.processes, leaks.threads, zombies, descriptors, _files)


@contextmanager
def watched(left: list[str]) -> Iterator[None]:
    """Add to `left` what is there after the block, was not there before, and does not go away within 5 seconds."""
    before = [look() for look in _LOOKS]
    try:
        yield
    finally:
        for seen, look in zip(before, _LOOKS, strict=True):
            left += leaks.new_since(seen, look)


class Steady:
    """Tells what has become more since the first look: `look` again and again where there should be no difference."""

    def __init__(self) -> None:
        self._first: Counter[str] | None = None

    def look(self) -> list[str]:
        """What is more than at the first look, and does not go away within 5 seconds."""
        if self._first is None:
            self._first = _kinds()
            return []
        first = self._first
        return leaks.new_since({}, lambda: _more(_kinds() - first))


def _more(counts: Counter[str]) -> dict[object, str]:
    return {kind: f"{count} more: {kind}" for kind, count in counts.items()}


def _kinds() -> Counter[str]:
    """How many there are of what: threads by name, descriptors and programs by kind."""
    kinds = Counter(f"descriptor {target.split(':')[0]}" for _, target in map(_pair, descriptors()))
    kinds.update(f"thread {words.split()[1].rstrip('0123456789')}" for words in leaks.threads().values())
    kinds["program"] = len(leaks.processes())
    kinds["zombie"] = len(zombies())
    kinds["temporary file"] = len(_files())
    return kinds


def _pair(key: object) -> tuple[str, str]:
    assert isinstance(key, tuple)
    number, target = key
    return str(number), str(target)

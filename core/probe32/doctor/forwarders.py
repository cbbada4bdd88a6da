"""Follows exports to the DLL that has their code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..errors import FileError
from .search import Search, file_name, is_api_set

CIRCLE = "which is a circle"


@dataclass(frozen=True)
class Ending:
    """Why a symbol leads to no code: the forwarders on the way, and `end` in words; without forwarders it is absent."""

    trail: tuple[str, ...]
    end: str


def follow(search: Search, find: Callable[[str], Path | None], file: Path, symbol: str) -> Ending | None:
    """None when `symbol` of the DLL `file` leads to code or data. What Windows forwards is taken for granted."""
    trail: list[str] = []
    seen: set[tuple[Path, str]] = set()
    while True:
        if (file, symbol) in seen:
            return Ending(tuple(trail), CIRCLE)
        seen.add((file, symbol))
        try:
            link = search.links(file).export(symbol)
        except FileError:
            return None  # that the file is damaged is told by itself
        if link is None:
            return Ending(tuple(trail), "which does not exist" if trail else "")
        if link.forwarder is None or search.is_windows(file):
            return None
        trail.append(link.forwarder)
        dll, _, symbol = link.forwarder.rpartition(".")
        if is_api_set(dll):
            return None
        target = find(file_name(dll))
        if target is None:
            return Ending(tuple(trail), f"and {file_name(dll)} is not found")
        file = target

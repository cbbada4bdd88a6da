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


@dataclass(frozen=True)
class Destination:
    """Where a forwarder leads in the end. `trail` are the forwarders on the way, this one first.

    `path` is the DLL that has the code or the data, `symbol` its name there (`#3` by ordinal), `rva` its place. Where
    the way breaks off `problem` says why, in words that follow the trail; where Windows itself decides, `windows`.
    """

    trail: tuple[str, ...]
    path: Path | None = None
    symbol: str = ""
    rva: int = 0
    problem: str = ""
    windows: bool = False

    @property
    def words(self) -> str:
        """`KERNEL32.Sleep, KERNELBASE.Sleep: kernelbase.dll, RVA 0x1234`."""
        way = ", then ".join(self.trail)
        if self.problem:
            return f"{way}, {self.problem}"
        if self.windows:
            return f"{way}, a part of Windows that is chosen when it is loaded"
        return f"{way}: RVA {self.rva:#x} of {self.path}"


def follow(search: Search, find: Callable[[str], Path | None], file: Path, symbol: str) -> Ending | None:
    """None when `symbol` of the DLL `file` leads to code or data. What Windows forwards is taken for granted."""
    try:
        found = _followed(search, find, file, symbol, search.is_windows)
    except FileError:
        return None  # that the file is damaged is told by itself
    return Ending(found.trail, found.problem) if found.problem or (not found.path and not found.windows) else None


def destination(search: Search, file: Path, symbol: str) -> Destination:
    """Where the export `symbol` of the DLL `file` leads, through Windows' own DLLs too."""
    try:
        return _followed(search, search.find, file, symbol, lambda _: False)
    except FileError as error:
        return Destination((symbol,), problem=f"which cannot be read: {error.message}")


def _followed(
    search: Search,
    find: Callable[[str], Path | None],
    file: Path,
    symbol: str,
    trusted: Callable[[Path], bool],
) -> Destination:
    """The whole way, or as far as a DLL that is `trusted`. `FileError`: a DLL on the way can't be read."""
    trail: list[str] = []
    seen: set[tuple[Path, str]] = set()
    while True:
        if (file, symbol) in seen:
            return Destination(tuple(trail), problem=CIRCLE)
        seen.add((file, symbol))
        link = search.links(file).export(symbol)
        if link is None:
            return Destination(tuple(trail), problem="which does not exist" if trail else "")
        if link.forwarder is None or trusted(file):
            return Destination(tuple(trail), file, symbol, link.rva)
        trail.append(link.forwarder)
        dll, _, symbol = link.forwarder.rpartition(".")
        if is_api_set(dll):
            return Destination(tuple(trail), symbol=symbol, windows=True)
        target = find(file_name(dll))
        if target is None:
            return Destination(tuple(trail), problem=f"and {file_name(dll)} is not found")
        file = target

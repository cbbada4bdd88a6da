"""Finds out why a DLL does not load, without loading it, and explains why one did not.

What the loader does is Microsoft's, "Dynamic-link library search order" and `LoadLibraryEx`; where it looks in the
32-bit host, `launch.loader_places` knows.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ..errors import HostError, ImageError
from ..launch import LoaderPlaces, find_host, is_set_up, loader_places
from . import words
from .examination import Examination
from .explaining import explained
from .findings import Diagnosis, Kind, Node, Problem
from .forwarders import Destination, destination
from .search import Search

__all__ = ["Destination", "Diagnosis", "Kind", "Node", "Problem", "destinations", "diagnose", "explained"]


def diagnose(
    path: str | os.PathLike[str],
    search: Iterable[str | os.PathLike[str]] = (),
    places: LoaderPlaces | None = None,
) -> Diagnosis:
    """Whether Windows would load the DLL `path` into the 32-bit host, and what is wrong with it or what it depends on.

    `search` are folders that are searched besides; `places` is where the loader looks, by default that of the installed
    host. Nothing is loaded and no host is started. Problems that prevent loading come first.

    `FileError`: there is no such file, or it can't be read. `ImageError`: it is no Windows program or library.
    `HostError`: there is no 32-bit host.
    """
    file = Path(os.path.abspath(path))  # noqa: PTH100 - links are kept, and ".." goes as Windows has it
    where = places or loader_places(find_host())
    added = [Path(os.path.abspath(each)) for each in search]  # noqa: PTH100
    finder = Search(file, added, where)
    examination = Examination(finder)
    try:
        tree = examination.of_root(finder.links(file))
    except ImageError as error:
        if not _claims_to_be_an_image(file):
            raise
        examination.problems.append(words.damaged([file.name], str(error), error.hint))
        tree = Node(file.name, file, Kind.IMAGE.value)
    problems = sorted(examination.problems, key=lambda each: (not each.fatal, not each.grave))
    return Diagnosis(file, tuple(problems), (tree,), where.forgiven)


def destinations(
    path: str | os.PathLike[str],
    symbols: Iterable[str],
    search: Iterable[str | os.PathLike[str]] = (),
    places: LoaderPlaces | None = None,
) -> dict[str, Destination] | None:
    """Where exports that are forwarded lead in the end, by symbol: through DLLs that the host's loader would take.

    None without a 32-bit host, and where Wine's prefix would have to be made first: then nobody can tell.
    """
    try:
        where = places or (loader_places(find_host()) if is_set_up() else None)
    except HostError:
        where = None
    if where is None:
        return None
    file = Path(os.path.abspath(path))  # noqa: PTH100 - as above
    finder = Search(file, [Path(os.path.abspath(each)) for each in search], where)  # noqa: PTH100
    return {each: destination(finder, file, each) for each in symbols}


def _claims_to_be_an_image(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(2) == b"MZ"

"""Finds out why a DLL does not load, without loading it, and explains why one did not.

What the loader does is Microsoft's, "Dynamic-link library search order" and `LoadLibraryEx`; where it looks in the
32-bit host, `launch.loader_places` knows.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ..errors import ImageError
from ..launch import LoaderPlaces, find_host, loader_places
from . import words
from .examination import Examination
from .explaining import explained
from .findings import Diagnosis, Kind, Node, Problem
from .search import Search

__all__ = ["Diagnosis", "Kind", "Node", "Problem", "diagnose", "explained"]


def diagnose(
    path: str | os.PathLike[str],
    search: Iterable[str | os.PathLike[str]] = (),
    places: LoaderPlaces | None = None,
) -> Diagnosis:
    """Whether Windows would load the DLL into the 32-bit host, and what is wrong with it or what it depends on.

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
    problems = sorted(examination.problems, key=lambda each: not each.fatal)
    return Diagnosis(file, tuple(problems), (tree,), where.forgiven)


def _claims_to_be_an_image(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(2) == b"MZ"

"""A `Library` for the length of one command, with the header that the command line names; and projects."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..errors import FileError
from ..header_preview import HeaderPreview
from ..library import Library
from ..project import Backups, Project, load
from . import console


def open_library(options: argparse.Namespace) -> Library:
    """The library of `options.dll`; closing it is the caller's. Errors are those of `Library` and `include`."""
    library = Library(options.dll, options.encoding, search=options.search)
    if options.header:
        take_header(library, options)
    return library


def load_project(path: str) -> Project:
    """The project in a file. `FileError`: it can't be read; where there is a backup of it, the hint names that."""
    try:
        return load(path)
    except FileError as error:
        raise Backups().offered(Path(path), error) from error


def take_header(library: Library, options: argparse.Namespace) -> HeaderPreview:
    """Take the header that the command line names into a session; what it does not understand is told as warnings."""
    read = library.preview(options.header, options.include_dirs, dict(options.defines), language=options.language)
    library.take(read)
    for each in (*read.declarations.notes, *read.problems):
        console.show_warning(each.text)
    return read

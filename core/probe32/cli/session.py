"""A `Library` for the length of one command, with the header that the command line names."""

from __future__ import annotations

import argparse

from ..library import Library
from . import console


def open_library(options: argparse.Namespace) -> Library:
    """The library of `options.dll`; closing it is the caller's. Errors are those of `Library` and `include`."""
    library = Library(options.dll, options.encoding)
    if options.header:
        found = library.include(options.header, options.include_dirs, dict(options.defines))
        for each in found.problems:
            console.show_warning(f"{each.file}:{each.line}:{each.column}: {each.message}")
    return library

"""`probe32 new DLL -o P.probe32`: a project for a DLL."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..errors import FileError
from ..project import from_library, save
from . import console, session
from .parsing import Parser, add_encoding_option, add_header_options


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = commands.add_parser("new", help="make a project for a DLL", allow_abbrev=False)
    parser.add_argument("dll", metavar="DLL")
    parser.add_argument("-o", dest="output", metavar="P.probe32", required=True, help="the project to write")
    parser.add_argument("--force", action="store_true", help="replace a project that exists")
    add_header_options(parser)
    add_encoding_option(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(options: argparse.Namespace) -> int:
    """Write the project, and print its path and what is in it."""
    path = Path(options.output)
    if path.exists() and not options.force:
        raise FileError(f"{path} exists already.", hint="Choose another name, or replace it with --force.")
    with session.open_library(options) as library:
        project = from_library(library)
        if options.header:
            project.headers = [str(Path(options.header).absolute())]
        counts = {"exports": len(library.exports), "functions": len(project.functions), "types": len(library.types)}
    save(project, path)
    if options.json:
        console.show_json({"path": str(path), **counts})
    else:
        console.show_text(f"{path}: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
    return 0

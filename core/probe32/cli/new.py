"""`probe32 new DLL -o P.probe32`: a project for a DLL."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..errors import FileError
from ..library import Library
from ..pe.facts import ExportKind
from ..project import Backups, ImportedHeader, from_library, record_exports, record_headers, save
from ..reconciliation import Reconciliation
from . import console, session
from .parsing import Parser, add_encoding_option, add_header_options, add_search_option


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = commands.add_parser("new", help="make a project for a DLL", allow_abbrev=False)
    parser.add_argument("dll", metavar="DLL")
    parser.add_argument("-o", dest="output", metavar="P.probe32", required=True, help="the project to write")
    parser.add_argument("--force", action="store_true", help="replace a project that exists")
    add_header_options(parser)
    parser.add_argument(
        "--cplusplus", action="store_true", help="give C++ functions the prototypes that their exported names carry"
    )
    add_search_option(parser)
    add_encoding_option(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(options: argparse.Namespace) -> int:
    """Write the project, and print its path and what is in it."""
    path = Path(options.output)
    if path.exists() and not options.force:
        raise FileError(f"{path} exists already.", hint="Choose another name, or replace it with --force.")
    with Library(options.dll, options.encoding, search=options.search) as library:
        compared = session.take_header(library, options).reconciliation if options.header else None
        if options.cplusplus:
            _take_told(library)
        project = from_library(library)
        record_exports(project, library)
        if options.header:
            project.headers = [ImportedHeader(str(Path(options.header).absolute()))]
            record_headers(project)
        counts = {"exports": len(library.exports), "functions": len(project.functions), "types": len(library.types)}
    save(project, path, Backups())
    agreement = _agreement(compared) if compared else {}
    if options.json:
        console.show_json({"path": str(path), **counts, **agreement})
    else:
        console.show_text(f"{path}: {_listed(counts)}")
        _show_agreement(agreement, compared)
    return 0


def _take_told(library: Library) -> None:
    """Define every function whose C++ name tells its whole prototype, unless a header has; say which have none in C."""
    declared = {(each.export.ordinal, each.export.name) for each in library.functions.values()}
    for each in library.exports:
        if each.name is None or not each.name.startswith("?") or (each.ordinal, each.name) in declared:
            continue
        found = library.suggest(each)
        if found.told:
            library.define(found.text, export=each.name)
        elif each.kind is not ExportKind.DATA:
            console.show_warning(" ".join(found.remarks))


def _agreement(compared: Reconciliation) -> dict[str, int]:
    """How many functions header and DLL have in common, and how many are left over on either side."""
    return {
        "matched": len(compared.matched),
        "mismatched": len(compared.mismatched),
        "only_in_header": len(compared.only_in_header),
        "only_in_dll": len(compared.only_in_dll),
    }


def _show_agreement(agreement: dict[str, int], compared: Reconciliation | None) -> None:
    if compared is None:
        return
    words = {"only_in_header": "only in the header", "only_in_dll": "only in the DLL"}
    told = {words.get(name, name): count for name, count in agreement.items()}
    console.show_text(f"header and DLL: {_listed(told)}")
    for each in compared.mismatched:
        console.show_warning(each.sentence)


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items())

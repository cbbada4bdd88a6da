"""`probe32 export P.probe32 --out DIR`: a project as a Python package, tests, a notebook, a header, a reference."""

from __future__ import annotations

import argparse
from pathlib import Path

from .. import codegen, project, recording
from ..codegen import Exported, Options, Wanted, Way
from . import console, session
from .parsing import Parser

_EPILOG = """\
--as says what is written. wrapper, the default: a Python package that calls the DLL. tests: pytest files from the calls
worth keeping and from --recording; they need no DLL. notebook: for Jupyter. header: the declarations in C. json: the
same for programs. markdown, html: a reference.
"""


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    told = "write a Python package that calls the DLL, tests, a notebook, a header or a reference"
    parser = commands.add_parser("export", help=told, epilog=_EPILOG, allow_abbrev=False)
    parser.add_argument("project", metavar="P.probe32")
    parser.add_argument("--out", metavar="DIR", required=True, help="the folder to write into")
    ways = [each.value for each in Way]
    parser.add_argument("--as", dest="way", choices=ways, default=Way.WRAPPER.value, help="what to write")
    parser.add_argument(
        "--runtime", choices=codegen.RUNTIMES, default=codegen.RUNTIMES[0], help="what the package runs on"
    )
    parser.add_argument(
        "--layout",
        choices=codegen.LAYOUTS,
        default=codegen.LAYOUTS[0],
        help="one module for the client, or one for each group of functions",
    )
    parser.add_argument("--asyncio", action="store_true", help="methods are coroutines")
    parser.add_argument(
        "--errors",
        choices=codegen.MODES,
        default=codegen.MODES[0],
        help="what becomes of failures for which the project doesn't say: results as they are, or exceptions",
    )
    parser.add_argument("--package", metavar="NAME", help="the package's name, by default made from the DLL's")
    parser.add_argument(
        "--recording", metavar="FILE", action="append", default=[], help="calls to make tests of; may be repeated"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(options: argparse.Namespace) -> int:
    """Write the package, and print its files."""
    document = session.load_project(options.project)
    change = project.change_of(document.dll)
    if change is not None:
        told = f" What changed: probe32 diff {options.project} {document.dll.path}"
        console.show_warning(f"{change.message} {change.hint}{told * (change.kind is project.Kind.DIFFERENT)}")
    for changed in project.changed_headers(document):
        console.show_warning(f"{changed} Import it again to take over what is new.")
    way = Way(options.way)
    made = codegen.export_project(document, way, _wanted(options))
    written = codegen.write(made.files, Path(options.out))
    if options.json:
        console.show_json(_document(way, options.runtime, made, written))
        return 0
    console.show_text("\n".join(map(str, written.paths)))
    for told in (*written.warnings, *made.left_out):
        console.show_warning(told)
    return 0


def _wanted(options: argparse.Namespace) -> Wanted:
    return Wanted(
        Options(options.runtime, options.asyncio, options.layout),
        options.package or "",
        options.errors,
        [recording.load(each) for each in options.recording],
    )


def _document(way: Way, runtime: str, made: Exported, written: codegen.Written) -> dict[str, object]:
    files: dict[str, object] = {
        "as": way.value,
        "files": [str(each) for each in written.paths],
        "warnings": list(written.warnings),
    }
    if made.wrapper is None:
        return files | {"left_out": made.left_out}
    return files | {
        "package": made.wrapper.package,
        "runtime": runtime,
        "functions": [each.client_name for each in made.wrapper.methods],
        "left_out": [{"name": each.name, "reasons": list(each.reasons)} for each in made.wrapper.left_out],
    }

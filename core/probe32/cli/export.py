"""`probe32 export P.probe32 --out DIR`: the wrapper package of a project."""

from __future__ import annotations

import argparse
from pathlib import Path

from .. import codegen, project
from . import console
from .parsing import Parser


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = commands.add_parser("export", help="write a Python package that calls the DLL", allow_abbrev=False)
    parser.add_argument("project", metavar="P.probe32")
    parser.add_argument("--out", metavar="DIR", required=True, help="the folder to put the package into")
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
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(options: argparse.Namespace) -> int:
    """Write the package, and print its files."""
    document = project.load(options.project)
    change = project.change_of(document.dll)
    if change is not None:
        told = f" What changed: probe32 diff {options.project} {document.dll.path}"
        console.show_warning(f"{change.message} {change.hint}{told * (change.kind is project.Kind.DIFFERENT)}")
    for changed in project.changed_headers(document):
        console.show_warning(f"{changed} Import it again to take over what is new.")
    wrapper = codegen.read(document, options.package, errors=options.errors)
    files = codegen.render_wrapper(wrapper, options.runtime, asyncio=options.asyncio, layout=options.layout)
    written = codegen.write(files, Path(options.out))
    if options.json:
        console.show_json(_document(wrapper, options.runtime, written))
        return 0
    console.show_text("\n".join(map(str, written.paths)))
    for sentence in written.warnings:
        console.show_warning(sentence)
    for each in wrapper.left_out:
        console.show_warning(f"{each.name} is left out: {' '.join(each.reasons)}")
    return 0


def _document(wrapper: codegen.Wrapper, runtime: str, written: codegen.Written) -> dict[str, object]:
    return {
        "package": wrapper.package,
        "runtime": runtime,
        "files": [str(each) for each in written.paths],
        "warnings": list(written.warnings),
        "functions": [each.client_name for each in wrapper.methods],
        "left_out": [{"name": each.name, "reasons": list(each.reasons)} for each in wrapper.left_out],
    }

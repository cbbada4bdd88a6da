"""`probe32 info DLL`: what the file says about itself."""

from __future__ import annotations

import argparse

from .. import pe
from ..pe.facts import Image
from . import console
from .parsing import Parser


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = commands.add_parser("info", help="show a DLL's machine, version and imports", allow_abbrev=False)
    parser.add_argument("dll", metavar="DLL")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(options: argparse.Namespace) -> int:
    """Print the facts of `options.dll`."""
    image = pe.read_image(options.dll)
    if options.json:
        console.show_json(_document(image))
    else:
        console.show_pairs(_pairs(image))
    return 0


def _document(image: Image) -> dict[str, object]:
    return {
        "path": str(image.path),
        "machine": image.machine,
        "bitness": image.bitness,
        "subsystem": image.subsystem,
        "timestamp": image.timestamp,
        "version": image.version,
        "imports": [{"dll": each.dll, "delay": each.delay, "names": list(each.names)} for each in image.imports],
        "dotnet": image.dotnet,
        "com": image.com,
        "sha256": image.sha256,
        "notes": list(image.notes),
    }


def _pairs(image: Image) -> list[tuple[str, str]]:
    kinds = [word for word, applies in ((".NET", image.dotnet), ("COM", image.com)) if applies]
    return [
        ("file", str(image.path)),
        ("machine", f"{image.machine}, {image.bitness} bit"),
        ("subsystem", image.subsystem),
        ("linked", image.timestamp or "unknown"),
        ("kind", ", ".join(kinds) or "native"),
        ("SHA-256", image.sha256),
        ("exports", str(len(image.exports))),
        *image.version.items(),
        ("imports", "\n".join(_imported(each.dll, each.names, each.delay) for each in image.imports) or "none"),
        *(("note", each) for each in image.notes),
    ]


def _imported(dll: str, names: tuple[str, ...], delay: bool) -> str:
    return f"{dll}{' (delayed)' if delay else ''}: {', '.join(names)}"

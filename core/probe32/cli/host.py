"""`probe32 host`: which 32-bit Python runs the DLLs."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from ..launch import Host, describe, find_host, install_host
from . import console
from .parsing import Parser


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = commands.add_parser("host", help="show or install the 32-bit host", allow_abbrev=False)
    parser.add_argument(
        "action",
        nargs="?",
        choices=("status", "install", "path"),
        default="status",
        help="status (default): what is used; install: fetch it; path: where it is",
    )
    parser.add_argument("--from", dest="source", metavar="FILE", help="install from this file instead of the network")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(options: argparse.Namespace) -> int:
    """Find or install the host, and print which it is."""
    host = _installed(options) if options.action == "install" else find_host()
    if options.json:
        console.show_json(describe(host))
    elif options.action == "path":
        console.show_text(str(host.executable))
    else:
        console.show_pairs(_pairs(host))
    return 0


def _installed(options: argparse.Namespace) -> Host:
    source = Path(options.source) if options.source else None
    return install_host(source, log=_silence if options.json else console.show_text)


def _silence(_: str) -> None:
    """Say nothing: only JSON goes to standard output."""


def _pairs(host: Host) -> list[tuple[str, str]]:
    facts = describe(host)
    return [(name, value if isinstance(value, str) else shlex.join(value)) for name, value in facts.items()]

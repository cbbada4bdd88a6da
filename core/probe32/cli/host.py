"""`probe32 host`: which 32-bit Python runs the DLLs."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from ..launch import Host, describe, find_host, install_host
from . import console, host_bundle
from .parsing import Parser, UsageError


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = commands.add_parser("host", help="show or install the 32-bit host", allow_abbrev=False)
    parser.add_argument(
        "action",
        nargs="?",
        choices=("status", "install", "path", host_bundle.NAME),
        default="status",
        help=f"status (default): what is used; install: fetch it; path: where it is; {host_bundle.HELP}",
    )
    parser.add_argument("folder", nargs="?", metavar="DIR", help="for bundle: where to put it")
    parser.add_argument("--from", dest="source", metavar="FILE", help="install from this file instead of the network")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(options: argparse.Namespace) -> int:
    """Find or install the host, and print which it is."""
    if options.action == host_bundle.NAME:
        return host_bundle.run(options)
    if options.folder is not None:
        raise UsageError(f"{options.action} takes no folder.", hint="probe32 host --help explains it.")
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

"""`probe32 host`: which 32-bit Python runs the DLLs, and running it by hand."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from ..launch import Host, describe, find_host, install_host
from . import console, host_bundle, host_run
from .parsing import Parser


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = commands.add_parser("host", help="show, install or run the 32-bit host", allow_abbrev=False)
    _add_json(parser, False)
    parser.set_defaults(action="status", source=None)
    actions = parser.add_subparsers(metavar="ACTION", parser_class=Parser)
    for name, text in (("status", "show what is used (default)"), ("path", "show where it is")):
        _add_action(actions, name, text)
    install = _add_action(actions, "install", "fetch it")
    install.add_argument("--from", dest="source", metavar="FILE", help="install from this file instead of the network")
    bundle = _add_action(actions, host_bundle.NAME, "put it into DIR/probe32-host, for a frozen application")
    bundle.add_argument("folder", nargs="?", metavar="DIR", help="where to put it")
    host_run.add_parser(actions)
    return parser


def run(options: argparse.Namespace) -> int:
    """Find or install the host, and print which it is; or bundle it, or run it."""
    if options.action == host_run.NAME:
        return host_run.run(options)
    if options.action == host_bundle.NAME:
        return host_bundle.run(options)
    host = _installed(options) if options.action == "install" else find_host()
    if options.json:
        console.show_json(describe(host))
    elif options.action == "path":
        console.show_text(str(host.executable))
    else:
        console.show_pairs(_pairs(host))
    return 0


def _add_action(actions: argparse._SubParsersAction[Parser], name: str, text: str) -> Parser:
    parser = actions.add_parser(name, help=text, allow_abbrev=False)
    parser.set_defaults(action=name)
    _add_json(parser, argparse.SUPPRESS)
    parser.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="show tracebacks")
    return parser


def _add_json(parser: Parser, default: object) -> None:
    parser.add_argument("--json", action="store_true", default=default, help="print JSON")


def _installed(options: argparse.Namespace) -> Host:
    source = Path(options.source) if options.source else None
    return install_host(source, log=_silence if options.json else console.show_text)


def _silence(_: str) -> None:
    """Say nothing: only JSON goes to standard output."""


def _pairs(host: Host) -> list[tuple[str, str]]:
    facts = describe(host)
    return [(name, value if isinstance(value, str) else shlex.join(value)) for name, value in facts.items()]

"""`probe32 doctor DLL`: whether Windows would load it, and what is in the way; `--self`: how Probe32 itself is."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from .. import doctor
from . import console, doctor_itself
from .parsing import Parser, UsageError, add_search_option


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = commands.add_parser("doctor", help="find out why a DLL does not load", allow_abbrev=False)
    parser.add_argument("dll", metavar="DLL", nargs="?")
    parser.add_argument("--self", action="store_true", dest="itself", help="report on this installation of Probe32")
    add_search_option(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(options: argparse.Namespace) -> int:
    """Print the diagnosis of `options.dll`, or of Probe32."""
    if (options.dll is None) != options.itself:
        raise UsageError("doctor takes a DLL, or --self.", hint="Run: probe32 doctor DLL")
    if options.itself:
        return doctor_itself.run(options)
    found = doctor.diagnose(options.dll, options.search)
    if options.json:
        console.show_json(_document(found))
    else:
        console.show_text("\n".join(_lines(found)))
    return 0


def _document(found: doctor.Diagnosis) -> dict[str, object]:
    return {
        "loads": found.loads,
        "problems": [
            {"kind": each.kind.value, "dll": each.dll, "message": each.message, "fix": each.fix}
            for each in found.problems
        ],
        "tree": [_node(each) for each in found.tree],
    }


def _node(node: doctor.Node) -> dict[str, object]:
    return {
        "dll": node.dll,
        "path": None if node.path is None else str(node.path),
        "status": node.status,
        "delay": node.delay,
        "forward": node.forward,
        "why": node.why,
        "bitness": node.bitness,
        "version": node.version,
        "absent": list(node.absent),
        "needs": [_node(each) for each in node.needs],
    }


def _lines(found: doctor.Diagnosis) -> Iterator[str]:
    yield f"{found.path}: {_verdict(found)}"
    for each in found.problems:
        yield ""
        yield each.message
        if each.grave and each.kind.value in found.forgiven:
            yield f"  {found.forgiven[each.kind.value]}"
        yield f"  {each.fix}"
    yield ""
    yield from _branches(found.tree, "")


def _verdict(found: doctor.Diagnosis) -> str:
    if found.loads and not found.loads_here:
        return "Windows loads it, this system does not"
    if found.loads:
        return "Windows loads it" if not found.problems else "Windows loads it, with reservations"
    return "Windows does not load it"


def _branches(nodes: Sequence[doctor.Node], indent: str) -> Iterator[str]:
    for each in nodes:
        status = "" if each.status in ("ok", "windows") else each.status
        notes = ", ".join(filter(None, ("delayed" if each.delay else "", "forwarded" if each.forward else "", status)))
        yield f"{indent}{each.dll}{f'  ({notes})' if notes else ''}"
        yield from _branches(each.needs, indent + "  ")

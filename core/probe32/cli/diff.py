"""`probe32 diff OLD NEW`: what changed between two releases of a DLL, and which signatures that affects."""

from __future__ import annotations

import argparse
from pathlib import Path

from .. import pe
from ..drift import PATIENCE, ChangedExport, ExportFacts, compare_images
from ..project import Comparison, compare_project
from . import console, session
from .parsing import Parser

_PROJECT = ".probe32"


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "diff", help="compare two releases of a DLL, or a project with another release of its DLL", allow_abbrev=False
    )
    parser.add_argument("old", metavar="OLD", help="a DLL, or a project: what it remembers of its DLL")
    parser.add_argument("new", metavar="NEW", help="a DLL")
    parser.add_argument("--code", action="store_true", help="compare the code of all functions, however long it takes")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(options: argparse.Namespace) -> int:
    """Print what differs."""
    patience = None if options.code else PATIENCE
    is_project = Path(options.old).suffix.lower() == _PROJECT
    project = session.load_project(options.old) if is_project else None
    new = pe.read_image(options.new)
    if project:
        compared = compare_project(project, new, patience)
    else:
        compared = Comparison(compare_images(pe.read_image(options.old), new, patience), (), 0)
    if options.json:
        console.show_json(_document(compared))
        return 0
    _show_text(compared)
    return 0


def _document(compared: Comparison) -> dict[str, object]:
    drift = compared.drift
    document: dict[str, object] = {
        "added": [_export(each) for each in drift.added],
        "removed": [_export(each) for each in drift.removed],
        "changed": [_changed(each) for each in drift.changed],
        "affected": [
            {"export": each.export, "prototype": each.prototype, "reason": each.reason} for each in compared.affected
        ],
    }
    return document | ({"not_compared": list(drift.not_compared)} if drift.not_compared else {})


def _export(facts: ExportFacts) -> dict[str, object]:
    return {
        "ordinal": facts.ordinal,
        "name": facts.name,
        "kind": facts.kind.value,
        "forwarder": facts.forwarder,
    }


def _changed(changed: ChangedExport) -> dict[str, object]:
    return {
        "ordinal": changed.old.ordinal,
        "name": changed.old.name,
        "what": [each.what for each in changed.differences],
        "sentence": changed.sentence,
        "old": _compared(changed.old),
        "new": _compared(changed.new),
    }


def _compared(facts: ExportFacts) -> dict[str, object]:
    convention = facts.convention.value if facts.convention else None
    return _export(facts) | {"convention": convention, "stack_bytes": facts.stack_bytes if convention else None}


def _show_text(compared: Comparison) -> None:
    drift = compared.drift
    lines = [f"added     {each.symbol}" for each in drift.added]
    lines += [f"removed   {each.symbol}" for each in drift.removed]
    lines += [f"changed   {each.sentence}" for each in drift.changed]
    lines += [f"affected  {each.reason}" for each in compared.affected]
    for each in drift.not_compared:
        console.show_warning(each)
    console.show_text("\n".join(lines) or "No difference in the exports.")

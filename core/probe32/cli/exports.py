"""`probe32 exports DLL`: everything in the export table."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from .. import pe
from ..doctor import Destination, destinations
from ..export_list import export_document, exports_csv, exports_html
from ..kept_evidence import keep, open_evidence
from ..pe.facts import Export, ExportKind, Image
from . import console
from .parsing import Parser

_PATIENCE = 5.0
"""Seconds of reading code, unless `--code` asks for all: enough for 5,000 exports and more."""

_MOST_GAPS = 12
_MOST_ALIASES = 6
_UNREAD = "Its code was not read: that of the exports before it took too long; --code reads all."


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = commands.add_parser("exports", help="list what a DLL exports", allow_abbrev=False)
    parser.add_argument("dll", metavar="DLL")
    parser.add_argument(
        "--search", metavar="DIR", action="append", default=[], help="look for DLLs that exports lead to there, too"
    )
    depth = parser.add_mutually_exclusive_group()
    depth.add_argument("--code", action="store_true", help="read the code of all exports, however long it takes")
    depth.add_argument("--no-code", action="store_true", help="guess conventions by the exported names alone")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--csv", action="store_true", help="print comma-separated values")
    form.add_argument("--html", action="store_true", help="print a page for a browser")
    return parser


def run(options: argparse.Namespace) -> int:
    """Print the exports of `options.dll`."""
    image = pe.read_image(options.dll)
    if not options.no_code:
        image = replace(image, exports=tuple(_with_code(image, None if options.code else _PATIENCE)))
        unread = sum(_UNREAD in each.convention.evidence for each in image.exports)
        if unread and not options.json:
            console.show_warning(f"the code of {unread:,} exports was not read; --code reads all")
    for note in () if options.json else image.notes:
        console.show_warning(note)
    forwarded = [each.symbol for each in image.exports if each.forwarder]
    leads = destinations(image.path, forwarded, options.search) if forwarded else {}
    if options.json:
        console.show_json(export_document(image, leads))
    elif options.csv or options.html:
        sys.stdout.write(exports_csv(image, leads) if options.csv else exports_html(image, leads))
    else:
        _show_text(image, leads or {})
    return 0


def _with_code(image: Image, patience: float | None) -> Iterable[Export]:
    """The exports, their conventions by name and code; by name alone once `patience` seconds have passed."""
    code = open_evidence(image)
    end = None if patience is None else time.monotonic() + patience
    for each in image.exports:
        known = each.convention
        if each.kind is ExportKind.FUNCTION and end is not None and time.monotonic() > end:
            yield replace(each, convention=replace(known, evidence=(*known.evidence, _UNREAD)))
        else:
            yield replace(each, convention=code.guess(each))
    keep(code)


def _show_text(image: Image, leads: Mapping[str, Destination]) -> None:
    facts = f"{image.machine}, {image.bitness} bit, {len(image.exports)} exports"
    console.show_text(f"{image.path}: {facts}{_unused(pe.ordinal_gaps(image.exports))}")
    shared = pe.Aliases(image.exports)
    rows = [_row(each, leads.get(each.symbol), shared.words(each, _MOST_ALIASES)) for each in image.exports]
    console.show_table(("ordinal", "name", "rva", "kind", "convention", ""), rows)


def _unused(gaps: Sequence[tuple[int, int]]) -> str:
    if not gaps:
        return ""
    words = ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in gaps[:_MOST_GAPS])
    more = f" and {len(gaps) - _MOST_GAPS:,} more" if len(gaps) > _MOST_GAPS else ""
    return f"; unused ordinals: {words}{more}"


def _row(export: Export, lead: Destination | None, others: str) -> tuple[object, ...]:
    name = export.name or "(by ordinal only)"
    told = "; ".join(filter(None, (_more(export, lead), f"the same as {others}" if others else "")))
    return export.ordinal, name, f"{export.rva:08X}", export.kind.value, _convention(export), told


def _convention(export: Export) -> str:
    guess = export.convention.guess
    return f"{guess.value}{'' if export.convention.confidence.value == 'high' else '?'}" if guess else ""


def _more(export: Export, lead: Destination | None) -> str:
    if export.forwarder:
        way = lead.trail if lead else (export.forwarder,)
        return " ".join(f"-> {each}" for each in way) + (f", {lead.problem}" if lead and lead.problem else "")
    return export.prototype or (export.undecorated if export.undecorated != export.name else "") or ""

"""`probe32 forget`: remove this user's settings and caches, as uninstalling does."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from .. import user_folders
from . import console
from .parsing import Parser

_EPILOG = """\
At a terminal it asks first. Projects, their earlier versions and unsaved work stay. The 32-bit host is among the
caches: where no installer brought one, probe32 host install fetches it again.
"""


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    told = "remove this user's settings and caches"
    parser = commands.add_parser("forget", help=told, epilog=_EPILOG, allow_abbrev=False)
    parser.add_argument("--dry-run", action="store_true", help="show what would be removed, and remove nothing")
    parser.add_argument("-y", "--yes", action="store_true", help="do not ask")
    parser.add_argument("--json", action="store_true", help="print JSON; do not ask")
    return parser


def run(options: argparse.Namespace) -> int:
    """Say what goes and what stays; ask where a person sits at a terminal."""
    sizes = {each: user_folders.size_of(each) for each in user_folders.forgettable()}
    if options.json:
        console.show_json(_document(sizes, dry_run=options.dry_run))
        return 0
    asks = bool(sizes) and not options.yes and console.is_interactive()
    if options.dry_run or asks:
        _show("would remove", list(sizes), sizes)
    if options.dry_run:
        return 0
    if asks and not console.confirmed(f"Remove that, {_amount(sum(sizes.values()))}?"):
        console.show_text("Nothing was removed.")
        return 0
    _show("removed", user_folders.forget(), sizes)
    return 0


def _document(sizes: Mapping[Path, int], *, dry_run: bool) -> dict[str, object]:
    removed = [] if dry_run else user_folders.forget()
    would = {"would_remove": list(map(str, sizes))} if dry_run else {}
    kept = [each for each in (*sizes, user_folders.data_folder()) if each.exists()]
    size = sum(sizes[each] for each in (sizes if dry_run else removed))
    return {"removed": list(map(str, removed)), **would, "bytes": size, "kept": list(map(str, kept))}


def _show(done: str, paths: Sequence[Path], sizes: Mapping[Path, int]) -> None:
    rows = [(done, f"{each}  ({_amount(sizes[each])})") for each in paths]
    rows += [("in use", str(each)) for each in sizes if each not in paths]
    if not sizes:
        console.show_text("There was nothing to remove.")
    if user_folders.data_folder().is_dir():
        rows.append(("kept", f"{user_folders.data_folder()}  (earlier versions of projects, unsaved work)"))
    console.show_pairs(rows)


def _amount(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size:,} bytes"

"""`probe32 forget`: remove this user's settings and caches, as uninstalling does."""

from __future__ import annotations

import argparse

from .. import user_folders
from . import console
from .parsing import Parser


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = commands.add_parser("forget", help="remove this user's settings and caches", allow_abbrev=False)
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(options: argparse.Namespace) -> int:
    """Remove them, and say what was removed and what stays."""
    removed = [str(each) for each in user_folders.forget()]
    kept = str(user_folders.data_folder()) if user_folders.data_folder().is_dir() else ""
    if options.json:
        console.show_json({"removed": removed, "kept": kept})
        return 0
    console.show_text("\n".join(f"removed  {each}" for each in removed) or "There was nothing to remove.")
    if kept:
        console.show_text(f"kept     {kept}  (earlier versions of projects, unsaved work)")
    return 0

"""`probe32 gui [FILE]`: the window, if it is installed."""

from __future__ import annotations

import argparse
from importlib import import_module
from importlib.util import find_spec

from .parsing import Parser, UsageError


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = commands.add_parser("gui", help="open the window", allow_abbrev=False)
    parser.add_argument("file", metavar="FILE", nargs="?", help="a DLL or a project to open")
    return parser


def run(options: argparse.Namespace) -> int:
    """Open the window and wait until it is closed."""
    missing = [name for name in ("PySide6", "qasync", "probe32_app") if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"The window is not installed: {', '.join(missing)} cannot be imported.",
            hint="Run: pip install probe32[gui]",
        )
    code: int = import_module("probe32_app.__main__").main([options.file] if options.file else [])
    return code

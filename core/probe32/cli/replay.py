"""`probe32 replay FILE -- COMMAND…`: runs a program with a recording in place of its DLLs."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from .. import recording
from ..recording import By
from . import console, program
from .parsing import Parser

_EPILOG = """\
COMMAND is run as it stands; its Library objects, exported wrappers and clients answer from FILE, with no DLL, no
Windows and no Wine. The environment variable PROBE32_REPLAY=FILE does the same. The exit code is the command's.
"""


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    told = "run a program with a recording in place of the DLL"
    parser = commands.add_parser("replay", help=told, epilog=_EPILOG, allow_abbrev=False)
    parser.add_argument("file", metavar="FILE", help="the recording")
    program.add_command(parser)
    parser.add_argument(
        "--by", choices=[each.value for each in By], default=By.ORDER.value, help="how a recorded call is found"
    )
    parser.add_argument(
        "--json", action="store_true", help="print JSON; what the program prints goes to standard error"
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Run the program."""
    path = Path(options.file).absolute()
    recording.load(path)
    environment = {**os.environ, recording.REPLAY: str(path), recording.REPLAY_BY: options.by}
    code = program.run(options.command, environment, quiet=options.json)
    if options.json:
        console.show_json({"path": str(path), "exit_code": code})
    return code

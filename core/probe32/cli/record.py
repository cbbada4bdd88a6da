"""`probe32 record FILE -- COMMAND…`: runs a program and writes down what it does with DLLs."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from .. import recording
from ..errors import FileError
from ..recording import Recording
from . import console, program
from .parsing import Parser

_EPILOG = """\
COMMAND is run as it stands, such as: python my_program.py. What its Library objects, exported wrappers and clients do
is in FILE when it ends; the environment variable PROBE32_RECORD=FILE does the same. The exit code is the command's.
"""


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    told = "run a program, and write down its calls"
    parser = commands.add_parser("record", help=told, epilog=_EPILOG, allow_abbrev=False)
    parser.add_argument("file", metavar="FILE", help="the recording to write")
    program.add_command(parser)
    parser.add_argument("--force", action="store_true", help="replace a recording that exists")
    parser.add_argument(
        "--json", action="store_true", help="print JSON; what the program prints goes to standard error"
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Run the program, and print what was recorded."""
    path = Path(options.file).absolute()
    before = _state(path)
    if before and not options.force:
        raise FileError(f"{path} exists already.", hint="Choose another name, or replace it with --force.")
    if not before:
        _try_to_write(path)
    environment = {**os.environ, recording.RECORD: str(path)}
    environment.pop(recording.REPLAY, None)
    code = program.run(options.command, environment, quiet=options.json)
    found = recording.load(path) if _state(path) != before else Recording()  # one that is replaced is another file
    sessions = [{"name": each.client or each.name, "calls": len(each.entries)} for each in found.sessions]
    if options.json:
        console.show_json({"path": str(path), "exit_code": code, "sessions": sessions})
        return code
    for each in sessions:
        console.show_note(f"{path}: {each['name']}, {each['calls']} calls")
    if not sessions:
        console.show_warning("The program used no DLL through Probe32, so nothing was recorded.")
    return code


def _state(path: Path) -> tuple[int, int] | None:
    """What tells a file from the one that replaces it; None where there is none. `FileError`: nobody can tell."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error
    return status.st_ino, status.st_mtime_ns


def _try_to_write(path: Path) -> None:
    """Create the file and remove it, before a program runs for nothing. `FileError`: that is not possible."""
    file = Path(os.path.realpath(path))  # as a recording is saved
    try:
        file.touch(exist_ok=False)
        file.unlink()
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError | ValueError) -> FileError:
    reason = error.strerror if isinstance(error, OSError) else error
    return FileError(f"{path} can't be written: {reason}.", hint="Choose another name, or another folder.")

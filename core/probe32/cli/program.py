"""Another program, run in an environment of its own."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

from ..errors import FileError
from .parsing import UsageError


def add_command(parser: argparse.ArgumentParser) -> None:
    """The positional arguments `-- COMMAND…`."""
    parser.add_argument("command", metavar="-- COMMAND", nargs="*", help="the program and its arguments")


def run(command: Sequence[str], environment: Mapping[str, str], *, quiet: bool) -> int:
    """Run a program to its end, and return its exit code; with `quiet`, what it prints goes to standard error.

    `UsageError`: there is none. `FileError`: it can't be found.
    """
    if not command:
        raise UsageError("No program was given.", hint="Put it behind --, such as: -- python my_program.py")
    found = sys.executable if command[0] in ("python", "python3") and shutil.which(command[0]) is None else command[0]
    try:
        done = subprocess.run(
            [found, *command[1:]], env=dict(environment), stdout=sys.stderr if quiet else None, check=False
        )
    except OSError as error:
        raise FileError(
            f"{command[0]} can't be run: {error.strerror or error}.", hint="Give its path, or check PATH."
        ) from error
    return done.returncode

"""`probe32 COMMAND …`: parses the line, runs the command, turns what goes wrong into words and an exit code."""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Sequence
from contextlib import nullcontext

from .. import __version__, trace
from ..errors import ExitCode, FileError, Probe32Error
from . import call, console, diff, doctor, export, exports, forget, gui, header, host, info, new, record, replay, sweep
from . import run as run_sequence
from .parsing import Parser, protected, restore

_RUNNING = (call, run_sequence, sweep, record, replay)
_COMMANDS = (exports, info, doctor, *_RUNNING, header, new, export, diff, host, forget, gui)

_EVERYWHERE = {"--debug": "show tracebacks", "--trace": "show on standard error what passes to the host and back"}

_INTERRUPTED = 130
"""What shells report for a process that Ctrl+C ended."""

_BROKEN_PIPE = 141
"""What shells report for a process whose reader went away."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (see `ExitCode`); nothing but `--help` raises `SystemExit`."""
    try:
        code = _reported(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except OSError as error:  # whatever else fails has been told by now
        console.close_quietly()
        if console.reader_has_gone(error):
            return _BROKEN_PIPE
        console.show_error(_unwritten(error), as_json=False)
        return ExitCode.FILE
    return code


def _reported(arguments: Sequence[str]) -> int:
    """Run one command and tell what went wrong. `OSError`: standard output takes nothing any more."""
    as_json, debug = "--json" in arguments, "--debug" in arguments
    try:
        return _run(arguments)
    except Probe32Error as error:
        if debug:
            traceback.print_exc()
        console.show_error(error, as_json)
        return int(error.exit_code)
    except KeyboardInterrupt:
        if as_json:
            console.show_error(_InterruptedError("Interrupted."), as_json)
        return _INTERRUPTED
    except Exception as error:
        if console.is_of_output(error):
            raise
        if debug:
            traceback.print_exc()
        console.show_error(_defect(error), as_json)
        return 1


def run() -> None:
    """The console script."""
    console.prepare_streams()
    sys.exit(main())


def _run(arguments: Sequence[str]) -> int:
    options = make_parser().parse_args(protected(arguments))
    restore(options)
    with trace.shown() if options.trace else nullcontext():
        code: int = options.run(options)
    return code


def make_parser() -> Parser:
    """The grammar of the whole command line, a subparser for each command."""
    parser = Parser(prog="probe32", description="Explore and call 32-bit Windows DLLs.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"probe32 {__version__}")
    for name, told in _EVERYWHERE.items():
        parser.add_argument(name, action="store_true", help=told)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    for module in _COMMANDS:
        command = module.add_parser(commands)
        for name, told in _EVERYWHERE.items():
            command.add_argument(name, action="store_true", default=argparse.SUPPRESS, help=told)
        command.set_defaults(run=module.run)
    return parser


class _InterruptedError(Probe32Error):
    """Ctrl+C."""

    kind = "interrupted"


class _DefectError(Probe32Error):
    """An error that nobody foresaw."""

    kind = "internal"
    exit_code = ExitCode.CALL


def _unwritten(error: OSError) -> Probe32Error:
    return FileError(
        f"What this command prints can't be written: {error.strerror or error}.",
        hint="Free some space, or send it elsewhere.",
    )


def _defect(error: Exception) -> Probe32Error:
    return _DefectError(
        f"Internal error: {type(error).__name__}: {error}",
        hint="Run it again with --debug and report what it prints.",
    )

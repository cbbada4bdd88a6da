"""What the commands share that run a part of a project: a sequence, a sweep."""

from __future__ import annotations

import argparse
from collections.abc import Sequence as Many
from typing import TypeVar

from ..errors import Probe32Error
from ..sequences import Sequence, Sweep
from .parsing import Parser, UsageError, seconds

Part = TypeVar("Part", Sequence, Sweep)

_EPILOG = """\
{part} is the name of one; a project with one alone needs none. The exit code is 0 when every {item} was made, else that
of the first {failing} that failed: 4 for its arguments, 6 for a failed call, 7 for one that did not return in time.
"""


def add_part_parser(
    commands: argparse._SubParsersAction[Parser], command: str, told: str, part: str, item: str, *, failing: str = ""
) -> Parser:
    """Add a command whose positionals are a project and the name of a `part`, which consists of `item`s."""
    epilog = _EPILOG.format(part=part.upper(), item=item, failing=failing or item)
    parser = commands.add_parser(command, help=told, epilog=epilog, allow_abbrev=False)
    parser.add_argument("project", metavar="P.probe32")
    parser.add_argument(part, metavar=part.upper(), nargs="?", default="")
    parser.add_argument("--go-on", action="store_true", help=f"make the {item}s after one that failed, too")
    parser.add_argument("--timeout", metavar="S", type=seconds, help=f"the deadline of a {failing or item} without one")
    return parser


def named(known: Many[Part], name: str, kind: str, file: str) -> Part:
    """The sequence or sweep of that name; the only one when none is named. `UsageError`: there is no such."""
    found = [each for each in known if each.name == name] if name else list(known)
    if len(found) == 1:
        return found[0]
    names = ", ".join(repr(each.name) for each in known)
    what = f"{file} has no {kind} {name!r}." if name else f"{file} has {len(known)} {kind}s."
    raise UsageError(what, hint=f"There are: {names}." if known else f"Make one in the window, in the panel {kind}.")


def error_document(error: Probe32Error | None) -> object:
    """An error as it stands in JSON."""
    return None if error is None else {"kind": error.kind, "message": error.message, "hint": error.hint}


def exit_code(error: Probe32Error | None) -> int:
    """That of the first failure; 0 for none."""
    return 0 if error is None else int(error.exit_code)

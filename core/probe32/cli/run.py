"""`probe32 run P.probe32 [SEQUENCE]`: the steps of a sequence, one after the other."""

from __future__ import annotations

import argparse
from collections.abc import Sequence as Many
from typing import TypeVar

from .. import project
from ..abi.signatures import Signature
from ..abi.text import format_value
from ..abi.types import Void, pointed, resolve
from ..errors import Probe32Error
from ..json_values import outputs_to_json, to_json
from ..library import Library
from ..sequences import Outcome, Sequence, SequenceRun, Sweep, check
from . import console
from .parsing import Parser, UsageError, seconds

_Named = TypeVar("_Named", Sequence, Sweep)

_EPILOG = """\
SEQUENCE is the name of one; a project with one alone needs none. The exit code is 0 when every step was made, else that
of the first step that failed: 4 for its arguments, 6 for a failed call, 7 for one that did not return in time.
"""


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = commands.add_parser("run", help="run a sequence of a project", epilog=_EPILOG, allow_abbrev=False)
    parser.add_argument("project", metavar="P.probe32")
    parser.add_argument("sequence", metavar="SEQUENCE", nargs="?", default="")
    parser.add_argument("--timeout", metavar="S", type=seconds, help="the deadline of steps without one")
    parser.add_argument("--go-on", action="store_true", help="make the steps after one that failed, too")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(options: argparse.Namespace) -> int:
    """Make the steps and print how each went."""
    document = project.load(options.project)
    sequence = named(document.sequences, options.sequence, "sequence", options.project)
    with project.open_library(document) as library:
        check(sequence, library)
        made = SequenceRun(library, sequence, timeout=options.timeout, go_on=options.go_on)
        outcomes = []
        for outcome in made.outcomes():
            outcomes.append(outcome)
            if not options.json:
                _show(library, outcome)
    failed = next((each.error for each in outcomes if each.error is not None), None)
    if options.json:
        steps = [_step(library, each) for each in outcomes]
        console.show_json({"sequence": sequence.name, "steps": steps, "done": failed is None})
    return 0 if failed is None else int(failed.exit_code)


def named(known: Many[_Named], name: str, kind: str, file: str) -> _Named:
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


def _step(library: Library, outcome: Outcome) -> dict[str, object]:
    signature, done = library.function(outcome.step.function).signature, outcome.result
    return {
        "step": outcome.number,
        "function": outcome.step.function,
        "result": None if done is None else to_json(signature.result, done.result),
        "outputs": {} if done is None else outputs_to_json(signature, done.outputs),
        "last_error": 0 if done is None else done.last_error,
        "duration_us": None if done is None else done.duration_us,
        "replayed": outcome.replayed,
        "error": error_document(outcome.error),
    }


def _show(library: Library, outcome: Outcome) -> None:
    again = " (made again)" if outcome.replayed else ""
    head = f"{outcome.number} {outcome.step.function}{again}"
    if outcome.error is not None:
        console.show_text(f"{head}: failed")
        console.show_error(outcome.error, as_json=False)
    else:
        console.show_text(f"{head}: {_words(library.function(outcome.step.function).signature, outcome)}")


def _words(signature: Signature, outcome: Outcome) -> str:
    done = outcome.result
    assert done is not None
    void = isinstance(resolve(signature.result), Void)
    words = [] if void else [format_value(signature.result, done.result)]
    for each in signature.outputs:
        of = each.type if each.size else pointed(each.type) or each.type
        words.append(f"{each.name} {format_value(of, done.outputs.get(each.name))}")
    return ", ".join(words) or "done"

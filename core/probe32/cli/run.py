"""`probe32 run P.probe32 [SEQUENCE]`: the steps of a sequence, one after the other."""

from __future__ import annotations

import argparse

from .. import project
from ..abi.signatures import Signature
from ..abi.text import format_output, format_value
from ..abi.types import Void, resolve
from ..json_values import outputs_to_json, to_json
from ..library import Library
from ..sequences import Outcome, SequenceRun, check
from . import console, session
from .parsing import Parser
from .project_part import add_part_parser, error_document, exit_code, named


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = add_part_parser(commands, "run", "run a sequence of a project", "sequence", "step")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(options: argparse.Namespace) -> int:
    """Make the steps and print how each went."""
    document = session.load_project(options.project)
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
    return exit_code(failed)


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
        words.append(f"{each.name} {format_output(each, done.outputs.get(each.name))}")
    return ", ".join(words) or "done"

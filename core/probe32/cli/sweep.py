"""`probe32 sweep P.probe32 [SWEEP]`: a sweep of a project, as a table."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import datetime

from .. import project
from ..abi.text import to_json
from ..sequences import Point, SweepRun, csv_text
from . import console, session
from .parsing import Parser
from .project_part import add_part_parser, error_document, exit_code, named


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = add_part_parser(commands, "sweep", "make a sweep of a project", "sweep", "point", failing="call")
    parser.add_argument("--json", action="store_true", help="print JSON instead of CSV")
    return parser


def run(options: argparse.Namespace) -> int:
    """Make the points and print them."""
    document = session.load_project(options.project)
    sweep = named(document.sweeps, options.sweep, "sweep", options.project)
    if options.timeout is not None:
        sweep = replace(sweep, timeout=options.timeout)
    sweep = replace(sweep, go_on=sweep.go_on or options.go_on)
    with project.open_library(document) as library:
        made = SweepRun(library, sweep, sweep.sequence(document.sequences))
        points = list(made.points())
    for each in made.told_of_clean_up():
        console.show_warning(each)
    failed = next((each for each in points if each.error is not None), None)
    if options.json:
        console.show_json(_document(made, points))
    else:
        console.show_text(csv_text(made, points, datetime.now()).rstrip("\n"))
        if failed is not None:
            console.show_warning(made.failure(failed))
    return exit_code(failed.error if failed is not None else None)


def _document(made: SweepRun, points: list[Point]) -> dict[str, object]:
    return {
        "sweep": made.sweep.name,
        "axes": [{"argument": each.argument, "step": each.step, "unit": each.unit} for each in made.sweep.axes],
        "columns": list(made.columns),
        "points": [
            {
                "values": to_json(each.values),
                "collected": to_json(each.collected),
                "last_error": each.last_error,
                "duration_us": each.duration_us,
                "error": error_document(each.error),
            }
            for each in points
        ],
        "done": len(points) == len(made) and all(each.error is None for each in points),
    }

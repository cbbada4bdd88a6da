"""`probe32 info DLL`: what the file says about itself."""

from __future__ import annotations

import argparse

from .. import pe
from ..image_info import info_document
from ..image_outline import Fact, outline
from . import console
from .parsing import Parser

_SHOWN = 12
"""Lines of a list that may be long, unless all are asked for."""


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "info", help="show who made and signed a DLL, what it needs, .NET and COM types", allow_abbrev=False
    )
    parser.add_argument("dll", metavar="DLL")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--all", action="store_true", help="print long lists whole: imports, .NET and COM types")
    return parser


def run(options: argparse.Namespace) -> int:
    """Print the facts of `options.dll`."""
    details = pe.read_details(options.dll)
    if options.json:
        console.show_json(info_document(details))
        return 0
    for group in outline(details):
        console.show_text(group.name + (f": {group.value}" if group.value else ""))
        console.show_pairs([pair for each in group.facts for pair in _pairs(each, 1, options.all, group.many)])
    return 0


def _shown(fact: Fact, everything: bool) -> tuple[Fact, ...]:
    """What is printed below a line: a long list is cut, and types are listed without their members."""
    if everything or not fact.many or len(fact.facts) <= _SHOWN:
        return fact.facts
    rest = Fact(f"… {len(fact.facts) - _SHOWN:,} more", "--all lists all")
    return (*fact.facts[:_SHOWN], rest)


def _pairs(fact: Fact, depth: int, everything: bool, listed: bool = False) -> list[tuple[str, str]]:
    """A line and those below it. Of what is `listed` among many its own list is left out, or put into the line."""
    own = [("  " * depth + fact.name, fact.value)]
    if fact.text and everything:
        own.append(("  " * (depth + 1) + "text", fact.text))
    if listed and fact.many and not everything:
        names = [each.name for each in _shown(fact, everything)] if all(not each.value for each in fact.facts) else []
        return [(own[0][0], f"{fact.value}{': ' if names else ''}{', '.join(names)}")]
    below = _shown(fact, everything)
    return own + [pair for each in below for pair in _pairs(each, depth + 1, everything, fact.many)]

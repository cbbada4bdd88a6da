"""Makes the reference of the command line from what `probe32 --help` and the help of each command say."""

from __future__ import annotations

import argparse
import ast
import inspect
import os
import re
from collections.abc import Iterator
from unittest.mock import patch

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from probe32 import errors
from probe32.cli.main import make_parser

PAGE = "reference/commands.md"
COLUMNS = "84"
"""As many as fit beside the navigation."""

_TEXT = re.compile(r'= \d+\n +(""".+?""")', re.DOTALL)

INTRODUCTION = """# The command line's commands

This page is what `probe32 --help` and `probe32 COMMAND --help` say.
What `--json` prints is told [in a page of its own](json.md).

## Exit codes

| code | meaning |
| --- | --- |
"""

MORE_CODES = """| 1 | A defect of Probe32's own. |
| 130 | Ctrl+C. |
| 141 | Whoever read the output went away. |
"""


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the page."""
    with patch.dict(os.environ, COLUMNS=COLUMNS, NO_COLOR="1"):
        helps = "".join(described(make_parser(), "## "))
    files.append(File.generated(config, PAGE, content=INTRODUCTION + exit_codes() + MORE_CODES + helps))
    return files


def exit_codes() -> str:
    """The rows of the table, from the texts below the members of `ExitCode`."""
    texts = [ast.literal_eval(each) for each in _TEXT.findall(inspect.getsource(errors.ExitCode))]
    return "".join(f"| {code.value} | {text} |\n" for code, text in zip(errors.ExitCode, texts, strict=True))


def described(parser: argparse.ArgumentParser, heading: str) -> Iterator[str]:
    """A section with the help of a command, then one for each command within it."""
    yield f"\n{heading}{parser.prog}\n\n```text\n{parser.format_help().rstrip()}\n```\n"
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from described(inner, heading if parser.prog == "probe32" else f"#{heading}")

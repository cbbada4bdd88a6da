"""Runs a program that was written for msl-loadlib, unchanged: `python -m probe32.compat PROGRAM [ARG...]`."""

from __future__ import annotations

import os
import runpy
import sys

from ..errors import ExitCode
from .msl_loadlib import install

_USAGE = (
    "usage: python -m probe32.compat PROGRAM [ARG...]\nRuns a Python program with msl.loadlib answered by Probe32.\n"
)


def main(arguments: list[str]) -> None:
    """Run the program as Python would: its folder first on `sys.path`, its arguments in `sys.argv`."""
    if not arguments or arguments[0].startswith("-"):
        sys.stderr.write(_USAGE)
        sys.exit(ExitCode.USAGE)
    install()
    program = os.path.abspath(arguments[0])  # noqa: PTH100 - `__file__` as Python sets it, with links kept
    sys.argv[:] = [program, *arguments[1:]]
    if not getattr(sys.flags, "safe_path", sys.flags.isolated):
        sys.path[0] = os.path.dirname(os.path.realpath(program))  # noqa: PTH120 - what Python puts there
    runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])

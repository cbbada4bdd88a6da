"""Runs in the 64-bit Windows Python: `run_msl_program.py PROGRAM`, a program that imports the real `msl.loadlib`."""

from __future__ import annotations

import runpy
import sys
from importlib import import_module
from pathlib import Path

# The embeddable Python looks beside no script, neither this one nor the program.
sys.path[:0] = [str(Path(sys.argv[1]).parent), str(Path(__file__).parent)]

import_module("msl_under_wine").prepare()
runpy.run_path(sys.argv[1], run_name="__main__")

"""Where measurements happen: the tests' Wine prefix and a folder of their own, with nothing left behind."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import leaks

from probe32.launch import stop_wine_server

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "PROBE32_WINEPREFIX"


@contextmanager
def one_processor() -> Iterator[None]:
    """Keep this process, and those that it starts, on one processor; on Linux only."""
    if sys.platform != "linux":
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def clean_surroundings() -> Iterator[list[str]]:
    """Mark all processes that are started from here, and give temporary files a folder, which is removed at the end.

    Yields a list that says, at the end, what had to be ended by force.
    """
    mine = PREFIX not in os.environ
    os.environ.setdefault(PREFIX, str(ROOT / ".dev" / "wine-for-tests"))
    os.environ[leaks.MARK] = secrets.token_hex(8)
    with tempfile.TemporaryDirectory(prefix="probe32-bench-") as folder, _temporary_files_in(folder):
        left: list[str] = []
        try:
            yield left
        finally:
            if sys.platform != "win32":
                left += leaks.new_since({}, leaks.processes)
                leaks.end_processes({})
            if mine and not leaks.programs_in(Path(os.environ[PREFIX])):
                stop_wine_server()


@contextmanager
def _temporary_files_in(folder: str) -> Iterator[None]:
    before = tempfile.tempdir
    tempfile.tempdir = folder
    try:
        yield
    finally:
        tempfile.tempdir = before

"""Runs the project's own tests in the Python that the MSI installs: 64-bit Windows Python, under Wine on Debian.

Probe32 and its packages are those of the staged tree; pytest and what the tests need besides lie in a folder beside it.
What needs a window, a compiler or Debian's tools is left out: those tests run where those are.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from probe32.launch import find_host, to_host_path

from . import parts
from .staging import ROOT, stage

_RUNNER = """
import sys
sys.path[:0] = [sys.argv[1]]
import pytest
class Qt:
    def pytest_addoption(self, parser):
        parser.addini("qt_api", "for pytest-qt, which is not here")
sys.exit(pytest.main(sys.argv[2:], plugins=[Qt()]))
"""
_TESTS = ROOT / "tests"
CHOSEN = tuple(
    (_TESTS / "windows.txt").read_text(encoding="utf-8").split()
)
"""Files of tests, a line each."""


def run(arguments: Sequence[str]) -> int:
    """Stage the installation, and run the chosen tests, or what `arguments` say to pytest; its exit code."""
    with tempfile.TemporaryDirectory(prefix="probe32-windows-", ignore_cleanup_errors=True) as work:
        tree, site = Path(work) / "installed", Path(work) / "site"
        tree.mkdir()
        stage(tree, "0.0.0", lambda _: None)
        for wheel in parts.test_wheels():
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(site)
        start = [] if sys.platform == "win32" else ["wine"]
        options = ["-q", "-p", "no:cacheprovider", "-m", "not debian", *(arguments or CHOSEN)]
        return _streamed(
            [*start, str(tree / "python" / "python.exe"), "-c", _RUNNER, to_host_path(site), *options]
        )


def _streamed(command: Sequence[str]) -> int:
    """Run with pipes, which a Windows Python under Wine needs, and pass on what it says as it says it."""
    environment = find_host().environment() | {"PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    with process.stdout as stream:
        while piece := os.read(stream.fileno(), 1 << 16):
            sys.stdout.buffer.write(piece)
            sys.stdout.flush()
    return process.wait()

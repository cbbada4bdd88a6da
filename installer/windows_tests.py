"""Runs the project's own tests in the Python that the MSI installs: 64-bit Windows Python, under Wine on Debian.

Probe32 and its packages are those of the staged tree; pytest and what the tests need besides lie in a folder beside it.
What needs a window, a compiler or Debian's tools is left out: that runs where those are.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from probe32.launch import find_host, to_host_path

from . import parts
from .staging import ROOT, stage

CHOSEN = (
    "tests/host/test_library.py", "tests/unit/test_cli.py", "tests/unit/test_project.py",
    "tests/unit/test_headers_functions.py", "tests/unit/test_user_folders.py",
)  # fmt: skip
"""Files with tests of what differs from system to system: paths, encodings, processes, pipes, threads."""

_RUNNER = """
import sys
sys.path.insert(0, sys.argv[1])
import pytest
class Qt:
    def pytest_addoption(self, parser):
        parser.addini("qt_api", "for pytest-qt, which is not here")
sys.exit(pytest.main(sys.argv[2:], plugins=[Qt()]))
"""
_ASKS_WINE_8_TOO_MUCH = "numpy*"
"""It ends the process there: Wine 8's C runtime lacks functions for complex numbers."""


def run(arguments: Sequence[str]) -> int:
    """Stage the installation, and run `CHOSEN`, or what `arguments` say to pytest; the exit code is pytest's."""
    with tempfile.TemporaryDirectory(prefix="probe32-windows-", ignore_cleanup_errors=True) as work:
        tree = Path(work) / "installed"
        tree.mkdir()
        stage(tree, "0.0.0", lambda _: None)
        return run_in(tree, arguments)


def run_in(tree: Path, arguments: Sequence[str] = ()) -> int:
    """The same in a tree that is staged already; takes out of it what does not run under Wine."""
    if sys.platform != "win32":
        for each in (tree / "lib").glob(_ASKS_WINE_8_TOO_MUCH):
            shutil.rmtree(each)
    start = [] if sys.platform == "win32" else ["wine"]
    with tempfile.TemporaryDirectory(prefix="probe32-site-", ignore_cleanup_errors=True) as site:
        for wheel in parts.test_wheels():
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(site)
        # A folder of our own for temporary files: pytest's clean-up of its usual one leaves a scan of a folder open.
        temporary = f"--basetemp={to_host_path(Path(site) / 'temporary')}"
        options = ["-q", "-p", "no:cacheprovider", temporary, *(arguments or CHOSEN)]
        python = tree / "python" / "python.exe"
        return _streamed([*start, str(python), "-c", _RUNNER, to_host_path(site), *options])


def _streamed(command: Sequence[str]) -> int:
    """Run with pipes, which a Windows Python under Wine needs, and pass on what it says as it says it."""
    environment = find_host().environment() | {"PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    with process.stdout as stream:
        while piece := os.read(stream.fileno(), 1 << 16):
            sys.stdout.write(piece.decode("utf-8", "replace"))
            sys.stdout.flush()
    return process.wait()


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))

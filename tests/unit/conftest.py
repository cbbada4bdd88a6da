"""What many unit tests read: the sample DLL, and DLLs that are compiled on the spot."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from mingw import tool

from probe32.resources import resource

DLLS = Path(__file__).resolve().parents[1] / "dlls"


@pytest.fixture(scope="session")
def sample_dll() -> Path:
    return resource("sample", "sample.dll")


@pytest.fixture(scope="session")
def mingw() -> Callable[..., str]:
    """Runs a tool of MinGW's, `mingw("gcc", ...)`, among the sources of the test DLLs; returns what it printed."""

    def run(name: str, *arguments: str | Path) -> str:
        command = tool(name)
        # dlltool leaves temporary files behind; objdump's words are read, so they must be English.
        with tempfile.TemporaryDirectory() as scratch:
            done = subprocess.run(
                [command, *map(str, arguments)],
                cwd=DLLS,
                env={**os.environ, "LC_ALL": "C", "TMPDIR": scratch},
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
            )
        if done.returncode:
            pytest.fail(f"{command} failed: {done.stderr}")
        return done.stdout

    return run

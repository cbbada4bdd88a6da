"""The examples that need something which is not here say what; the others are run by `tests/e2e/test_docs.py`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "resources" / "examples"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(EXAMPLES / "run.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has the .NET Framework")
def test_without_dotnet_that_is_said() -> None:
    done = run("dotnet")
    assert done.returncode == 1
    assert "The .NET Framework 4 is not installed: there is no C:\\windows\\Microsoft.NET" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_labview_run_time_engine_that_is_said() -> None:
    done = run("labview")
    assert done.returncode == 1
    assert "averages.dll needs lvrt.dll, which is not found." in done.stderr
    assert "Install the LabVIEW Run-Time Engine, 32-bit, of the release that the DLL was built with." in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_example_is_refused() -> None:
    done = run("pascal")
    assert done.returncode == 2
    assert "{com,cpp,dotnet,echo,fortran,labview,stdcall}" in done.stderr

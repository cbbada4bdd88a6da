"""The client in 64-bit Windows Python, where Probe32 is at home; under Wine on Linux."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path

import pytest
import windows_python

import probe32
from probe32.launch import find_host, to_host_path

PROGRAMS = Path(__file__).parent / "programs"


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where that Python finds Probe32, and what the client needs of other packages."""
    site = tmp_path_factory.mktemp("site")
    found = importlib.util.find_spec("platformdirs")
    assert found
    assert found.origin
    shutil.copytree(Path(found.origin).parent, site / "platformdirs")
    return ";".join(map(to_host_path, (Path(probe32.__file__).parents[1], site)))


def test_the_client_on_windows(paths: str, my_lib: Path) -> None:
    host = find_host().executable.parent
    done = windows_python.run_client([paths, host, PROGRAMS / "tool_server.py", my_lib.parent])
    assert done.returncode == 0, done.stderr
    saw = json.loads(done.stdout)
    assert saw == {
        "call": 3,
        "error": True,
        "fault": [0xC0000005, "my_lib.dll"],
        "late": "my_lib.dll",
        "again": [42, 2],
        "died": 0x12345,
        "asyncio": True,
        "threads": [],
        "view": ["memoryview", True],
        "bytes": True,
        "printed": ["grüße\r\ngrüße\n", "grüße\r\n"],
        "ping": True,
        "left": [],
        "running": [],
    }

"""What only the real msl-loadlib can tell about wrappers of its flavour: types, and names that are taken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from windows_python import UnavailableError, windows_python

from probe32 import Library, codegen
from probe32.codegen.reserved import CLIENT, SERVER
from probe32.project import from_library


@pytest.fixture(scope="module")
def packages() -> Path:
    """The folder from which msl-loadlib can be imported."""
    try:
        return windows_python().parent / "packages"
    except UnavailableError as error:
        pytest.fail(f"{error} Without it the msl-loadlib flavour is not proven.")


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_mypy_strict_is_content(
    platform: str, packages: Path, sample_dll: Path, sample_header: Path, tmp_path: Path
) -> None:
    with Library(sample_dll) as library:
        library.include(sample_header)
        project = from_library(library)
    codegen.write(codegen.generate(project, runtime="msl-loadlib"), tmp_path)
    modules = codegen.generate(project, runtime="msl-loadlib", package="modules", layout="package", errors="raised")
    codegen.write(modules, tmp_path)
    options = ["--strict", "--config-file=", "--python-version=3.10", f"--platform={platform}", "--cache-dir=cache"]
    command = [sys.executable, "-m", "mypy", *options, "--follow-imports=silent", "sample", "modules"]
    environment = os.environ | {"MYPYPATH": str(packages)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_names_of_its_base_classes_are_reserved(packages: Path) -> None:
    program = "import json, msl.loadlib as m; print(json.dumps([dir(m.Client64), dir(m.Server32)]))"
    environment = os.environ | {"PYTHONPATH": str(packages), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    client, server = (set(filter(str.isidentifier, names)) for names in json.loads(done.stdout))
    assert {each for each in client if not each.startswith("_")} <= CLIENT
    assert {each for each in server if not each.startswith("_")} <= SERVER
    assert not {"_call", "_functions", "_last_error"} & server

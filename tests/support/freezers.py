"""PyInstaller and cx_Freeze, in a virtual environment of their own, and Probe32 as its users install it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
import zipfile
from pathlib import Path

from platformdirs import user_cache_path

REQUIREMENTS = ("pyinstaller==6.22.3", "cx_Freeze==8.7.3")
ROOT = Path(__file__).resolve().parents[2]
_TIMEOUT_S = 550


class UnavailableError(Exception):
    """The package index cannot be reached, or has no freezer for this Python."""


def freezers() -> Path:
    """A Python that has them, made in the user's cache at the first use. `UnavailableError`: it could not be made."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    key = hashlib.sha256(repr((sys.base_prefix, REQUIREMENTS)).encode()).hexdigest()[:8]
    folder = user_cache_path("probe32") / "tests" / f"freezers-{version}-{key}"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (folder / "finished").exists():
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        options = ["--quiet", "--disable-pip-version-check", "--only-binary=:all:"]
        done = subprocess.run(
            [python, "-m", "pip", "install", *options, *REQUIREMENTS], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise UnavailableError(f"pip cannot install {', '.join(REQUIREMENTS)}: {done.stderr.strip()[-300:]}")
        (folder / "finished").touch()
    return python


def install_probe32(folder: Path) -> None:
    """Lay Probe32's wheel into `folder`, as pip does; what it needs is taken from where the tests run."""
    with tempfile.TemporaryDirectory() as built:
        options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation"]
        subprocess.run([sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", built, ROOT], check=True)
        (wheel,) = Path(built).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)


def freeze(python: Path, packages: Path, folder: Path, *arguments: str) -> None:
    """Run a freezer, `-m PyInstaller ...` or the like, in `folder`; `packages` is where Probe32 is installed."""
    installed = os.pathsep.join((str(packages), sysconfig.get_path("purelib")))
    done = subprocess.run(
        [python, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": installed, "PYINSTALLER_CONFIG_DIR": str(folder / "pyinstaller")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        timeout=_TIMEOUT_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]

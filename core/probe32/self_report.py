"""What the support desk asks first: versions, places, rights, and whether the 32-bit host starts."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from . import __version__
from .errors import Probe32Error
from .launch import Host, find_host
from .library import Library
from .resources import resource
from .user_folders import cache_folder, data_folder, settings_folder

_PACKAGES = (
    "PySide6-Essentials", "asn1crypto", "capstone", "Jinja2", "libclang", "numpy", "pefile", "platformdirs",
    "pydemumble", "Pygments", "pyqtgraph", "qasync",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A folder that Probe32 uses. `free` is the room on its disk in bytes; `writable` was tried, not asked for."""

    name: str
    path: Path
    exists: bool
    writable: bool
    free: int | None


@dataclass(frozen=True)
class SelfReport:
    """The state of this installation.

    `packages` maps names to versions, "" for one that is not installed. `variables` are the environment variables that
    change what Probe32 does. `host` is None, and `problem` says why, when there is none; `started` is the time from
    nothing to the sample's first answer in seconds, None when that failed.
    """

    system: str
    python: str
    packages: dict[str, str]
    places: tuple[Place, ...]
    variables: dict[str, str]
    host: Host | None
    started: float | None
    problem: str = ""
    hint: str = ""

    @property
    def well(self) -> bool:
        """Whether the sample DLL was called, and what has to be writable is."""
        needed = (each for each in self.places if each.name != "program")
        return self.started is not None and all(each.writable for each in needed)


def self_report() -> SelfReport:
    """Look at this installation; starts a host and calls a function of the sample DLL. Nothing is changed."""
    host, started, problem, hint = None, None, "", ""
    try:
        host = find_host()
        started = _first_call()
    except Probe32Error as error:
        problem, hint = str(error), error.hint
    return SelfReport(
        system=f"{platform.platform()} ({platform.machine()})",
        python=f"{platform.python_version()}, {sys.executable}",
        packages={"probe32": __version__, **{name: _version(name) for name in _PACKAGES}},
        places=tuple(_places()),
        variables={name: value for name, value in sorted(os.environ.items()) if name.startswith(("PROBE32", "QT_"))},
        host=host,
        started=started,
        problem=problem,
        hint=hint,
    )


def _first_call() -> float:
    begun = time.perf_counter()
    with Library(resource("sample", "sample.dll")) as library:
        library.define("int add(int a, int b);")
        library.add(1, 2)
        return time.perf_counter() - begun


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _places() -> Iterator[Place]:
    yield _place("program", Path(__file__).resolve().parent)
    yield _place("settings", settings_folder())
    yield _place("data", data_folder())
    yield _place("cache", cache_folder())
    yield _place("temporary files", Path(tempfile.gettempdir()))


def _place(name: str, path: Path) -> Place:
    there = next(each for each in (path, *path.parents) if each.exists())
    try:
        free = shutil.disk_usage(there).free
    except OSError:
        free = None
    return Place(name, path, path.is_dir(), _is_writable(there), free)


def _is_writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False

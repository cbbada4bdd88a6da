"""What the support desk asks first: versions, places, rights, and whether the 32-bit host starts."""

from __future__ import annotations

import ctypes
import getpass
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
_PROGRAM = "program"


@dataclass(frozen=True)
class Place:
    """A folder that Probe32 uses. `free` is the room on its disk in bytes.

    `writable` was tried, not asked for; None for the program's own folder, where nothing is written, nor tried.
    """

    name: str
    path: Path
    exists: bool
    writable: bool | None
    free: int | None


@dataclass(frozen=True)
class SelfReport:
    """The state of this installation.

    `user` says who asks, and with which rights; `installed` by what Probe32 came here. `packages` maps names to
    versions, "" for one that is not installed. `variables` are the environment variables that change what Probe32 does.
    `host` is None, and `problem` says why, when there is none; a folder that can't be written is a `problem`, too.
    `started` is the time from nothing to the sample's first answer in seconds, None when that failed.
    """

    system: str
    user: str
    installed: str
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
        return self.started is not None and not self.problem


def self_report() -> SelfReport:
    """Look at this installation; starts a host and calls a function of the sample DLL. Nothing is changed."""
    host, started, problem, hint = None, None, "", ""
    try:
        host = find_host()
        started = _first_call()
    except Probe32Error as error:
        problem, hint = str(error), error.hint
    places = tuple(_places())
    closed = [each for each in places if each.writable is False]
    if closed and not problem:
        problem = "\n".join(f"Nothing can be written to the folder for {each.name}: {each.path}." for each in closed)
        hint = (
            "Let this user write there, and see that the disk has room. Settings and what is found out are kept there."
        )
    return SelfReport(
        user=_user(),
        installed=_installed(),
        system=f"{platform.platform()} ({platform.machine()})",
        python=f"{platform.python_version()}, {sys.executable}",
        packages={"probe32": __version__, **{name: _version(name) for name in _PACKAGES}},
        places=places,
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


def _user() -> str:
    try:
        name = getpass.getuser()
    except (ImportError, KeyError, OSError):  # neither a variable nor an account tells
        name = "nameless"
    if sys.platform == "win32":
        powerful = ctypes.WinDLL("shell32").IsUserAnAdmin() != 0
    else:
        powerful = os.geteuid() == 0
    return f"{name}, {'with' if powerful else 'without'} an administrator's rights"


def _installed() -> str:
    root = Path(sys.executable).parent.parent
    if (root / "Probe32.exe").is_file():
        return f"by its MSI, in {root}"
    return f"as a Python package, in {sys.prefix}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _places() -> Iterator[Place]:
    yield _place(_PROGRAM, Path(__file__).resolve().parent)
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
    return Place(name, path, path.is_dir(), None if name == _PROGRAM else _is_writable(there), free)


def _is_writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False

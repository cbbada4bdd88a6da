"""Where a 32-bit Python may be, in the order in which the places are asked."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from ..errors import HostError
from ..resources import resource
from . import frozen, pinned
from .executables import is_32bit, sha256
from .host import Host
from .install import installation_folder, installed_host
from .manifest import host_from, read_manifest

_log = logging.getLogger(__name__)

DIRECTORY_VARIABLE = "PROBE32_SERVER32_DIR"
_OLDEST_PYTHON = (3, 10)
_INSTALL_HINT = (
    f"Run: probe32 host install (fetches one), or name the folder of a 32-bit Python in {DIRECTORY_VARIABLE}."
)


def find_host(server32_dir: str | os.PathLike[str] | None = None) -> Host:
    """The 32-bit Python to serve with.

    Asked in this order: `server32_dir` (a folder, or the executable itself), the folder in `PROBE32_SERVER32_DIR`,
    the host shipped with Probe32, the one that `install_host` made, on Windows `py -3-32`. A frozen application is
    asked for its `probe32-host` and for a host in its folders instead of the last two: what happens to be installed
    must not hide that it lacks one. Whoever names a folder gets the host in it or a `HostError`; nothing at all:
    `HostError` too.
    """
    named = server32_dir or os.environ.get(DIRECTORY_VARIABLE)
    if named:
        return _host_named(Path(os.fsdecode(named)))
    for folder in _usual_folders():
        found = _host_in(folder)
        if found is not None:
            return found
    if frozen.is_frozen():
        raise frozen.missing()
    found = installed_host() or _registered_python()
    if found is None:
        looked = f"{installation_folder()}{' and where py -3-32 points' if sys.platform == 'win32' else ''}"
        raise HostError(f"Cannot find a 32-bit Python to run DLLs in. Looked in {looked}.", hint=_INSTALL_HINT)
    return found


def _host_named(place: Path) -> Host:
    found = _host_of(place) if place.is_file() else _host_in(place)
    if found is None:
        raise HostError(
            f"Cannot find a 32-bit Python in {place}.",
            hint=f"The folder must hold {pinned.FROZEN_NAME} or the python.exe of a 32-bit Python.",
        )
    return found


def _usual_folders() -> Iterator[Path]:
    bundle = frozen.find_bundle()
    if bundle is not None:
        yield bundle
    yield from frozen.folders()
    yield frozen.SHIPPED
    yield resource("host")


def _host_in(folder: Path) -> Host | None:
    manifest = read_manifest(folder)
    if manifest is not None:
        return host_from(folder, manifest)
    for name in (pinned.FROZEN_NAME, "python.exe"):
        if (folder / name).is_file():
            return _host_of(folder / name)
    return None


def _host_of(executable: Path) -> Host:
    """The host that an executable is, judged by its content and its name."""
    try:
        runs_here, digest = is_32bit(executable), sha256(executable)
    except OSError as error:
        raise HostError(f"Cannot read {executable}: {error.strerror}.", hint=_INSTALL_HINT) from error
    if not runs_here:
        raise HostError(f"{executable} is no 32-bit Windows program.", hint=_INSTALL_HINT)
    if not executable.stem.lower().startswith("python"):
        return Host(executable, "frozen", pinned.FROZEN_PYTHON if digest == pinned.FROZEN_SHA256 else "", digest)
    version = _version_beside(executable.parent)
    if version and version < _OLDEST_PYTHON:
        raise HostError(
            f"{executable} is Python {version[0]}.{version[1]}; the 32-bit host needs 3.10 or later.",
            hint=_INSTALL_HINT,
        )
    return Host(executable, "python", ".".join(map(str, version)), digest)


def _version_beside(folder: Path) -> tuple[int, ...]:
    """Major and minor version by the name of the runtime, as in python313.dll; () when there is none beside."""
    names = (re.fullmatch(r"python(\d)(\d+)\.dll", entry.name, re.IGNORECASE) for entry in folder.iterdir())
    return next(((int(name[1]), int(name[2])) for name in names if name), ())


def _registered_python() -> Host | None:
    """What Windows' `py` launcher knows as the newest 32-bit Python 3."""
    if sys.platform != "win32":
        return None
    try:
        done = subprocess.run(
            ["py", "-3-32", "-I", "-c", "import sys; print(sys.executable)"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
            creationflags=subprocess.CREATE_NO_WINDOW,
        )
        return _host_of(Path(done.stdout.strip())) if done.returncode == 0 else None
    except (OSError, subprocess.TimeoutExpired) as error:  # HostError is an OSError
        _log.info("py -3-32 gave no usable Python: %s", error)
        return None

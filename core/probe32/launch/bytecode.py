"""The byte code of what the host imports of Probe32, in one file in the user's cache.

Under Wine the import system takes 2 to 4 ms to find, check and read a module's own file; `inside/boot.py` reads this
one at once. To measure: `python dev.py bench --only start`, with and without it.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..errors import HostError
from ..user_folders import cache_folder
from .host import INSIDE, PACKAGE, Host, run_to_end
from .system import to_host_path

_log = logging.getLogger(__name__)

_FOLDERS = ("abi", "compat", "host", "wire")
_COLLECTOR = f"{INSIDE.name}.collector"


def bytecode_file(host: Host) -> Path | None:
    """The file for this host's Python and the sources as they are now; None when it can't be made.

    It is made anew, by running the host for 1 s, when a source's size or date is not what it was.
    """
    sources = modules(PACKAGE)
    folder = cache_folder() / "bytecode"
    family = hashlib.sha256(str(PACKAGE).encode()).hexdigest()[:16]
    file = folder / f"{family}-{_fingerprint(host, sources)}"
    if file.is_file():
        return file
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent, prefix="new-") as work:
            collect(host, PACKAGE, sources, Path(work) / file.name).replace(file)
        for other in folder.glob(f"{family}-*"):
            if other != file:
                other.unlink(missing_ok=True)
    except OSError as error:  # HostError, too
        _log.info("Hosts start without collected byte code: %s", error)
        return None
    return file


def collect(host: Host, package: Path, names: Iterable[str], file: Path) -> Path:
    """Compile modules of the package in a folder, named by their paths below it in Windows' notation, into `file`.

    Returns that. It stays good when the package is moved. `HostError`: this host can't do it.
    """
    complaints = run_to_end(host, _COLLECTOR, [to_host_path(file), to_host_path(package), *names])
    if not file.is_file():
        raise HostError(f"{host.executable} did not compile Probe32's sources: {complaints.strip()[-500:]}")
    return file


def modules(package: Path) -> dict[str, os.stat_result]:
    """The modules that may be imported in the host, by their paths below the package in Windows' notation."""
    found = _modules_in(package, "")
    for name in _FOLDERS:
        for folder, _, _ in os.walk(package / name):
            found |= _modules_in(folder, os.path.relpath(folder, package).replace("/", "\\") + "\\")
    return found


def _modules_in(folder: str | Path, prefix: str) -> dict[str, os.stat_result]:
    with os.scandir(folder) as entries:  # several times quicker than pathlib, and this is done at every start
        return {prefix + each.name: each.stat() for each in entries if each.name.endswith(".py")}


def _fingerprint(host: Host, sources: Mapping[str, os.stat_result]) -> str:
    digest = hashlib.sha256(host.sha256.encode())
    for path, status in sorted(sources.items()):
        digest.update(f"{path}|{status.st_size}|{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]

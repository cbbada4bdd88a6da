"""Makes the folder that a frozen application carries instead of an installed host."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path, PureWindowsPath

from ..errors import HostError
from . import frozen
from .bytecode import collect, modules
from .find import find_host
from .host import Host
from .manifest import NAME as MANIFEST
from .manifest import host_from, read_manifest


def bundle(folder: str | os.PathLike[str]) -> Path:
    """Put the installed 32-bit host, and the sources that it imports, into `probe32-host` in `folder`; return that.

    A `probe32-host` that an earlier call made is replaced. The host runs once, to compile the sources: a frozen
    application writes byte code nowhere. `HostError`: no host is installed, or the folder cannot be written.
    """
    host = find_host()
    target = Path(os.path.abspath(folder)) / frozen.FOLDER  # noqa: PTH100 - ".." without following links
    if target.exists() and not (target / frozen.NAME).is_file():
        raise HostError(f"{target} exists and was not made by probe32 host bundle.", hint="Remove it.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f"{frozen.FOLDER}.new-") as work:
            made = Path(work) / frozen.FOLDER
            _fill(made, host)
            if target.exists():
                shutil.rmtree(target)
            made.rename(target)
    except HostError:
        raise
    except OSError as error:
        raise HostError(f"Cannot write {target}: {error.strerror or error}.") from error
    return target


def ship(package: Path) -> Path:
    """Put the installed 32-bit host beside an installation's copy of the package, with byte code of what it imports.

    `find_host` finds it there, and it writes nowhere. Returns its folder. `HostError`: no host is installed.
    """
    made = package.with_name(frozen.FOLDER)
    copy = _copy_host(find_host(), made)
    collect(copy, package, modules(package), made / frozen.BYTECODE)
    return made


def _fill(made: Path, host: Host) -> None:
    from .sources import host_sources  # brings ast, which a client's start need not wait for

    copy = _copy_host(host, made)
    sources = made / frozen.SOURCES
    package = frozen.package()
    names = host_sources(package)
    for name in names:
        _copy(package / name, sources / name)
    collect(copy, sources, (str(PureWindowsPath(name)) for name in names), made / frozen.BYTECODE)
    frozen.write_mark(made)


def _copy_host(host: Host, made: Path) -> Host:
    installed = host.executable.parent
    manifest = read_manifest(installed)
    if manifest is None:
        raise HostError(
            f"{host.executable} cannot be bundled: it is no host that Probe32 has installed.",
            hint="Run: probe32 host install, and name no other host in PROBE32_SERVER32_DIR meanwhile.",
        )
    for name in (*manifest.files, MANIFEST):
        _copy(installed / name, made / name)
    return host_from(made, manifest)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)

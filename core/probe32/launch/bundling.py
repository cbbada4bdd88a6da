"""Makes the folder that a frozen application carries instead of an installed host."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from ..errors import HostError
from . import frozen
from .find import find_host
from .host import INSIDE, Host, run_to_end, to_host_path
from .manifest import NAME as MANIFEST
from .manifest import host_from, read_manifest

_COMPILER = f"{INSIDE.name}.bytecode"


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


def _fill(made: Path, host: Host) -> None:
    from .sources import host_sources  # brings ast, which a client's start need not wait for

    copy = _copy_host(host, made)
    sources = made / frozen.SOURCES
    package = frozen.package()
    for name in host_sources(package):
        _copy(package / name, sources / name)
    complaints = run_to_end(copy, _COMPILER, [to_host_path(sources)])
    lacking = [path.name for path in sources.rglob("*.py") if not any(_bytecode(path))]
    if lacking:
        reason = complaints.strip()[-500:] or f"no byte code for {', '.join(lacking)}"
        raise HostError(f"{host.executable} did not compile Probe32's sources: {reason}")
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


def _bytecode(path: Path) -> list[Path]:
    return list(path.parent.glob(f"__pycache__/{path.stem}.*.pyc"))

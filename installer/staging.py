"""Lays out the installation as a tree of files, the same for every builder.

Probe32.exe  bin/probe32.exe      what a person starts
python/                           64-bit CPython, and the file that says where it looks for modules
guide/                            the documentation as a site, which opens from there
lib/                              Probe32 and the packages that it needs; lib/probe32-host is the 32-bit side
licences/  sbom.cdx.json          of every part
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from probe32.launch import install_host, ship

from . import parts
from .authenticity import check_signatures
from .bytecode import compile_tree
from .components import components, write_licences, write_sbom
from .errors import BuildError
from .guide import put_guide
from .icons import write_icon
from .launchers import build_launchers
from .runtime import share_runtime
from .signing import sign_programs
from .trimming import kept_of_python, kept_of_wheel

ROOT = Path(__file__).resolve().parents[1]
_PATHS = f"python{parts.PYTHON_TAG}.zip\n.\n..\\lib\n"


def stage(target: Path, version: str, log: Callable[[str], object], signing: str = "") -> None:
    """Fill the empty folder `target` with what is installed; `signing` is a command that signs programs, if any.

    `BuildError`: a part can't be had, or is not as pinned, or the command does not sign.
    """
    log("Python and the packages")
    _unpack_python(target / "python")
    for wheel in parts.wheels():
        _unpack_wheel(wheel, target / "lib")
    share_runtime(target)
    log("Probe32 and its 32-bit host")
    with tempfile.TemporaryDirectory(prefix="probe32-wheel-") as work:
        _unpack_wheel(_own_wheel(Path(work)), target / "lib")
    _put_host(target / "lib" / "probe32")
    check_signatures(target)
    log("the programs")
    icon = target / "lib" / "probe32" / "_resources" / "icons" / "probe32.ico"
    write_icon(icon.with_suffix(".svg"), icon)
    build_launchers(target, version, icon)
    log("byte code")
    compile_tree(target)
    log("the guide")
    put_guide(target / "guide")
    if signing:
        log("signatures")
        sign_programs(signing, target)
    contents = components(target)
    write_licences(target, contents, target / "licences")
    write_sbom(contents, version, target / "sbom.cdx.json")


def _unpack_python(target: Path) -> None:
    target.mkdir(parents=True)
    prefix = f"cp{parts.PYTHON_TAG}/"
    with tarfile.open(parts.embedded_python()) as source:
        data = source.extractfile(parts.PYTHON_ARCHIVE)
        assert data is not None
        with zipfile.ZipFile(io.BytesIO(data.read())) as archive:
            for name in archive.namelist():
                if name.startswith(prefix) and not name.endswith("/") and kept_of_python(name.removeprefix(prefix)):
                    (target / name.removeprefix(prefix)).write_bytes(archive.read(name))
    # The embeddable Python reads its module search path here, and then nothing of the environment or the registry.
    (target / f"python{parts.PYTHON_TAG}._pth").write_text(_PATHS, encoding="utf-8", newline="\r\n")


def _unpack_wheel(wheel: Path, target: Path) -> None:
    package = wheel.name.split("-")[0].lower()
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            inside = _installed_name(name)
            if not name.endswith("/") and kept_of_wheel(package, inside):
                file = target / inside
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(archive.read(name))


def _installed_name(name: str) -> str:
    """Where a file of a wheel belongs: `x.data/platlib` is spread over the root (wheel specification)."""
    first, _, rest = name.partition("/")
    if not first.endswith(".data"):
        return name
    return rest.partition("/")[2]


def _own_wheel(work: Path) -> Path:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(work)]
    done = subprocess.run([*command, str(ROOT)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(f"Probe32's own wheel can't be built:\n{done.stderr[-1000:]}")
    return next(work.glob("probe32-*.whl"))


def _put_host(package: Path) -> None:
    """The re-packed 32-bit host, and what it imports as byte code, where an installed Probe32 looks first."""
    host = install_host()
    if host.kind != "repacked":
        raise BuildError(
            f"The 32-bit host in {host.executable.parent} is not re-packed: probe32 host install tells why."
        )
    ship(package)

"""A Debian 13 beside this one, for its Wine 10, which the window needs: Qt asks Wine 8 for a class that it lacks.

A folder with a system of its own, entered by chroot, which only root may do. Made once, 3 GB, in about 2 minutes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .errors import BuildError

ROOT = Path(os.environ.get("PROBE32_WINE10", "/opt/wine10"))
INSIDE = "/mnt/bind"
"""Where the folder that is given to `shared` is seen there."""

_RELEASE = "trixie"
_PACKAGES = ("wine", "wine64", "wine32:i386", "xvfb", "xauth", "libgl1", "fonts-dejavu-core", "fonts-wine")
_MOUNTS = ("proc", "dev", "sys")
_OVERRIDES = "mscoree,mshtml,winemenubuilder.exe=d;msvcp140,msvcp140_1,msvcp140_2,vcruntime140,vcruntime140_1=n"
"""A fresh Windows has no runtime of Visual C++; that of Wine is not to be used."""


def install() -> None:
    """Make the system if it is not there. `BuildError`: only root may, or Debian's packages can't be had."""
    if os.geteuid() != 0:
        raise BuildError("The window is tried in Wine 10, in a Debian of its own, which only root can make.")
    if not shutil.which("debootstrap"):
        _run(["apt-get", "install", "-y", "--no-install-recommends", "debootstrap"])
    if not (ROOT / "bin" / "bash").exists():
        _run(["debootstrap", "--variant=minbase", _RELEASE, str(ROOT)])
    for file in (Path("/etc/resolv.conf"), Path("/etc/hosts"), *Path("/etc/apt/apt.conf.d").glob("*")):
        if file.exists():
            shutil.copyfile(file, f"{ROOT}{file}")
    with _mounted():
        listing = ["chroot", str(ROOT), "dpkg-query", "-W", "-f", "${Package} "]
        there = subprocess.run(listing, capture_output=True, text=True, check=False).stdout.split()
        if any(each.partition(":")[0] not in there for each in _PACKAGES):
            _run(["chroot", str(ROOT), "dpkg", "--add-architecture", "i386"])
            subprocess.run(["chroot", str(ROOT), "apt-get", "update"], capture_output=True, check=False)
            _run(["chroot", str(ROOT), "apt-get", "install", "-y", "--no-install-recommends", *_PACKAGES])


@contextmanager
def shared(folder: Path) -> Iterator[None]:
    """The folder seen as `INSIDE` in the system, which has what programs need of the kernel meanwhile."""
    place = Path(f"{ROOT}{INSIDE}")
    place.mkdir(parents=True, exist_ok=True)
    with _mounted():
        _run(["mount", "--bind", str(folder), str(place)])
        try:
            yield
        finally:
            _run(["umount", str(place)])


def run(command: Sequence[str], prefix: str, seconds: float, user: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a program there, with a screen, and `prefix` as its Wine prefix, as the user of that number.

    `subprocess.TimeoutExpired`.
    """
    variables = {
        "HOME": prefix if user else "/root",
        "WINEPREFIX": prefix,
        "WINEDEBUG": "-all",
        "PATH": "/usr/bin:/bin:/usr/sbin:/sbin",
    }
    variables["LC_ALL"] = "C.UTF-8"  # or Wine takes no path with other letters
    variables["WINEDLLOVERRIDES"] = _OVERRIDES
    settings = [f"{name}={value}" for name, value in variables.items()]
    return subprocess.run(
        ["chroot", f"--userspec={user}:{user}", str(ROOT), "env", "-i", *settings, "xvfb-run", "-a", *command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=seconds,
        check=False,
    )


@contextmanager
def _mounted() -> Iterator[None]:
    mounted = []
    try:
        for name in _MOUNTS:
            if not os.path.ismount(ROOT / name):
                _run(["mount", "--rbind", f"/{name}", str(ROOT / name)])
                _run(["mount", "--make-rslave", str(ROOT / name)])
                mounted.append(name)
        yield
    finally:
        for name in reversed(mounted):
            subprocess.run(["umount", "-R", "-l", str(ROOT / name)], capture_output=True, check=False)


def _run(command: Sequence[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(list(command), env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(f"{' '.join(command[:4])} … ended with {done.returncode}:\n{done.stderr[-1000:]}")

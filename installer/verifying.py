"""Installs the MSI in Wine 10 and works with the window: what Wine 8, where the tests run, can't show."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from . import wine10
from .errors import BuildError

_PREFIX = "/var/tmp/probe32-verification"
_PROGRAM = "C:\\Program Files\\Probe32\\Probe32.exe"
_LONGEST_S = 600


def verify(msi: Path, out: Path, log: Callable[[str], object]) -> None:
    """Install, let the window open the sample, call functions, export and take a picture, uninstall.

    What it made goes to the folder `out`. `BuildError`: a step does not do what it should.
    """
    log("Wine 10")
    wine10.install()
    shutil.rmtree(f"{wine10.ROOT}{_PREFIX}", ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="probe32-verify-") as work:
        shutil.copyfile(msi, Path(work) / "probe32.msi")
        with wine10.shared(Path(work)):
            try:
                _verify(log)
            finally:
                wine10.run(["wineserver", "-k"], _PREFIX, _LONGEST_S)
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(Path(work) / "tour", out)


def _verify(log: Callable[[str], object]) -> None:
    package = f"Z:{wine10.INSIDE}/probe32.msi".replace("/", "\\")
    _expect(["wineboot", "--init"])
    _expect(["winecfg", "-v", "win10"])
    log("installing")
    _expect(["wine", "msiexec", "/i", package, "/qn"])
    log("the window opens the sample, calls, exports, takes a picture")
    said = _expect(["wine", _PROGRAM, "--offscreen-tour", f"Z:{wine10.INSIDE}/tour".replace("/", "\\")])
    log(said.strip().replace("\r", "").replace("\n", "\n    "))
    log("uninstalling")
    _expect(["wine", "msiexec", "/x", package, "/qn"])
    if (wine10.ROOT / _PREFIX.lstrip("/") / "drive_c" / "Program Files" / "Probe32").exists():
        raise BuildError("Uninstalling leaves the program's folder behind.")


def _expect(command: list[str]) -> str:
    done = wine10.run(command, _PREFIX, _LONGEST_S)
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        raise BuildError(f"{' '.join(command)} ended with {done.returncode}:\n{said[-2000:]}")
    return done.stdout

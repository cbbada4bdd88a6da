"""From the staged tree to the MSI: with wixl on Debian, with WiX 3 on Windows, from the same source."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

from .errors import BuildError
from .harvest import FAMILY, harvest
from .stamping import stamp
from .tables import complete_tables

_SOURCE = Path(__file__).resolve().parent / "package.wxs"


def build(stage: Path, version: str, moment: datetime, target: Path) -> None:
    """Pack the tree `stage` into the file `target`; every file is dated `moment`.

    The same tree, version and moment give the same bytes with the same builder. `BuildError`: it refuses, or is not
    there.
    """
    _date(stage, moment)
    code = str(uuid.uuid5(FAMILY, f"product {version}")).upper()
    with tempfile.TemporaryDirectory(prefix="probe32-msi-") as work:
        files, made = Path(work) / "files.wxs", Path(work) / target.name
        files.write_text(harvest(stage), encoding="utf-8")
        variables = {"Version": version, "ProductCode": code}
        (_with_wix if sys.platform == "win32" else _with_wixl)(stage, [_SOURCE, files], variables, made)
        complete_tables(made)
        stamp(made, uuid.uuid5(FAMILY, f"package {version} {_content(stage)}"), moment)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, target)


def _with_wixl(stage: Path, sources: Sequence[Path], variables: dict[str, str], target: Path) -> None:
    defined = [word for name, value in variables.items() for word in ("-D", f"{name}={value}")]
    _run(["wixl", "--arch", "x64", *defined, "--output", target, *sources], stage)


def _with_wix(stage: Path, sources: Sequence[Path], variables: dict[str, str], target: Path) -> None:
    defined = [f"-d{name}={value}" for name, value in variables.items()]
    objects = [target.with_name(f"{each.stem}.wixobj") for each in sources]
    for source, compiled in zip(sources, objects, strict=True):
        _run(["candle", "-nologo", "-arch", "x64", *defined, "-out", compiled, source], stage)
    # The Internal Consistency Evaluators ask for a separate package for each way to install (ICE38, ICE64, ICE91).
    quiet = ["-sice:ICE38", "-sice:ICE64", "-sice:ICE91", "-sice:ICE57"]
    _run(["light", "-nologo", "-dcl:high", *quiet, "-b", stage, "-out", target, *objects], stage)


def _run(command: Sequence[str | Path], folder: Path) -> None:
    try:
        done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True, check=False)
    except OSError as error:
        raise BuildError(f"{command[0]} can't be started: {error}. Install msitools, on Windows WiX 3.") from error
    if done.returncode:
        raise BuildError(f"{command[0]} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-2000:]}")


def _date(stage: Path, moment: datetime) -> None:
    seconds = moment.astimezone(timezone.utc).timestamp()
    for each in stage.rglob("*"):
        os.utime(each, (seconds, seconds))


def _content(stage: Path) -> str:
    """A hash over all files and their names."""
    digest = hashlib.sha256()
    for each in sorted(stage.rglob("*")):
        if each.is_file():
            digest.update(each.relative_to(stage).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(each.read_bytes()).digest())
    return digest.hexdigest()

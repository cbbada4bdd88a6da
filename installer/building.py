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

from .cabinet import write_cabinet
from .errors import BuildError
from .harvest import FAMILY, harvest, key_of
from .signing import sign
from .stamping import stamp
from .tables import complete, rows

SOURCE = Path(__file__).resolve().parent / "package.wxs"
_FOR_ONE_WAY_ONLY = ("ICE38", "ICE43", "ICE57", "ICE64", "ICE91")
"""WiX's Internal Consistency Evaluators that ask for one package for each way to install: per machine, and per user."""


def build(stage: Path, version: str, moment: datetime, target: Path, signing: str = "") -> None:
    """Pack the tree `stage` into the file `target`, every file dated `moment`, and sign that with a command, if any.

    The same tree, version and moment give the same bytes with the same builder. `BuildError`: it refuses, or is not
    there, or the command does not sign; then `target` is not touched.
    """
    _date(stage, moment)
    with tempfile.TemporaryDirectory(prefix="probe32-msi-") as work:
        files, made = Path(work) / "files.wxs", Path(work) / target.name
        files.write_text(harvest(stage), encoding="utf-8")
        if sys.platform == "win32":
            for command in wix_commands(stage, [SOURCE, files], version, made):
                _run(command, stage)
        else:
            _run(wixl_command([SOURCE, files], version, made), stage)
            _put_cabinet(stage, moment, made)
        stamp(made, uuid.uuid5(FAMILY, f"package {version} {_content(stage)}"), moment)
        if signing:
            sign(signing, made)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, target)


def product_code(version: str) -> str:
    """The GUID of this version for Windows Installer, in braces."""
    return f"{{{uuid.uuid5(FAMILY, f'product {version}')}}}".upper()


def wixl_command(sources: Sequence[Path], version: str, target: Path) -> list[str | Path]:
    """What makes the MSI of WiX sources on Debian, without its cabinet."""
    defined = [word for each in _variables(version, "wixl") for word in ("-D", each)]
    return ["wixl", "--arch", "x64", *defined, "--output", target, *sources]


def wix_commands(stage: Path, sources: Sequence[Path], version: str, target: Path) -> list[list[str | Path]]:
    """What makes the MSI of WiX sources on Windows: WiX 3's compiler for each, then its linker."""
    defined = [f"-d{each}" for each in _variables(version, "wix")]
    objects = [target.with_name(f"{each.stem}.wixobj") for each in sources]
    candle: list[str | Path] = ["candle.exe", "-nologo", "-arch", "x64", *defined]
    light: list[str | Path] = ["light.exe", "-nologo", "-spdb", *(f"-sice:{each}" for each in _FOR_ONE_WAY_ONLY)]
    return [
        *([*candle, "-out", compiled, source] for source, compiled in zip(sources, objects, strict=True)),
        [*light, "-b", stage, "-out", target, *objects],
    ]


def _variables(version: str, builder: str) -> list[str]:
    return [f"Version={version}", f"ProductCode={product_code(version)}", f"Builder={builder}"]


def _put_cabinet(stage: Path, moment: datetime, msi: Path) -> None:
    """The files in the order of the MSI's table, where each is named by its key."""
    paths = {key_of(path.relative_to(stage).as_posix()): path for path in stage.rglob("*") if path.is_file()}
    keys = sorted(rows(msi, "File"), key=lambda row: int(row[-1]))
    cabinet = msi.with_name("probe32.cab")
    write_cabinet([(row[0], paths[row[0]]) for row in keys], moment, cabinet)
    complete(msi, cabinet)


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

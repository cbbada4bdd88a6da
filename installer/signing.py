"""Signs what Probe32 makes itself, with the command of whoever builds a release."""

from __future__ import annotations

import os
import shlex
import subprocess
from dataclasses import replace
from pathlib import Path

from probe32 import pe
from probe32.launch.executables import sha256
from probe32.launch.manifest import read_manifest, write_manifest

from .errors import BuildError
from .launchers import LAUNCHERS

PLACEHOLDER = "{file}"
"""Stands in the command for the path of the file to sign; without it the path is put behind the command."""

_MSI_SIGNATURE = "\x05DigitalSignature".encode("utf-16-le")
"""The stream of an MSI that holds its signature (Microsoft, "Digital Signatures and Windows Installer")."""


def sign_programs(command: str, stage: Path) -> None:
    """Sign the programs in the tree `stage` that Probe32 has made: its launchers, and the re-packed 32-bit host.

    `BuildError` as for `sign`.
    """
    for each in LAUNCHERS:
        sign(command, stage / each.path)
    folder = stage / "lib" / "probe32-host"
    manifest = read_manifest(folder)
    assert manifest is not None
    host = folder / manifest.executable
    sign(command, host)
    write_manifest(folder, replace(manifest, files={**manifest.files, manifest.executable: sha256(host)}))


def sign(command: str, file: Path) -> None:
    """Have `command` sign `file` in its place. `BuildError`: it fails, or leaves the file without a signature."""
    words = [each.replace(PLACEHOLDER, str(file)) for each in _words(command)]
    if PLACEHOLDER not in command:
        words.append(str(file))
    try:
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    except OSError as error:
        raise BuildError(f"The signing command can't be started: {words[0]}: {error.strerror}.") from error
    if done.returncode:
        said = (done.stdout + done.stderr).strip()[-1000:]
        raise BuildError(f"The signing command ended with {done.returncode} for {file.name}:\n{said}")
    if not _is_signed(file):
        raise BuildError(
            f"The signing command ended well, but {file.name} bears no signature: "
            f"it has to sign {PLACEHOLDER} in its place."
        )


def _words(command: str) -> list[str]:
    """The command's words; on Windows a backslash belongs to a path."""
    if os.name != "nt":
        return shlex.split(command)
    return [each.strip('"') for each in shlex.split(command, posix=False)]


def _is_signed(file: Path) -> bool:
    if file.suffix == ".msi":
        return _MSI_SIGNATURE in file.read_bytes()
    return any(each.intact for each in pe.read_details(file).signing.signatures)

"""That the Python binaries of both bitnesses are those that the Python Software Foundation signed.

Their hashes are pinned; this says that what was pinned is genuine: who signed it, and that it is still what was signed.
Whether the certificates lead to a root that Windows trusts is asked of Windows, where the MSI is built there.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from probe32 import pe

from .errors import BuildError

_SIGNER = "Python Software Foundation"
_SIGNED = ("python/python.exe", "python/pythonw.exe", "python/python3*.dll", "lib/probe32-host/_internal/python3*.dll")


def check_signatures(stage: Path) -> None:
    """Look at the Pythons in the tree `stage`. `BuildError`: one is not signed as it should be, or was changed."""
    for pattern in _SIGNED:
        files = sorted(stage.glob(pattern))
        if not files:
            raise BuildError(f"There is no {pattern} in the installation.")
        for file in files:
            _check(file)


def _check(file: Path) -> None:
    signatures = pe.read_details(file).signing.signatures
    if not any(each.intact and each.signer and _SIGNER in each.signer.subject for each in signatures):
        raise BuildError(f"{file} does not bear the signature of the {_SIGNER}, or was changed since.")
    if sys.platform == "win32":
        _check_by_windows(file)


def _check_by_windows(file: Path) -> None:
    script = f"(Get-AuthenticodeSignature -LiteralPath '{file}').Status"
    done = subprocess.run(["powershell", "-NoProfile", "-Command", script], capture_output=True, text=True, check=False)
    if done.stdout.strip() != "Valid":
        raise BuildError(
            f"Windows does not trust the signature of {file}: {done.stdout.strip() or done.stderr.strip()}"
        )

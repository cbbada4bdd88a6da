"""Runs SQL on a finished MSI: by Windows Installer on Windows, elsewhere by msitools."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from .errors import BuildError

_STATEMENTS = Path(__file__).resolve().parent / "tables.sql"
_TRANSACT = 1  # MSIDBOPEN_TRANSACT


def complete_tables(msi: Path) -> None:
    """Add to the MSI what `tables.sql` says. `BuildError`: a statement fails."""
    statements = list(_statements(_STATEMENTS.read_text(encoding="utf-8")))
    (_by_windows if sys.platform == "win32" else _by_msitools)(msi, statements)


def _statements(text: str) -> Iterable[str]:
    """The statements without comments; each ends with a semicolon at the end of a line."""
    lines = [line for line in text.splitlines() if line and not line.startswith("--")]
    return (each.strip() for each in "\n".join(lines).removesuffix(";").split(";\n"))


def _by_msitools(msi: Path, statements: Iterable[str]) -> None:
    for each in statements:
        done = subprocess.run(["msibuild", str(msi), "-q", each], capture_output=True, text=True, check=False)
        if done.returncode or done.stderr.strip():
            raise BuildError(f"msibuild refuses this statement: {each}\n{done.stderr.strip()}")


def _by_windows(msi: Path, statements: Iterable[str]) -> None:
    """With the functions of "Windows Installer Database Functions"; each gives 0, or Windows' error number."""
    installer = ctypes.WinDLL("msi")  # type: ignore[attr-defined]
    database = ctypes.c_ulong()
    _expect(installer.MsiOpenDatabaseW(str(msi), ctypes.c_void_p(_TRANSACT), ctypes.byref(database)), str(msi))
    try:
        for each in statements:
            view = ctypes.c_ulong()
            _expect(installer.MsiDatabaseOpenViewW(database, each, ctypes.byref(view)), each)
            _expect(installer.MsiViewExecute(view, 0), each)
            installer.MsiCloseHandle(view)
        _expect(installer.MsiDatabaseCommit(database), str(msi))
    finally:
        installer.MsiCloseHandle(database)


def _expect(code: int, what: str) -> None:
    if code:
        raise BuildError(f"Windows Installer refuses this, with error {code}: {what}")

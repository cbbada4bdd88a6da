"""Runs SQL on an MSI that wixl made, and puts its cabinet in."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from .errors import BuildError

STATEMENTS = Path(__file__).resolve().parent / "tables.sql"


def complete(msi: Path, cabinet: Path) -> None:
    """Add to the MSI what `tables.sql` says, and `cabinet` as the stream of its name. `BuildError`: that fails."""
    queries = [word for each in statements(STATEMENTS.read_text(encoding="utf-8")) for word in ("-q", each)]
    command = ["msibuild", str(msi), *queries, "-a", cabinet.name, str(cabinet)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or done.stderr.strip():
        raise BuildError(f"msibuild refuses a statement of {STATEMENTS.name}:\n{done.stderr.strip()}")


def statements(text: str) -> Iterable[str]:
    """The statements without comments; each ends with a semicolon at the end of a line."""
    lines = [line for line in text.splitlines() if line and not line.startswith("--")]
    return (each.strip() for each in "\n".join(lines).removesuffix(";").split(";\n"))


def rows(msi: Path, table: str) -> list[list[str]]:
    """The rows of one table of the MSI, every value as text. `BuildError`: there is no such table."""
    done = subprocess.run(
        ["msiinfo", "export", str(msi), table], capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    lines = done.stdout.replace("\r", "").splitlines()
    if done.returncode or len(lines) < 3:
        raise BuildError(f"{msi} has no table {table}: {done.stderr.strip()}")
    return [line.split("\t") for line in lines[3:]]

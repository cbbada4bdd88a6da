"""PyInstaller's hooks for Probe32, which it finds by the entry point `pyinstaller40` of this distribution."""

from __future__ import annotations

from pathlib import Path


def hook_dirs() -> list[str]:
    """The folder of the hooks."""
    return [str(Path(__file__).parent)]

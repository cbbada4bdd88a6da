"""Another place for what Probe32 keeps in the user's cache."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from probe32.launch import frozen


def move_cache(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep it below `folder`, which need not exist; its place there. A host that the MSI has brought is not seen."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    monkeypatch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", str(folder))
    monkeypatch.setattr(frozen, "SHIPPED", folder / "nothing is shipped")
    return folder / "probe32" / "Cache" if sys.platform == "win32" else folder / "probe32"

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest
from installer.building import build
from installer.components import components, write_licences, write_sbom
from installer.staging import stage
from windows_prefix import WindowsPrefix

MOMENT = datetime(2026, 1, 2, 3, 4, tzinfo=timezone.utc)
VERSION, EARLIER = "1.2.3", "1.2.2"
_LARGE = ("clang", "PySide6", "numpy", "numpy.libs", "pyqtgraph", "pygments")


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The staged tree, made as `python dev.py msi` makes it."""
    made = tmp_path_factory.mktemp("stage")
    stage(made, VERSION, lambda _: None)
    parts = components(made)
    write_licences(made, parts, made / "licences")
    write_sbom(parts, VERSION, made / "sbom.cdx.json")
    return made


@pytest.fixture(scope="session")
def msi(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installer."""
    made = tmp_path_factory.mktemp("msi") / f"Probe32-{VERSION}-x64.msi"
    build(tree, VERSION, MOMENT, made)
    return made


@pytest.fixture(scope="session")
def earlier_tree(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an earlier version had: without the largest packages, and with a file that has gone since."""
    made = tmp_path_factory.mktemp("earlier") / "stage"
    shutil.copytree(tree, made, ignore=shutil.ignore_patterns(*_LARGE))
    (made / "lib" / "probe32" / "gone.py").write_text("", encoding="utf-8")
    return made


@pytest.fixture(scope="session")
def earlier_msi(earlier_tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installer of an earlier version."""
    made = tmp_path_factory.mktemp("msi") / f"Probe32-{EARLIER}-x64.msi"
    build(earlier_tree, EARLIER, MOMENT, made)
    return made


@pytest.fixture(scope="session")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WindowsPrefix]:
    """A machine with nothing installed."""
    made = WindowsPrefix(tmp_path_factory.mktemp("windows") / "prefix")
    yield made
    made.close()

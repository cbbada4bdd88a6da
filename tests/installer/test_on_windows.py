"""The project's own tests in the Python that is installed: the short version of `dev.py test --windows`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from installer import windows_tests


@pytest.mark.timeout(900)
def test_the_projects_tests_pass_in_the_installed_python(tree: Path, tmp_path: Path) -> None:
    installed = tmp_path / "Probe 32 ü"
    shutil.copytree(tree, installed, ignore=shutil.ignore_patterns("PySide6", "pyqtgraph"))
    assert windows_tests.run_in(installed, windows_tests.SHORT) == 0

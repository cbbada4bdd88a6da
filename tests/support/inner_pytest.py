"""Another pytest, for tests that Probe32 has written."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def inner_pytest(folder: Path) -> list[str]:
    """The command that runs the tests in `folder` and nothing of what lies above it: no settings, plug-ins or files.

    Without a border pytest goes through all folders from the root down, while others remove theirs from /tmp.
    """
    plain = ["-q", "-p", "no:cacheprovider", "-c", os.devnull]
    return [sys.executable, "-m", "pytest", *plain, f"--rootdir={folder}", f"--confcutdir={folder}", str(folder)]

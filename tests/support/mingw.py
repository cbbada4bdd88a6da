"""MinGW's tools, which compile DLLs for tests: Debian's packages, lent to a Windows Python under Wine."""

from __future__ import annotations

import shutil
import sys

import pytest

PREFIX = "i686-w64-mingw32-"


def tool(name: str) -> str:
    """The command `i686-w64-mingw32-<name>`; without it a test on Windows is skipped, and fails elsewhere."""
    command = PREFIX + name
    if not shutil.which(command):
        if sys.platform == "win32":
            pytest.skip("MinGW's compilers for test DLLs are not here")
        pytest.fail(f"{command} is missing: run `python dev.py test`")
    return command

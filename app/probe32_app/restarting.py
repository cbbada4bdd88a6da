"""Lets Windows open again, after an update, what was open when the update closed it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_PROGRAM = "probe32.exe"
_LONGEST = 1024
"""RESTART_MAX_CMD_LINE, in characters."""
_ONLY_AFTER_UPDATES = 1 | 2 | 8
"""RESTART_NO_CRASH, RESTART_NO_HANG, RESTART_NO_REBOOT (Microsoft, "RegisterApplicationRestart")."""


def restart_after_update(path: Path | None) -> None:
    """Ask Windows to start the installed Probe32 with `path` when Restart Manager has closed it; None: not to.

    The last moment for it is when Windows asks whether the session may end. A program that is run from its sources
    is not asked for: Windows would start Python with these words.
    """
    if sys.platform == "win32":
        import ctypes

        program = ctypes.create_unicode_buffer(32768)
        ctypes.windll.kernel32.GetModuleFileNameW(None, program, len(program))
        if Path(program.value).name.lower() == _PROGRAM:
            words = subprocess.list2cmdline([str(path)]) if path else ""
            fitting = words if len(words) < _LONGEST else ""
            ctypes.windll.kernel32.RegisterApplicationRestart(ctypes.c_wchar_p(fitting), _ONLY_AFTER_UPDATES)

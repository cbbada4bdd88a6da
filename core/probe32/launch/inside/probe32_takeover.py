"""Turns the unmodified frozen host into Probe32's: importing this module serves until the end and never returns.

The frozen executable imports the module that `--module` names before it looks for a server class in it. The real
arguments arrive in `--kwargs`, as base64 of JSON, since the executable refuses options that it does not know.
"""

from __future__ import annotations

import atexit
import base64
import ctypes
import json
import os
import sys
import tempfile
import traceback


def _option(name: str) -> str:
    return sys.argv[sys.argv.index(name) + 1]


def _undo_start_up() -> None:
    """Take back what the executable and PyInstaller did and the re-packed host does not do."""
    name = f"msl-loadlib-{_option('--host')}-{_option('--port')}.txt"
    os.unlink(os.path.join(tempfile.gettempdir(), name))  # noqa: PTH108, PTH118 - it holds the process number
    unpacked: str = sys._MEIPASS  # type: ignore[attr-defined]
    sys.path[:] = [entry for entry in sys.path if entry.startswith(unpacked)]
    for loader, name in {"cdll": "CDLL", "pydll": "PyDLL", "windll": "WinDLL", "oledll": "OleDLL"}.items():
        replaced = getattr(ctypes, name)  # a subclass whose errors have lost Windows' error number
        setattr(ctypes, name, replaced.__base__)
        setattr(ctypes, loader, ctypes.LibraryLoader(replaced.__base__))
    os.add_dll_directory(unpacked)  # type: ignore[attr-defined,unused-ignore]


def _serve() -> int:
    boot = os.path.join(os.path.dirname(os.path.abspath(__file__)), "boot.py")  # noqa: PTH100, PTH118, PTH120
    arguments = json.loads(base64.urlsafe_b64decode(_option("--kwargs")))
    namespace: dict[str, object] = {"__name__": "probe32_boot"}
    try:
        _undo_start_up()
        with open(boot, encoding="utf-8") as source:  # noqa: PTH123
            exec(compile(source.read(), boot, "exec"), namespace)
        namespace["enter"](arguments)  # type: ignore[operator]
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


_code = _serve()
atexit._run_exitfuncs()
sys.stdout.flush()
sys.stderr.flush()
os._exit(_code)

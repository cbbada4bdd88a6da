"""`python -m probe32_app [FILE]`: the window, on a DLL, a project, or nothing yet."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

import probe32

from .loop import open_loop
from .settings import Settings
from .windows import Windows


def main(argv: Sequence[str]) -> int:
    """Run the application with these arguments (without the program's name); returns the exit code."""
    options = _parser().parse_args(argv)
    logging.basicConfig(level=logging.DEBUG if options.debug else logging.WARNING)
    spare_imports()
    if options.offscreen_tour:
        if sys.platform != "win32":  # where nobody looks at a screen there may be none; Windows always has one
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from .tour import run_tour

        return run_tour(make_application(), options.offscreen_tour, options.file)
    application = make_application()
    loop = open_loop(application)
    try:
        windows = Windows(application, loop, Settings(options.settings))
        sys.excepthook = _hook(windows)
        loop.run_until_complete(windows.run(options.file))
    finally:
        sys.excepthook = sys.__excepthook__
        loop.close()
    return 0


def run() -> None:
    """The entry point of the installed program."""
    sys.exit(main(sys.argv[1:]))


def spare_imports() -> None:
    """Let Python's search for garbage pass over all that has been imported: 80,000 objects that stay for good.

    A search of everything then takes 15 ms instead of 60, and no thread runs meanwhile.
    """
    gc.freeze()


def make_application() -> QApplication:
    """Qt's application object, with the names under which settings are kept."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    QCoreApplication.setApplicationName("Probe32")
    QCoreApplication.setOrganizationName("Probe32")
    QCoreApplication.setApplicationVersion(probe32.__version__)
    application.setApplicationDisplayName("")
    # The window decides when it is done: its closing waits for the 32-bit host.
    application.setQuitOnLastWindowClosed(False)
    return application


def _hook(windows: Windows) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    def _on_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        windows.show_error(error)

    return _on_uncaught


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="probe32-gui", description="Explore and call 32-bit Windows DLLs.")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a DLL, or a project (*.probe32)")
    parser.add_argument("--settings", type=Path, metavar="DIR", help="keep the settings in this folder")
    parser.add_argument("--debug", action="store_true", help="log more to standard error")
    parser.add_argument(
        "--offscreen-tour",
        type=Path,
        metavar="DIR",
        help="without a display: open, assign, call, export and take a picture; all results go to DIR",
    )
    return parser


if __name__ == "__main__":
    run()

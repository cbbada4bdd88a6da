"""What the system opens for Probe32: folders and pages, in the programs that the person uses for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from probe32.errors import FileError

from ..messages import message_for
from ..translating import tr
from ..views.main_window import MainWindow


def show_outside(window: MainWindow, find: Callable[[], Path]) -> None:
    """Have the system open the folder or page that `find` returns.

    When it raises a `FileError`, or no program opens such a thing, the window's banner says so.
    """
    try:
        _open(find())
    except FileError as error:
        window.banner.show_message(message_for(error))


def _open(path: Path) -> None:
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        text, hint = tr("No program opens {path}."), tr("Open it by hand, in a browser or a file manager.")
        raise FileError(text.format(path=path), hint=hint)

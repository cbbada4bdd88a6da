"""Dialogs for coroutines: the event loop goes on while a person thinks, and while a file is written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog

from probe32.errors import FileError
from probe32.replacing import replace_file

from ..messages import message_for
from ..translating import tr
from ..views.main_window import MainWindow


async def wait_answered(dialog: QDialog) -> int:
    """Open `dialog` and wait until it is finished; returns its code. Cancelling closes it; it is deleted afterwards."""
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def _on_finished(code: int) -> None:
        if not answer.done():
            answer.set_result(code)

    dialog.finished.connect(_on_finished)
    dialog.open()
    try:
        return await answer
    finally:
        dialog.close()
        dialog.deleteLater()


async def wait_path(dialog: QFileDialog) -> Path | None:
    """Open `dialog` and wait for the file or folder that is chosen; None when none is."""
    accepted = await wait_answered(dialog) == QDialog.DialogCode.Accepted
    chosen = dialog.selectedFiles() if accepted else []
    return Path(chosen[0]) if chosen else None


async def wait_written(window: MainWindow, path: Path, content: Callable[[], bytes]) -> None:
    """Make and write the content of a file in a worker thread; the window's banner says so when that can't be."""
    try:
        await asyncio.get_running_loop().run_in_executor(None, lambda: replace_file(path, content()))
    except OSError as error:
        words = tr("{path} can't be written: {reason}.").format(path=path, reason=error.strerror or error)
        failure = FileError(words, hint=tr("Free some space, or choose another folder."))
        window.banner.show_message(message_for(failure))

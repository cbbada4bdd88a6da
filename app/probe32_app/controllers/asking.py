"""Dialogs for coroutines: the event loop goes on while a person thinks."""

from __future__ import annotations

import asyncio

from PySide6.QtWidgets import QDialog


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

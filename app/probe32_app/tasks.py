"""Tasks that somebody owns: none is lost to the garbage collector, none ends in silence."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

from PySide6.QtCore import QObject, Signal


class Tasks(QObject):
    """Starts coroutines on one loop and keeps them until they are done.

    What a task raises goes out through `failed` (an exception), except for its cancellation.
    """

    failed = Signal(object)

    def __init__(self, loop: asyncio.AbstractEventLoop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loop = loop
        self._running: set[asyncio.Task[None]] = set()

    @property
    def names(self) -> list[str]:
        """The names of the tasks under way, sorted."""
        return sorted(each.get_name() for each in self._running)

    def start(self, coroutine: Coroutine[object, object, None], name: str) -> asyncio.Task[None]:
        """Run `coroutine` on the loop, from the loop's own thread; returns at once."""
        task = self._loop.create_task(coroutine, name=name)
        self._running.add(task)
        task.add_done_callback(self._on_done)
        return task

    async def wait_closed(self) -> None:
        """Cancel every other task and wait until the last one has ended."""
        others = self._running - {asyncio.current_task()}
        for each in others:
            each.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _on_done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.failed.emit(error)

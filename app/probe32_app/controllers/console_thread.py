"""The thread in which one console runs what is typed; it owns the names, and ends with them."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue

from probe32.console import Entries, Interpreter
from probe32.library import Library

PREFIX = "probe32-console-"
_numbers = itertools.count(1)
_WAITING = 256 << 10
_BREATH_S = 0.01


class ConsoleThread(threading.Thread):
    """Runs sources one after the other; `write` and `done` are called in this thread.

    `waiting` tells how many bytes of output nobody has seen yet: when they are many, who prints has to wait.
    """

    def __init__(
        self,
        library: Library,
        entries: Entries,
        write: Callable[[ConsoleThread, str, str], object],
        done: Callable[[ConsoleThread], object],
        waiting: Callable[[], int],
    ) -> None:
        super().__init__(name=f"{PREFIX}{next(_numbers)}", daemon=True)
        self.interpreter = Interpreter(library)
        self._entries = entries
        self._write = write
        self._done = done
        self._waiting = waiting
        self._over = False
        self._sources: SimpleQueue[str | None] = SimpleQueue()

    def submit(self, source: str) -> None:
        """Run `source` soon. From any thread."""
        self._sources.put(source)

    def end(self) -> None:
        """Run nothing more, interrupt what runs, and tell nobody about it any more. From any thread."""
        self._over = True
        self._sources.put(None)
        self.interpreter.interrupt()

    def run(self) -> None:
        """Until `end`."""
        while (source := self._sources.get()) is not None:
            self._entries.save()
            self.interpreter.run(source, self._told)
            if not self._over:
                self._done(self)

    def _told(self, kind: str, text: str) -> None:
        if self._over:
            return
        self._write(self, kind, text)
        while not self._over and self._waiting() > _WAITING:
            time.sleep(_BREATH_S)  # a loop that prints must not fill the memory, nor starve the window

"""The server that dies in every way there is; it remembers what a new host must be told again."""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from probe32 import Server32


class DeadlyServer(Server32):
    """`folder` holds the libraries. `trap`, a file in it, names the one to load at the start, while there is any.

    `workers` is how many threads call them.
    """

    def __init__(self, host: str, port: int, folder: str, workers: str = "0") -> None:
        type(self).workers = int(workers)
        super().__init__(Path(folder) / "deaths.dll", "cdll", host, port)
        self._folder = Path(folder)
        self._remembered: object = None
        trap = self._folder / "trap"
        if trap.exists():
            self.load(trap.read_text("utf-8"))

    def remember(self, value: object) -> None:
        """What a set-up call leaves behind in the host."""
        self._remembered = value

    def recall(self) -> object:
        return self._remembered

    def echo(self, value: object) -> object:
        return value

    def call(self, name: str, *arguments: object) -> object:
        """Call a function of deaths.dll."""
        return getattr(self.lib, name)(*arguments)

    def call_locked(self, name: str) -> object:
        """Call a function of deaths.dll with Python's lock held: no other thread of Python runs meanwhile."""
        return getattr(ctypes.PyDLL("deaths.dll", handle=self.lib._handle), name)()

    def call_after(self, function: Callable[[], object], name: str) -> object:
        """Call the client's function, then one of deaths.dll."""
        function()
        return self.call(name)

    def call_locked_after(self, function: Callable[[], object], name: str) -> object:
        """The same with Python's lock held."""
        function()
        return self.call_locked(name)

    def echo_after(self, function: Callable[[], object], value: object) -> object:
        """Call the client's function, then answer."""
        function()
        return value

    def load(self, name: str) -> None:
        """Load a library whose DllMain may do anything."""
        ctypes.CDLL(str(self._folder / name))

    def corrupt_heap(self) -> None:
        """Write behind blocks of the process's heap, and let the heap work with what is there then."""
        kernel32: Any = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
        heap = kernel32.GetProcessHeap()
        for size in (24, 200, 1000, 5000, 40000):
            blocks = [kernel32.HeapAlloc(heap, 0, size) for _ in range(50)]
            for block in blocks[::2]:
                ctypes.memset(block, 0xEE, size + 64)
            for block in blocks:
                kernel32.HeapFree(heap, 0, block)

    def end_thread(self, status: int) -> None:
        """End the main thread, and not the process."""
        kernel32: Any = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
        kernel32.ExitThread(status)

    def spin(self) -> None:
        """Run an endless loop of Python."""
        while True:
            pass

    def close_descriptors(self) -> None:
        """Do what a library does that closes handles which are not its own: the pipes are among them."""
        os.closerange(3, 64)

    def exit_in_thread(self) -> None:
        """End the process in the middle of this call, from another thread."""
        exit_process: Any = self.lib.exit_process
        threading.Thread(target=exit_process, args=(8,)).start()
        self.lib.sleep_for_ever()

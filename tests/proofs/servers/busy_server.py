"""The server that is asked again and again; each answer depends on the question."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

from probe32 import Server32


class BusyServer(Server32):
    """Adds with the sample library."""

    def __init__(self, host: str, port: int, dll: str) -> None:
        super().__init__(dll, "cdll", host, port)

    def add(self, a: int, b: int) -> int:
        return int(self.lib.add(a, b))

    def echo(self, mark: int, value: Any) -> Any:
        return mark, value

    def turned(self, data: bytes) -> bytes:
        """The bytes in the opposite order."""
        return bytes(reversed(data)) if len(data) < 10_000 else data[::-1]

    def fail(self, text: str) -> None:
        raise ValueError(text)

    def ask(self, function: Callable[[int], int], value: int) -> int:
        """What the client's function makes of the value, and one more."""
        return function(value) + 1

    def say(self, text: str) -> int:
        return print(text) or len(text)

    def crash(self) -> None:
        """End as `abort` ends a process."""
        ctypes.CDLL("msvcrt").abort()

    def handles(self) -> int:
        """How many kernel objects this process has open, as far as a new one's handle tells: the lowest free number."""
        kernel32: Any = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
        handle: int = kernel32.CreateEventW(None, 0, 0, None)
        kernel32.CloseHandle(handle)
        return handle // 4 - 1

from __future__ import annotations

from msl.loadlib import Server32


class MyServer(Server32):
    """Hosts the 32-bit C library my_lib.dll."""

    def __init__(self, host: str, port: int, **kwargs: str) -> None:
        super().__init__("my_lib.dll", "cdll", host, port)
        self.version: int = self.lib.version()
        self.options = kwargs

    def add(self, a: int, b: int) -> int:
        return self.lib.add(a, b)

from __future__ import annotations

from msl.loadlib import Client64


class MyClient(Client64):
    """Asks MyServer for what my_lib.dll can do."""

    def __init__(self, **kwargs) -> None:
        super().__init__("my_server", **kwargs)

    def add(self, a: int, b: int) -> int:
        return self.request32("add", a, b)

    def version(self) -> int:
        return self.request32("version")

    def options(self) -> dict[str, str]:
        return self.request32("options")

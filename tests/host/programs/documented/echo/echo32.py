from pathlib import Path
from typing import Any

from msl.loadlib import Server32


class Echo32(Server32):
    """Returns what it is given; the library is there because one has to be."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(Path(__file__).parent / "cpp_lib32", "cdll", host, port)

    @staticmethod
    def received_data(*args: Any, **kwargs: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return args, kwargs

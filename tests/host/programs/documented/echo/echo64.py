from pathlib import Path
from typing import Any

from msl.loadlib import Client64


class Echo64(Client64):
    def __init__(self) -> None:
        super().__init__("echo32", append_sys_path=Path(__file__).parent)

    def send_data(self, *args: Any, **kwargs: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return self.request32("received_data", *args, **kwargs)

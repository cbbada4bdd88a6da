"""Starts well, unless a file says otherwise."""

import time
from pathlib import Path

from probe32 import Server32


class TrappedServer(Server32):
    def __init__(self, host, port, trap):
        super().__init__("msvcrt.dll", "cdll", host, port)
        file = Path(trap)
        if file.exists():
            told = file.read_text()
            file.unlink()
            if told == "hang":
                time.sleep(1000)
            raise RuntimeError(told)

    def answer(self):
        return 42

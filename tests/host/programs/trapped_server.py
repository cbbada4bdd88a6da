"""Starts well, unless a file says otherwise."""

import os
import time
from pathlib import Path

from probe32 import Server32


class TrappedServer(Server32):
    def __init__(self, host, port, trap):
        super().__init__("msvcrt.dll", "cdll", host, port)
        self.trap = file = Path(trap)
        if file.exists():
            told = file.read_text()
            if told == "die in the set-up":
                return
            file.unlink()
            if told == "hang":
                time.sleep(1000)
            raise RuntimeError(told)

    def prepare(self):
        """What a set-up call does, unless the file says otherwise."""
        if self.trap.exists():
            os._exit(5)

    def answer(self):
        return 42

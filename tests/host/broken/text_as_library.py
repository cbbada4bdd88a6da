from pathlib import Path

from probe32 import Server32


class Broken(Server32):
    def __init__(self, host, port, **kwargs):
        super().__init__(Path(__file__).with_name("text.dll"), "cdll", host, port)

"""Written for msl-loadlib, as it stands in its users' code: both sides in one file."""

from msl.loadlib import Client64, Server32


class PairServer(Server32):
    def __init__(self, host, port, **kwargs):
        super().__init__("my_lib.dll", "cdll", host, port)

    def add(self, a, b):
        return self.lib.add(a, b)


class PairClient(Client64):
    def __init__(self):
        super().__init__(module32=__file__)

    def add(self, a, b):
        return self.request32("add", a, b)

"""The 32-bit side: gives back what it is given, and tells where it runs."""

import sys

from probe32 import Server32


class EchoServer(Server32):
    def __init__(self, host, port):
        super().__init__("kernel32.dll", "windll", host, port)  # a library has to be there

    def echo(self, *args, **kwargs):
        return args, kwargs

    def bits(self):
        return 64 if sys.maxsize > 2**32 else 32

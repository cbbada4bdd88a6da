"""A server that does whatever a test needs to see done."""

import sys

from probe32 import Server32


class ToolServer(Server32):
    constant = 42

    def __init__(self, host, port, **kwargs):
        super().__init__("my_lib.dll", "cdll", host, port)
        self.farewell = kwargs.get("farewell", "")

    @property
    def half(self):
        return self.constant / 2

    def echo(self, *args, **kwargs):
        return args, kwargs

    def divide(self, a, b):
        return a / b

    def print(self, text):
        print(text)
        print(text, file=sys.stderr)
        return self.lib.say(text.encode())

    def call(self, name, *args):
        return getattr(self.lib, name)(*args)

    def unpicklable(self):
        return lambda: None

    def search_path(self):
        return sys.path

    def _private(self):
        return "secret"

    def shutdown_handler(self):
        if self.farewell:
            print(self.farewell)

"""A server class that needs no library of its own: it runs on either side."""

import sys

from probe32 import Server32


class PlainServer(Server32):
    def __init__(self, host, port, **kwargs):
        library = "msvcrt.dll" if sys.platform == "win32" else "c"
        super().__init__(library, "cdll", host, port)
        self.kwargs = kwargs
        self.address = (host, port)
        self.noted = []

    def add(self, a, b):
        return a + b

    def call(self, function, *args, **kwargs):
        return function(*args, **kwargs)

    def note(self, value):
        self.noted.append(value)
        return value

    def note_positive(self, value):
        if value < 0:
            raise ValueError(f"{value} is not positive")
        return self.note(value)

    @property
    def ticket(self):
        """Another number each time it is read."""
        self._tickets = getattr(self, "_tickets", 0) + 1
        return self._tickets

    def noted_so_far(self):
        noted, self.noted = self.noted, []
        return noted

    def send(self, value):
        return f"sent {value}"

    def unpicklable(self):
        return lambda: None

    def fail(self):
        raise KeyError("nothing of that name")

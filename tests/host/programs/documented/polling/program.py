import os

from msl.loadlib import Client64, Server32


class Polling32(Server32):
    """Keeps what it would have printed until the client asks."""

    def __init__(self, host, port):
        path = os.path.join(Server32.examples_dir(), "cpp_lib32")  # noqa: PTH118
        super().__init__(path, "cdll", host, port)
        self._stdout = []
        self.print("Polling32 has been initiated")

    def say_hello(self, name):
        self.print(f"say_hello was called with argument {name!r}")
        return f"Hello, {name}!"

    def poll(self):
        try:
            return self._stdout[-1]
        except IndexError:
            return ""

    def flush(self):
        messages = "\n".join(self._stdout)
        self._stdout.clear()
        return messages

    def print(self, message):
        self._stdout.append(message)


class Polling64(Client64):
    def __init__(self):
        super().__init__(__file__)

    def __getattr__(self, name):
        def send(*args, **kwargs):
            return self.request32(name, *args, **kwargs)

        return send


if __name__ == "__main__":
    p = Polling64()
    print("poll ->", p.poll())
    print("say_hello ->", p.say_hello("world"))
    print("poll ->", p.poll())
    print("flush ->", repr(p.flush()))
    print("poll ->", repr(p.poll()))
    p.shutdown_server32()

"""The 64-bit side: what the two processes say to one another is any Python value that can be pickled."""

from probe32 import Client64


class EchoClient(Client64):
    def __init__(self):
        super().__init__("echo_server")

    def __getattr__(self, name):
        return lambda *args, **kwargs: self.request32(name, *args, **kwargs)


with EchoClient() as echo:
    print(echo.bits())
    print(echo.echo(1.5, ["a", "list"], range(3), answer=None))

import sys

from msl.loadlib import Client64, Server32, Server32Error


class MockableServer(Server32):
    def __init__(self, host, port, **kwargs):
        if host is None:  # noqa: SIM108
            path = "msvcrt.dll" if sys.platform == "win32" else "c"
        else:
            path = "my_lib.dll"
        super().__init__(path, "cdll", host, port)
        self.kwargs = kwargs

    def bits(self):
        return 64 if sys.maxsize > 2**32 else 32

    def unpicklable(self):
        return lambda: "made in this process"

    def fail(self):
        raise ValueError("as it should")


class MockableClient(Client64):
    def __init__(self, **kwargs):
        super().__init__(__file__, **kwargs)


if __name__ == "__main__":
    uses_32bit_library = MockableClient(n=1)
    uses_64bit_library = MockableClient(host=None, n=1)
    for client in (uses_32bit_library, uses_64bit_library):
        print(client.request32("bits"), client.request32("kwargs"))
        print(client.connection is None, client.host, client.port < 0)
        try:
            client.request32("fail")
        except Server32Error as error:
            print(error.name, "as it should" in error.value)
    print(uses_64bit_library.request32("unpicklable")())
    uses_32bit_library.shutdown_server32()
    stdout, stderr = uses_64bit_library.shutdown_server32()
    print(stdout.read(), stderr.read())

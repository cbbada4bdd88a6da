import sys

from msl.loadlib import IS_PYTHON_64BIT, Client64, LoadLibrary, Server32

if Server32.is_interpreter():
    assert sys.maxsize < 2**32
else:
    assert IS_PYTHON_64BIT


class Server(Server32):
    name = "class constant"

    def __init__(self, host, port, **kwargs):
        super().__init__("my_lib.dll", "cdll", host, port)
        self.attribute = ["instance", "attribute"]

    @property
    def whole(self):
        return f"property of {type(self).__name__}"

    def where(self):
        return Server32.is_interpreter(), IS_PYTHON_64BIT

    def loaded(self, path):
        with LoadLibrary(path) as library:
            return library.lib.add(20, 22), library.assembly, library.application, library.gateway


class Client(Client64):
    def __init__(self):
        super().__init__(__file__, timeout=30, rpc_timeout=60)

    @property
    def whole(self):
        return self.request32("whole")


if __name__ == "__main__":
    print(Server32.is_interpreter(), Server32.version().startswith("Python"))
    with Client() as client:
        print(client.request32("name"), client.request32("attribute"), client.whole)
        print(client.request32("where"))
        print(client.request32("loaded", "my_lib"))
        print(str(client.request32("examples_dir")) != "")
    print("closed" in repr(client))

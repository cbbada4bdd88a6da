from probe32 import Server32


class MyServer(Server32):
    def __init__(self, host, port, **kwargs):
        super().__init__("my_lib.dll", "cdll", host, port)
        self.version = self.lib.version()
        self.kwargs = kwargs

    def add(self, a, b):
        return self.lib.add(a, b)

from probe32 import Client64


class MyClient(Client64):
    def __init__(self, **kwargs):
        super().__init__("my_server", **kwargs)

    def add(self, a, b):
        return self.request32("add", a, b)

    def version(self):
        return self.request32("version")


class ShortClient(Client64):
    def __init__(self, **kwargs):
        super().__init__("my_server", **kwargs)

    def __getattr__(self, name):
        def send(*args, **kwargs):
            return self.request32(name, *args, **kwargs)

        return send

from probe32 import Server32


class Broken(Server32):
    def __init__(self, host, port, **kwargs):
        super().__init__("needy.dll", "cdll", host, port)

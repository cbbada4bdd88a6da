from probe32 import Server32


class Broken(Server32):
    def __init__(self, host, port):
        super().__init__("my_lib.dll", "cdll", host, port)

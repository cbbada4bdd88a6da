from probe32 import Server32


class Broken(Server32):
    def __init__(self, host, port, **kwargs):
        super().__init__("a_dll_that_nobody_has", "cdll", host, port)

from probe32 import Server32


class Broken(Server32):
    def __init__(self, host, port, **kwargs):
        raise RuntimeError("the instrument is off")

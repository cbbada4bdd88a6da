import threading

from probe32 import Server32

print("connecting to the instrument")


class Broken(Server32):
    def __init__(self, host, port, **kwargs):
        threading.Event().wait()

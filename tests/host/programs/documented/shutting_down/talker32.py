import sys

from msl.loadlib import Server32


class Talker(Server32):
    def __init__(self, host, port, **kwargs):
        super().__init__("my_lib.dll", "cdll", host, port)
        print("ready")

    def say(self, text):
        print(text)
        print(text.upper(), file=sys.stderr)

    def shutdown_handler(self):
        print("good-bye")

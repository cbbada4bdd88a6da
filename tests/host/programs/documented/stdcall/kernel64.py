from pathlib import Path

from msl.loadlib import Client64


class Kernel64(Client64):
    def __init__(self):
        super().__init__(module32="kernel32", append_sys_path=Path(__file__).parent)

    def get_local_time(self):
        return self.request32("get_local_time")

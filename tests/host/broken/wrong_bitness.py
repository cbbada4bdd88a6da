import os
from pathlib import Path

from probe32 import Server32


class Broken(Server32):
    def __init__(self, host, port, **kwargs):
        system = Path(os.environ["SYSTEMROOT"], "sysnative")  # how a 32-bit process names the folder of 64-bit DLLs
        super().__init__(system / "oleaut32.dll", "windll", host, port)

"""A 32-bit COM object from 64-bit Python."""

from pathlib import Path

from probe32 import Client64
from probe32.errors import Probe32Error


class FilesClient(Client64):
    def __init__(self, **kwargs):
        super().__init__("files_server", **kwargs)

    def __getattr__(self, name):
        return lambda *args: self.request32(name, *args)


with FilesClient() as files:
    files.write("notes.txt", "measured", "by COM")
    print(Path("notes.txt").read_text().split())
    print(files.size("notes.txt"), "bytes")
    print(files.parts("C:/data/spectrum.csv"))

try:
    FilesClient(program="Nobody.Knows")
except Probe32Error as error:
    print(str(error).splitlines()[-1])

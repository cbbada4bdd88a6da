"""A server that tells what it sees of the world; it needs no library of its own."""

import ctypes
import importlib
import os
import sys

from probe32 import Server32


class Witness(Server32):
    def __init__(self, host, port, library="msvcrt.dll", **kwargs):
        super().__init__(library, "cdll", host, port)
        self.kwargs = kwargs

    def file(self):
        return __file__

    def file_of(self, name):
        return importlib.import_module(name).__file__

    def search_path(self):
        return sys.path

    def environment(self):
        return dict(os.environ)

    def added_dll_directories(self):
        return [each.path for each in os.added_dll_directories]

    def add(self, name, a, b):
        return ctypes.CDLL(name).add(a, b)

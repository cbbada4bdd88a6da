"""Loads libraries of every kind in the host, and tells what came of it."""

import sys
import tempfile
from pathlib import Path

from probe32 import LoadLibrary, Server32


class LoadingServer(Server32):
    def __init__(self, host, port, **kwargs):
        super().__init__("msvcrt.dll", "cdll", host, port)

    def load(self, path, libtype=None, **kwargs):
        with LoadLibrary(path, libtype, **kwargs) as library:
            told = type(library.lib).__name__, library.path, repr(library)
        library.cleanup()
        return (*told, library.lib)

    def version_of(self, path, folder=None):
        sys.path[:0] = [folder] if folder else []
        library = LoadLibrary(path)
        return library.lib.version(), library.path

    def make_path(self, name):
        return LoadLibrary("Scripting.FileSystemObject", "com").lib.BuildPath("C:\\made", name)

    def xml_text(self, progid, xml):
        document = LoadLibrary(progid, "com").lib
        return document.loadXML(xml) and document.documentElement.text

    def temporary_files(self, word):
        return sorted(str(each) for each in Path(tempfile.gettempdir()).rglob(f"*{word}*/**/*"))

    def com_info(self, *keys):
        from probe32.com_info import get_com_info

        return get_com_info(*keys)

    def com_wrapper(self, name, folder=None):
        from probe32.com_info import generate_com_wrapper

        library = LoadLibrary(name, "com")
        for each in (library, library.lib, name):
            module = generate_com_wrapper(each, folder)
        return module.__name__, sorted(name for name in dir(module) if not name.startswith("_"))

    def wrapper_of(self, what):
        from probe32.com_info import generate_com_wrapper

        return generate_com_wrapper(what).__name__

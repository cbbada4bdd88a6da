"""Makes the package `probe32`, and only it, importable in the 32-bit host, and enters it.

Runs in three ways: as a script of an ordinary 32-bit Python (`python -I boot.py PACKAGE MODULE ARG...`), as a start
script compiled into the re-packed host (`EXE PACKAGE MODULE ARG...`), and executed by `probe32_takeover`. PACKAGE is
the folder of the `probe32` package. Its parent never enters `sys.path`: when Probe32 is pip-installed that is the
64-bit `site-packages`. Every import here delays each start.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.machinery import FileFinder, ModuleSpec, SourceFileLoader

TYPE_CHECKING = False  # typing itself need not be imported
if TYPE_CHECKING:
    from types import CodeType

BYTECODE_VARIABLE = "PROBE32_BYTECODE"
PACKAGE_VARIABLE = "PROBE32_PACKAGE"


class CachingLoader(SourceFileLoader):
    """Keeps the byte code of the package in the folder that `PROBE32_BYTECODE` names: a third of the import time.

    Byte code is written nowhere else: neither into an installation, which may be read-only or belong to everybody, nor
    beside a user's modules.
    """

    def get_code(self, fullname: str) -> CodeType | None:
        """Compile the module, or take its byte code from the cache."""
        folder = os.environ.get(BYTECODE_VARIABLE)
        if not folder:
            return super().get_code(fullname)
        before = sys.pycache_prefix, sys.dont_write_bytecode
        sys.pycache_prefix, sys.dont_write_bytecode = folder, False
        try:
            return super().get_code(fullname)
        finally:
            sys.pycache_prefix, sys.dont_write_bytecode = before


def adopt_package(folder: str) -> None:
    """Import the package in `folder` under its folder's name without making its neighbours importable."""

    def finder(path: str) -> FileFinder:
        if path != folder and not path.startswith(folder + "\\"):
            raise ImportError(path)
        return FileFinder(path, (CachingLoader, [".py"]))

    sys.path_hooks.insert(0, finder)
    name = folder.rpartition("\\")[2]
    path = f"{folder}\\__init__.py"
    loader = CachingLoader(name, path)
    spec = ModuleSpec(name, loader, origin=path, is_package=True)
    spec.submodule_search_locations = [folder]
    spec.has_location = True
    module = type(sys)(name)
    module.__spec__ = spec
    module.__loader__ = loader
    module.__package__ = name
    module.__path__ = [folder]
    module.__file__ = path
    sys.modules[name] = module
    loader.exec_module(module)


def enter(arguments: list[str]) -> None:
    """Run `main([ARG...])` of MODULE; `arguments` are PACKAGE, MODULE, ARG..."""
    package, module, *rest = arguments
    sys.argv[1:] = rest
    sys.dont_write_bytecode = True
    os.environ[PACKAGE_VARIABLE] = package
    adopt_package(package)
    import_module(module).main(rest)


def serve_multiprocessing() -> None:
    """Be the child process that `multiprocessing` in a re-packed host has started; does not return."""
    from multiprocessing.spawn import freeze_support

    adopt_package(os.environ[PACKAGE_VARIABLE])
    freeze_support()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--multiprocessing-fork"]:
        serve_multiprocessing()
    enter(sys.argv[1:])

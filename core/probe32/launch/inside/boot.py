"""Makes the package `probe32`, and only it, importable in the 32-bit host, and enters it.

Runs in three ways: as a script of an ordinary 32-bit Python (`python -I boot.py PACKAGE MODULE ARG...`), as a start
script compiled into the re-packed host (`EXE PACKAGE MODULE ARG...`), and executed by `probe32_takeover`. PACKAGE is
the folder of the `probe32` package. Its parent never enters `sys.path`: when Probe32 is pip-installed that is the
64-bit `site-packages`. Every import here delays each start, so what `importlib` consists of is taken directly.
"""

from __future__ import annotations

import _imp
import marshal
import os
import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import FileFinder, SourceFileLoader

TYPE_CHECKING = False  # typing itself need not be imported
if TYPE_CHECKING:
    from types import CodeType

BYTECODE_VARIABLE = "PROBE32_BYTECODE"
PACKAGE_VARIABLE = "PROBE32_PACKAGE"


class CollectedLoader(SourceFileLoader):
    """Loads a module whose byte code is in memory."""

    def __init__(self, name: str, path: str, code: bytes) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        """Unpack the byte code, and say in it where its source is now."""
        code: CodeType = marshal.loads(self._code)
        _imp._fix_co_filename(code, self.path)  # type: ignore[attr-defined,unused-ignore]
        return code


class Collection:
    """Finds the modules whose byte code `collector.py` has put into one file.

    Under Wine it takes 2 to 4 ms to find, check and read a module's own file, and a host needs 20 and more.
    """

    def __init__(self, file: str | None, folder: str) -> None:
        self._folder = folder
        self._modules: dict[str, tuple[str, bool, bytes]] = _read(file) if file else {}

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """What the import system asks."""
        if fullname not in self._modules:
            return None
        path, is_package, code = self._modules[fullname]
        file = f"{self._folder}\\{path}"
        return spec_of(fullname, file, CollectedLoader(fullname, file, code), is_package)


def spec_of(name: str, file: str, loader: SourceFileLoader, is_package: bool) -> ModuleSpec:
    """What the import system needs to know of a module in a file."""
    spec = ModuleSpec(name, loader, origin=file, is_package=is_package)
    spec.has_location = True
    if is_package:
        spec.submodule_search_locations = [file.rpartition("\\")[0]]
    return spec


def adopt_package(folder: str) -> None:
    """Import the package in `folder` under its folder's name without making its neighbours importable."""

    def finder(path: str) -> FileFinder:
        if path != folder and not path.startswith(folder + "\\"):
            raise ImportError(path)
        return FileFinder(path, (SourceFileLoader, [".py"]))

    sys.path_hooks.insert(0, finder)
    collection = Collection(os.environ.get(BYTECODE_VARIABLE), folder)
    sys.meta_path.insert(0, collection)  # type: ignore[arg-type,unused-ignore]
    name = folder.rpartition("\\")[2]
    file = f"{folder}\\__init__.py"
    spec = collection.find_spec(name) or spec_of(name, file, SourceFileLoader(name, file), True)
    module = type(sys)(name)
    module.__spec__ = spec
    module.__loader__ = loader = spec.loader
    module.__package__ = name
    module.__path__ = [folder]
    module.__file__ = file
    sys.modules[name] = module
    loader.exec_module(module)  # type: ignore[union-attr]


def enter(arguments: list[str]) -> None:
    """Run `main([ARG...])` of MODULE; `arguments` are PACKAGE, MODULE, ARG..."""
    package, module, *rest = arguments
    sys.argv[1:] = rest
    # Neither an installation, which may be read-only or belong to everybody, nor the folder of a user's module is a
    # place for byte code.
    sys.dont_write_bytecode = True
    os.environ[PACKAGE_VARIABLE] = package
    adopt_package(package)
    __import__(module)
    sys.modules[module].main(rest)


def serve_multiprocessing() -> None:
    """Be the child process that `multiprocessing` in a re-packed host has started; does not return."""
    from multiprocessing.spawn import freeze_support

    adopt_package(os.environ[PACKAGE_VARIABLE])
    freeze_support()


def _read(file: str) -> dict[str, tuple[str, bool, bytes]]:
    """The content of a collection; nothing when it is missing or damaged: the sources are there."""
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            data = os.read(descriptor, os.fstat(descriptor).st_size)
        finally:
            os.close(descriptor)
        modules: dict[str, tuple[str, bool, bytes]] = marshal.loads(data)
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return modules if isinstance(modules, dict) else {}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--multiprocessing-fork"]:
        serve_multiprocessing()
    enter(sys.argv[1:])

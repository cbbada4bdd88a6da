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
from importlib.machinery import ModuleSpec, SourceFileLoader

PACKAGE_VARIABLE = "PROBE32_PACKAGE"


def adopt_package(folder: str) -> None:
    """Import the package in `folder` under its folder's name without making its neighbours importable."""
    name = folder.replace("/", "\\").rpartition("\\")[2]
    path = f"{folder}\\__init__.py"
    loader = SourceFileLoader(name, path)
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
    os.environ[PACKAGE_VARIABLE] = package
    sys.dont_write_bytecode = True  # neither beside a user's module nor in an installation; it would gain no time
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

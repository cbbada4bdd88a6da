"""From a configuration to a server object; each way to fail has its own explanation, for the client's user."""

from __future__ import annotations

import importlib
import os
import sys
from types import ModuleType
from typing import TYPE_CHECKING

from ..compat import msl_loadlib
from ..errors import LoadError
from ..server32 import Server32, is_initialised
from .configuration import Configuration
from .module_finder import adopt

if TYPE_CHECKING:
    from collections.abc import Callable

SKELETON = """\
    class MyServer(Server32):
        def __init__(self, host, port, **kwargs):
            super().__init__("my_lib.dll", "cdll", host, port)"""


class StartupError(Exception):
    """Why this host can't serve, for the client's user; `load` tells that it was the library's fault.

    `code` is Windows' error code for that, and `path` the library's file, where they are known.
    """

    def __init__(
        self, message: str, *, hint: str = "", load: bool = False, code: int | None = None, path: str = ""
    ) -> None:
        super().__init__(message)
        self.hint = hint
        self.load = load
        self.code = code
        self.path = path


def prepare_environment(configuration: Configuration) -> None:
    """Set the module search path, `PATH` and the DLL folders. `StartupError`: a DLL folder can't be added."""
    msl_loadlib.install()
    _forget_own_dlls()
    adopt(configuration.modules)
    # Behind the host's own library: a user's folder may hold anything, a copy.py or a token.py for example.
    sys.path.extend(each for each in configuration.sys_path if each not in sys.path)
    if configuration.environ_path:
        os.environ["PATH"] = os.pathsep.join((*configuration.environ_path, os.environ.get("PATH", "")))
    added = []
    for folder in configuration.dll_directories:
        try:
            added.append(_add_dll_directory(folder))
        except (OSError, AttributeError) as error:
            raise StartupError(f"Cannot add the DLL folder {folder!r}: {error}. Does the folder exist?") from None
    os.added_dll_directories = added  # type: ignore[attr-defined]


def _add_dll_directory(folder: str) -> object:
    r"""As `os.add_dll_directory`; of a long path, the form without `\\?\` too, as not every system takes both."""
    try:
        return os.add_dll_directory(folder)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        from .loading.search import plain  # every import delays the host's start

        if plain(folder) == folder:
            raise
        return os.add_dll_directory(plain(folder))  # type: ignore[attr-defined,unused-ignore]


def _forget_own_dlls() -> None:
    """Take the host's own folder out of Windows' search for DLLs.

    PyInstaller's start program puts it there, and its sqlite3.dll or libcrypto must not stand in for a vendor's.
    """
    if os.name == "nt":
        import ctypes

        ctypes.WinDLL("kernel32").SetDllDirectoryW(None)  # type: ignore[attr-defined,unused-ignore]


def make_server(configuration: Configuration) -> Server32:
    """Import the module and make its server. `StartupError`: one of them failed, and how."""
    found = server_class(_import(configuration.module))
    if found is None:
        raise StartupError(
            f"The module {configuration.module!r} has no class that inherits from Server32. It needs one, such as\n\n"
            f"    from probe32 import Server32\n\n{SKELETON}"
        )
    return instantiate(found, configuration.host, configuration.port, configuration.kwargs)


def server_class(module: ModuleType) -> type[Server32] | None:
    """The alphabetically first subclass of `Server32` that the module defines, or else that it imports.

    msl-loadlib chooses the first of both: there a base class from another module stands in the way of its subclass.
    """
    classes = [
        (value.__module__ != module.__name__, name, value)
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, Server32) and value is not Server32
    ]
    return min(classes)[2] if classes else None


def instantiate(cls: type[Server32], host: str | None, port: int, kwargs: dict[str, str]) -> Server32:
    """Make the server. `StartupError`: its constructor failed, takes other arguments, or forgot its base class."""
    make: Callable[..., Server32] = cls  # a subclass has its own constructor
    try:
        server = make(host, port, **kwargs)
    except LoadError as error:
        raise StartupError(str(error), hint=error.hint, load=True, code=error.code, path=error.path) from None
    except TypeError as error:
        of_a_constructor = any(f"{each.__qualname__}.__init__()" in str(error) for each in cls.__mro__)
        hint = f"\n\nIts constructor should look like\n\n{SKELETON}" if of_a_constructor else ""
        raise StartupError(f"{_instantiating(cls)}\n\n{_traceback()}{hint}") from None
    except (Exception, SystemExit):
        raise StartupError(f"{_instantiating(cls)}\n\n{_traceback()}") from None
    if not is_initialised(server):
        raise StartupError(
            f"The class {cls.__name__!r} never called super().__init__. It should look like\n\n{SKELETON}"
        )
    return server


def _instantiating(cls: type[Server32]) -> str:
    return f"Making an instance of {cls.__name__!r} failed:"


def _import(name: str) -> ModuleType:
    if not name:
        raise StartupError("No module is named. Name the one with the server class: its full name, or its file.")
    if name.startswith("."):
        raise StartupError(f"The module {name!r} is relative. Give its full name, or the path of its file.")
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and f"{name}.".startswith(f"{error.name}."):
            raise StartupError(f"There is no module named {name!r}. Searched in:\n{_searched()}") from None
        raise StartupError(
            f"The module {name!r} needs {error.name!r}, which the 32-bit Python does not have.\n{_traceback()}\n"
            f"Searched in:\n{_searched()}\nAdd the folder that holds it with append_sys_path."
        ) from None
    except ImportError:
        raise StartupError(f"Importing {name!r} failed.\n{_traceback()}\nSearched in:\n{_searched()}") from None
    except (Exception, SystemExit):
        raise StartupError(f"An exception was raised while importing {name!r}:\n\n{_traceback()}") from None


def _traceback() -> str:
    import traceback  # only failures need it, and every import delays the start

    return traceback.format_exc().rstrip()


def _searched() -> str:
    """The module search path, as far as it is not the frozen Python's own library."""
    own = getattr(sys, "_MEIPASS", None)
    return "\n".join(f"  {each}" for each in sys.path if not (own and each.startswith(own)))

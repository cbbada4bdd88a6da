"""The base class of everything that runs in the 32-bit process on a user's behalf."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import CallError
from .host.loading import LoadLibrary

if TYPE_CHECKING:
    from .host.service import Service


class Server32:
    """Hosts a 32-bit library; subclass it, load the library in the constructor, and write a method for each function.

        class MyServer(Server32):
            def __init__(self, host, port, **kwargs):
                super().__init__("my_lib.dll", "cdll", host, port)

            def add(self, a, b):
                return self.lib.add(a, b)

    `path` and `libtype` are those of `LoadLibrary`, which says what is raised; `host` and `port` are passed on as they
    came. Public methods, properties and attributes can be requested; names that start with an underscore can't.

    `workers` is a class attribute: 0 calls methods one after the other on the main thread of the process, which many
    DLLs demand; n > 0 calls them on n worker threads, in the order in which they come when n is 1.
    """

    workers = 0

    def __init__(self, path: str | os.PathLike[str], libtype: str, host: str | None, port: int, **kwargs: Any) -> None:
        self._library = LoadLibrary(path, libtype, **kwargs)
        self._address = host, port
        self._service: Service | None = None

    @property
    def lib(self) -> Any:
        """The loaded library: a `ctypes.CDLL` for `cdll`, and so on."""
        return self._library.lib

    @property
    def path(self) -> str:
        """The file that was loaded."""
        return self._library.path

    @property
    def assembly(self) -> Any:
        """The .NET assembly, or None."""
        return self._library.assembly

    @property
    def application(self) -> Any:
        """The ActiveX application window, or None."""
        return self._library.application

    def shutdown_handler(self) -> None:
        """Called once before the process ends, wished by the client or because it is gone; override it to tidy."""

    @staticmethod
    def is_interpreter() -> bool:
        """True in the 32-bit host, False where the module is merely imported."""
        return sys.maxsize < 2**32

    @staticmethod
    def version() -> str:
        """The host's Python, as `Python 3.14.0 ...`, on the client that of the host which it would start.

        `HostError`: there is none.
        """
        return f"Python {sys.version if Server32.is_interpreter() else _launcher('find').find_host().python}"

    @staticmethod
    def interactive_console() -> None:
        """Open a console of the 32-bit Python in a new terminal window. `HostError`: it can't be opened."""
        _launcher("console").open_window()

    @staticmethod
    def examples_dir() -> str:
        """The folder of the shipped sample library, the same on both sides."""
        from .resources import resource

        return str(resource("sample"))

    @staticmethod
    def remove_site_packages_64bit() -> str:
        """Remove the 64-bit Python's `site-packages` from `sys.path` and return it; "" when it is not there."""
        for path in sys.path:
            if Path(path).name == "site-packages":
                sys.path.remove(path)
                return path
        return ""

    def is_initialised(self) -> bool:
        """Whether the subclass called this class's constructor."""
        return "_library" in self.__dict__

    def call_back(self, key: int, arguments: tuple[object, ...]) -> object:
        """Call the client's function number `key`, while a request is open. `CallError`: it raised."""
        if self._service is None:
            raise CallError("A callback needs a client in another process.")
        return self._service.call_back(key, arguments, {})

    def attach(self, service: Service) -> None:
        """Tell the server which conversation it serves; the host does it once, after construction."""
        self._service = service


def _launcher(name: str) -> Any:
    """A module of what starts hosts; only a client has it, and the host's own modules don't name it."""
    return import_module(f"probe32.launch.{name}")

"""What a package may run on, and how it is cut into files."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import ArgumentError

LAYOUTS = ("auto", "pair", "package")
"""One module for the client; or one for each group of functions; or as many as there are functions for."""

MANY = 100
"""Functions from which on a client is cut into modules, when nobody says."""


@dataclass(frozen=True)
class Flavour:
    """Which runtime a package uses: where the base classes come from ("" for none), what to install for it, whether the
    32-bit process can call functions of the client's; and what its two modules and classes are called.
    """

    name: str
    module: str
    distribution: str
    calls_back: bool
    client_module: str = "my_client"
    server_module: str = "my_server"
    client_class: str = "Client"
    server_class: str = "Server"


FLAVOURS = {
    "probe32": Flavour("probe32", "probe32", "probe32", calls_back=True),
    "msl-loadlib": Flavour("msl-loadlib", "msl.loadlib", "msl-loadlib", calls_back=False),
    "ctypes": Flavour("ctypes", "", "", True, "my_library", "my_native", "Library", "Native"),
}

RUNTIMES = tuple(FLAVOURS)
"""What `runtime` may be. `ctypes` is for a 32-bit Python that loads the DLL itself."""


@dataclass(frozen=True)
class Options:
    """How a package is written.

    `runtime` is what it runs on, one of `RUNTIMES`. `asyncio`: methods are coroutines. `layout` is one of `LAYOUTS`.

    `ArgumentError`: there is no such runtime or layout, or the runtime has no coroutines.
    """

    runtime: str = "probe32"
    asyncio: bool = False
    layout: str = "auto"

    def __post_init__(self) -> None:
        if self.runtime not in FLAVOURS:
            raise ArgumentError(f"There is no runtime {self.runtime!r}.", hint=f"Use {' or '.join(RUNTIMES)}.")
        if self.layout not in LAYOUTS:
            raise ArgumentError(f"There is no layout {self.layout!r}.", hint=f"Use {' or '.join(LAYOUTS)}.")
        if self.asyncio and self.runtime != "probe32":
            raise ArgumentError(
                f"The runtime {self.runtime} has no coroutines.", hint="Use probe32, or leave asyncio out."
            )

    @property
    def flavour(self) -> Flavour:
        """What the runtime's name stands for."""
        return FLAVOURS[self.runtime]

"""What Windows' loader looks at in an image, and nothing else: quick enough for hundreds of DLLs in a row."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .container import Container
from .content import read_content
from .facts import Import
from .imports import read_imports
from .memory import MissingDataError, readable
from .resources import isolation_manifest, version_strings

_IS_DLL = 0x2000
"""IMAGE_FILE_DLL (PE specification, "Characteristics")."""

_NATIVE = 1
"""IMAGE_SUBSYSTEM_NATIVE: drivers, and programs that run before Windows' subsystems do."""


@dataclass(frozen=True)
class Linked:
    """Where an exported symbol leads: `forwarder` is None for code or data in the image itself, at `rva`."""

    forwarder: str | None = None
    rva: int = 0


class Links:
    """The loader's view of one image; imports and exports are read when they are first asked for.

    `path`, `machine` and `bitness` are those of `Image`. `is_dll`: its headers call it a DLL. `native`: it is meant for
    Windows' kernel, as drivers are. `dotnet`: it has a .NET header. Attributes that read tables raise `ImageError`.
    """

    def __init__(self, container: Container) -> None:
        headers = container.pe
        self.path = container.path
        self.machine = container.machine
        self.bitness = container.bitness
        self.is_dll = bool(headers.FILE_HEADER.Characteristics & _IS_DLL)
        self.native = headers.OPTIONAL_HEADER.Subsystem == _NATIVE
        self.dotnet = container.directory("COM_DESCRIPTOR") is not None
        self._container = container

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """What it needs of other DLLs."""
        return read_imports(self._container)

    @property
    def product(self) -> str:
        """The `ProductName` of its version resource, or ""."""
        return self._version.get("ProductName", "")

    @property
    def version(self) -> str:
        """The `FileVersion` of its version resource, else the `ProductVersion`, or ""."""
        return (self._version.get("FileVersion") or self._version.get("ProductVersion") or "").strip()

    @cached_property
    def _version(self) -> dict[str, str]:
        return version_strings(self._container)

    @cached_property
    def manifest(self) -> bytes:
        """The manifest that the loader reads of a DLL, RT_MANIFEST number 2; empty when there is none."""
        return isolation_manifest(self._container)

    @property
    def forwarders(self) -> dict[str, str]:
        """The exports whose code is in another DLL: symbol to `KERNEL32.Sleep` or `OTHER.#12`."""
        return {symbol: link.forwarder for symbol, link in self._exports.items() if link.forwarder}

    def export(self, symbol: str) -> Linked | None:
        """The export `symbol`, a name or an ordinal as `#3`; None when there is none."""
        return self._exports.get(symbol)

    @cached_property
    def _exports(self) -> dict[str, Linked]:
        directory = self._container.directory("EXPORT")
        if directory is None:
            return {}
        memory = self._container.memory
        try:
            # From offset 16: ordinal base, number of addresses, of names, and where the three tables are.
            base, count, named, addresses, names, indexes = memory.integers(directory.rva + 16, 6, 4)
            links: dict[int, Linked] = {}
            for index, rva in enumerate(memory.integers(addresses, min(count, 0x10000), 4) if count else ()):
                within = directory.rva <= rva < directory.rva + directory.size
                if rva:
                    links[index] = Linked(readable(memory.text(rva)) if within else None, rva)
            found = {f"#{base + index}": link for index, link in links.items()}
            if named:
                pairs = zip(memory.integers(names, named, 4), memory.integers(indexes, named, 2), strict=True)
                found |= {readable(memory.text(rva)): links[index] for rva, index in pairs if index in links}
        except MissingDataError as error:
            raise self._container.damaged("export table", error) from error
        return found


def read_links(path: str | os.PathLike[str]) -> Links:
    """Open the image `path` as the loader would see it. `FileError`, `ImageError`: see `read_image`."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would replace the name of a link by its target's
    return Links(Container(absolute, read_content(absolute)))

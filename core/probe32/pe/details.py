"""Everything that a file tells about itself, each part read when somebody asks for it."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from .container import Container
from .debug_data import DebugData
from .facts import Image
from .image import image_of, open_container

if TYPE_CHECKING:
    from .com_types import TypeLibrary
    from .dotnet import Assembly
    from .hashes import Hashes
    from .manifest import Manifest
    from .sections import Overlay, Section
    from .security import Security
    from .signatures import Signing
    from .toolchain import Toolchain

# What reads each part is imported when it is asked for: opening a DLL needs none of it.


class Details:
    """The parts of one image beyond `Image`. Any thread may ask, one at a time.

    The file was read whole when this was made; nothing is raised afterwards, but by `image`. What is damaged is left
    out and said in `notes` or in a `problem` of its own. Together the parts take 2 s and 500 MB at most for a file of
    a usual size, whatever it holds; hashing takes 1 s for each 100 MB.
    """

    def __init__(self, container: Container) -> None:
        self._container = container

    @cached_property
    def image(self) -> Image:
        """The facts that `read_image` gives. `ImageError`: a table of exports or imports is damaged."""
        return image_of(self._container)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out of what has been asked for so far."""
        return tuple(dict.fromkeys((*self.image.notes, *self._container.notes)))

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return len(self._container.content)

    @property
    def image_base(self) -> int:
        """The address that the image would like to be loaded at."""
        return self._container.base

    @property
    def entry_point(self) -> int:
        """The RVA of the code that runs when it is loaded (DllMain's caller); 0 where there is none."""
        return int(self._container.pe.OPTIONAL_HEADER.AddressOfEntryPoint)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections with their rights and their entropy."""
        from .sections import read_sections

        return read_sections(self._container)

    @cached_property
    def overlay(self) -> Overlay | None:
        """Bytes behind the last section."""
        from .sections import read_overlay

        return read_overlay(self._container)

    @cached_property
    def security(self) -> Security:
        """What it lets Windows do for its safety."""
        from .security import read_security

        return read_security(self._container)

    @cached_property
    def hashes(self) -> Hashes:
        """Fingerprints of the file."""
        from .authenticode import authenticode_digest
        from .hashes import file_hashes

        authenticode = (authenticode_digest(self._container, "sha256") or b"").hex()
        return file_hashes(self._container.content, self.image.imports, authenticode)

    @cached_property
    def toolchain(self) -> Toolchain:
        """Which tools made it."""
        from .toolchain import read_toolchain

        return read_toolchain(self._container, self.image.imports)

    @property
    def debug(self) -> DebugData:
        """The debug directory."""
        return self.toolchain.debug

    @cached_property
    def manifests(self) -> tuple[Manifest, ...]:
        """The manifests that it carries."""
        from .manifest import read_manifests

        return read_manifests(self._container)

    @cached_property
    def signing(self) -> Signing:
        """Who signed it."""
        from .signatures import read_signing

        return read_signing(self._container)

    @cached_property
    def assembly(self) -> Assembly | None:
        """What it is to .NET; None when it has no .NET header, or a damaged one."""
        from .dotnet import read_assembly

        return read_assembly(self._container)

    @cached_property
    def type_libraries(self) -> tuple[TypeLibrary, ...]:
        """The COM type libraries that it carries."""
        from .type_library import read_type_libraries

        return read_type_libraries(self._container)


def read_details(path: str | os.PathLike[str]) -> Details:
    """Open the file `path` for its details. `FileError`, `ImageError`: see `read_image`."""
    return Details(open_container(path))

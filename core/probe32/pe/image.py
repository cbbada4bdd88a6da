"""Puts the facts of one file together."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from .container import Container
from .content import read_content
from .cplusplus import is_mangled
from .debug_data import is_reproducible, stamp
from .exports import read_exports
from .facts import Export, Image
from .imports import read_imports
from .name_readings import NameReadings
from .progress import OnProgress, ignored
from .resources import has_type_library, version_strings

_SUBSYSTEMS = {
    1: "native",
    2: "Windows GUI",
    3: "Windows console",
    5: "OS/2 console",
    7: "POSIX console",
    8: "native Windows 9x",
    9: "Windows CE",
    10: "EFI application",
    11: "EFI boot service driver",
    12: "EFI runtime driver",
    13: "EFI ROM",
    14: "Xbox",
    16: "Windows boot application",
}
_COM_ENTRIES = {"DllGetClassObject", "DllRegisterServer"}


def read_image(path: str | os.PathLike[str], on_progress: OnProgress = ignored) -> Image:
    """Read the PE file `path` without loading it. An image without an export table has no exports; that is no error.

    It takes 2 s and 500 MB at most, whatever the file holds; `Image.notes` says what was left out for that.
    `on_progress` is told how far it is, in this thread; what that raises ends it.

    `FileError`: missing, a folder, not allowed, unreadable or empty. `ImageError`: something else than a PE image,
    truncated, or with a damaged table of exports or imports.
    """
    return image_of(open_container(path, on_progress), on_progress)


def open_container(path: str | os.PathLike[str], on_progress: OnProgress = ignored) -> Container:
    """The container of a PE file. `FileError`, `ImageError`: see `read_image`."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would replace the name of a link by its target's
    return Container(absolute, read_content(absolute, on_progress))


def image_of(container: Container, on_progress: OnProgress = ignored) -> Image:
    """The facts in a container that is open. `ImageError`: its table of exports or imports is damaged."""
    readings = NameReadings(container.bitness)
    exports, imports = read_exports(container, readings, on_progress), read_imports(container)
    subsystem = container.pe.OPTIONAL_HEADER.Subsystem
    known = {
        "path": container.path,
        "machine": container.machine,
        "bitness": container.bitness,
        "subsystem": _SUBSYSTEMS.get(subsystem, f"unknown ({subsystem})"),
        "timestamp": _timestamp(container),
        "sha256": hashlib.sha256(container.content).hexdigest(),
        "version": version_strings(container),
        "imports": imports,
        "exports": exports,
        "dotnet": container.directory("COM_DESCRIPTOR") is not None,
        "com": has_type_library(container) or _has_com_entry(exports),
    }
    notes = tuple(container.notes)
    return Image.later(known, lambda image: {"notes": (*notes, *readings.notes(image.exports))})


def _has_com_entry(exports: tuple[Export, ...]) -> bool:
    candidates = [each for each in exports if each.name and not is_mangled(each.name)]
    return any(entry in (each.name or "") and each.plain_name == entry for each in candidates for entry in _COM_ENTRIES)


def _timestamp(container: Container) -> str | None:
    """When the linker ran, ISO 8601 in UTC; None when it says nothing, or a hash instead."""
    seconds = container.pe.FILE_HEADER.TimeDateStamp
    return None if is_reproducible(container) else stamp(seconds)

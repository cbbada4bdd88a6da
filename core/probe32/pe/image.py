"""Puts the facts of one file together."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime, timezone
from pathlib import Path

from .container import Container
from .content import read_content
from .cplusplus import is_mangled
from .exports import read_exports
from .facts import Export, Image
from .imports import read_imports
from .memory import MissingDataError
from .name_readings import NameReadings
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
_DEBUG_ENTRY = 28
_MOST_DEBUG_ENTRIES = 256
_REPRODUCIBLE = 16
"""IMAGE_DEBUG_TYPE_REPRO: the time stamp is a hash of the content (PE specification, "Debug Type")."""


def read_image(path: str | os.PathLike[str]) -> Image:
    """Read a PE file without loading it. An image without an export table has no exports; that is no error.

    It takes 2 s and 500 MB at most, whatever the file holds; `Image.notes` says what was left out for that.

    `FileError`: missing, a folder, not allowed, unreadable or empty. `ImageError`: something else than a PE image,
    truncated, or with a damaged table of exports or imports.
    """
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would replace the name of a link by its target's
    content = read_content(absolute)
    container = Container(absolute, content)
    readings = NameReadings(container.bitness)
    exports, imports = read_exports(container, readings), read_imports(container)
    subsystem = container.pe.OPTIONAL_HEADER.Subsystem
    known = {
        "path": absolute,
        "machine": container.machine,
        "bitness": container.bitness,
        "subsystem": _SUBSYSTEMS.get(subsystem, f"unknown ({subsystem})"),
        "timestamp": _timestamp(container),
        "sha256": hashlib.sha256(content).hexdigest(),
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
    if not seconds or _is_reproducible(container):
        return None
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat().replace("+00:00", "Z")


def _is_reproducible(container: Container) -> bool:
    directory = container.directory("DEBUG")
    if directory is None:
        return False
    try:
        count = min(directory.size // _DEBUG_ENTRY, _MOST_DEBUG_ENTRIES)
        entries = container.memory.integers(directory.rva, count * _DEBUG_ENTRY // 4, 4)
    except MissingDataError:
        return False
    return _REPRODUCIBLE in entries[3 :: _DEBUG_ENTRY // 4]

"""What the resource section tells: the version's strings, and whether a type library is in it."""

from __future__ import annotations

from collections.abc import Iterator

import pefile  # type: ignore[import-untyped]

from .container import Container
from .memory import readable


def load_resources(container: Container) -> None:
    """Let pefile parse the resource tree. A damaged one counts as none: nothing that Probe32 does depends on it."""
    try:
        container.pe.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_RESOURCE"]])
    except Exception:  # pefile lets struct.error, AttributeError and others out of bad resources
        for name in ("DIRECTORY_ENTRY_RESOURCE", "FileInfo"):
            container.pe.__dict__.pop(name, None)


def version_strings(container: Container) -> dict[str, str]:
    """`FileVersion`, `ProductName`, ... of the first language that has each (Microsoft, "StringFileInfo")."""
    found: dict[str, str] = {}
    for key, value in _strings(container.pe):
        found.setdefault(readable(key), readable(value.rstrip(b"\0")).strip())
    return found


def has_type_library(container: Container) -> bool:
    """Whether a resource of the type `TYPELIB` is there, as in most COM servers."""
    tree = getattr(container.pe, "DIRECTORY_ENTRY_RESOURCE", None)
    return any(str(each.name).upper() == "TYPELIB" for each in getattr(tree, "entries", ()) if each.name is not None)


def _strings(pe: pefile.PE) -> Iterator[tuple[bytes, bytes]]:
    for block in (each for blocks in getattr(pe, "FileInfo", ()) for each in blocks):
        for table in getattr(block, "StringTable", ()):
            yield from table.entries.items()

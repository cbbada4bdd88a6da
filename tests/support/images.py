"""Images that exist on paper only: exports by their names."""

from __future__ import annotations

from pathlib import Path

from probe32.pe.decoration import read_name
from probe32.pe.facts import Export, ExportKind, Image


def image_of(*names: str | None) -> Image:
    """An image that exports these names, each at a place of its own; `name=other` shares the place of `other`."""
    exports: list[Export] = []
    for ordinal, text in enumerate(names, 1):
        name, _, other = (text or "").partition("=")
        rva = next((each.rva for each in exports if each.name == other), 0x1000 * ordinal)
        reading = read_name(name or None)
        exports.append(
            Export(ordinal, name or None, rva, ExportKind.FUNCTION, None, reading.undecorated, reading.guess)
        )
    return Image(Path("x.dll"), "x86", 32, "Windows GUI", None, "", {}, (), tuple(exports), dotnet=False, com=False)

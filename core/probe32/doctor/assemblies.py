"""Side-by-side assemblies: what a DLL's manifest asks for, and whether it is there.

Source: Microsoft, "Isolated Applications and Side-by-side Assemblies", "Assembly Searching Sequence".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

_NAMESPACE = "{urn:schemas-microsoft-com:asm.v1}"
_LARGEST = 1 << 20
"""Bytes of a manifest that are read; real ones have a few thousand."""


@dataclass(frozen=True)
class Assembly:
    """What a manifest names: `Microsoft.VC90.CRT`, its version, the token of its publisher's key, its processor."""

    name: str
    version: str = ""
    token: str = ""
    architecture: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.version}".rstrip()


def assemblies_of(manifest: bytes) -> list[Assembly]:
    """The assemblies that a manifest depends on; none for one that is no XML, which Windows would refuse."""
    return [
        Assembly(
            identity.get("name", ""),
            identity.get("version", ""),
            identity.get("publicKeyToken", "").lower(),
            identity.get("processorArchitecture", "").lower(),
        )
        for dependency in _elements(manifest, "dependentAssembly")
        for identity in dependency.iter(f"{_NAMESPACE}assemblyIdentity")
        if identity.get("name")
    ]


def find_assembly(assembly: Assembly, store: Path, folders: tuple[Path, ...]) -> Path | None:
    """The manifest of an installed assembly, in Windows' `store` or private to one of the folders; None: there is none.

    Of the version the first two numbers must agree: Microsoft's newer ones stand in for older ones.
    """
    pattern = re.compile(
        rf"(x86|wow64)_{re.escape(assembly.name.lower())}_{re.escape(assembly.token)}_{_series(assembly.version)}.*\.manifest"
    )
    for file in _manifests(store):
        if pattern.fullmatch(file.name.lower()):
            return file
    for folder in folders:
        for place in (folder, folder / assembly.name):
            for ending in (".manifest", ".dll"):
                if (place / f"{assembly.name}{ending}").is_file():
                    return place / f"{assembly.name}{ending}"
    return None


def files_of(manifest: Path) -> dict[str, Path]:
    """The DLLs that an installed assembly brings, by their names in lower case."""
    folders = (manifest.parent, manifest.parent.parent / manifest.stem)
    try:
        content = manifest.read_bytes() if manifest.suffix == ".manifest" else b""
    except OSError:
        return {}
    names = [each.get("name", "") for each in _elements(content, "file")]
    found: dict[str, Path] = {}
    for name in names:
        for folder in folders:
            if name and (folder / name).is_file():
                found[name.lower()] = folder / name
    return found


def _series(version: str) -> str:
    return re.escape(".".join(version.split(".")[:2]) + ".") if version else ""


def _manifests(store: Path) -> Iterator[Path]:
    if (store / "manifests").is_dir():
        yield from (store / "manifests").iterdir()


def _elements(manifest: bytes, name: str) -> Iterator[ElementTree.Element]:
    if len(manifest) > _LARGEST or b"<!" in manifest.replace(b"<!--", b""):  # no entities, which could grow
        return
    try:
        yield from ElementTree.fromstring(manifest.strip(b"\0 \r\n")).iter(f"{_NAMESPACE}{name}")
    except ElementTree.ParseError:
        return

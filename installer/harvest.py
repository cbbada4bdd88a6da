"""The staged tree as WiX source: a component for each file, named and numbered by its path alone."""

from __future__ import annotations

import hashlib
import uuid
import xml.etree.ElementTree as Xml
from pathlib import Path

_NAMESPACE = "http://schemas.microsoft.com/wix/2006/wi"
FAMILY = uuid.UUID("a7c1d3c9-5d0b-4b0c-9c55-0e4e6a5a3c33")
"""What the GUIDs of components and products are derived from; never to be changed, or upgrades lose files."""


def harvest(stage: Path) -> str:
    """The WiX source for all files of the tree `stage`; paths in it are relative to that folder.

    A component keeps its GUID as long as its file keeps its path (Windows Installer's component rules).
    """
    root = Xml.Element("Wix", xmlns=_NAMESPACE)
    fragment = Xml.SubElement(root, "Fragment")
    group = Xml.SubElement(fragment, "ComponentGroup", Id="Files")
    top = Xml.SubElement(fragment, "DirectoryRef", Id="INSTALLDIR")
    _fill(top, group, stage, stage)
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def key_of(path: str) -> str:
    """The key of a file in the MSI's table, and its name in the cabinet; `path` is below the installation's folder."""
    return f"f{_name(path)}"


def _name(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()[:20]


def _fill(parent: Xml.Element, group: Xml.Element, folder: Path, stage: Path) -> None:
    entries = sorted(folder.iterdir(), key=lambda each: each.name)
    for entry in entries:
        path = entry.relative_to(stage).as_posix()
        name = _name(path)
        if entry.is_dir():
            _fill(Xml.SubElement(parent, "Directory", Id=f"d{name}", Name=entry.name), group, entry, stage)
            continue
        guid = str(uuid.uuid5(FAMILY, path)).upper()
        component = Xml.SubElement(parent, "Component", Id=f"c{name}", Guid=guid, Win64="yes")
        Xml.SubElement(component, "File", Id=key_of(path), Name=entry.name, Source=path, KeyPath="yes")
        Xml.SubElement(group, "ComponentRef", Id=f"c{name}")

"""The manifests in an image: what it calls itself, which assemblies it needs, what it asks of Windows.

Source: Microsoft, "Application Manifests" and "Assembly Manifests".
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from .container import Container
from .memory import printable
from .resources import MANIFEST, Resource, resources_of

_LARGEST = 1 << 20
"""Bytes of all manifests together; real ones have a few thousand."""
_MOST = 200
"""Elements of one sort that are listed."""


@dataclass(frozen=True)
class AssemblyIdentity:
    """An assembly's name, its version, the token of its publisher's key, its processor and language; "" if not said."""

    name: str
    version: str = ""
    token: str = ""
    architecture: str = ""
    language: str = ""

    def __str__(self) -> str:
        return " ".join(each for each in (self.name, self.version, self.architecture) if each)


@dataclass(frozen=True)
class Manifest:
    """One manifest. `number` is its resource's: 2 is read for a DLL, 1 for a program.

    `level` (`asInvoker`, `requireAdministrator`) and `ui_access` are what it asks of User Account Control, `dpi` how
    it deals with the screen's scale (`true`, `PerMonitorV2`), `settings` other settings of Windows, `systems` the
    releases that it was tested on, `files` what belongs to the assembly, `classes` its COM classes (name or CLSID)
    that need no registration. `problem` says why it could not be read.
    """

    number: int | str
    language: int
    text: str
    identity: AssemblyIdentity | None = None
    dependencies: tuple[AssemblyIdentity, ...] = ()
    level: str = ""
    ui_access: bool = False
    dpi: str = ""
    settings: tuple[tuple[str, str], ...] = ()
    systems: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    problem: str = ""


_SYSTEMS = {
    "{e2011457-1546-43c5-a5fe-008deee3d3f0}": "Windows Vista",
    "{35138b9a-5d96-4fbd-8e2d-a2440225f93a}": "Windows 7",
    "{4a2f28e3-53b9-4441-ba9c-d69d4a4a6e38}": "Windows 8",
    "{1f676c76-80e1-4239-95bb-83d0f6d0da78}": "Windows 8.1",
    "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}": "Windows 10 and 11",
}
_SETTINGS = frozenset(
    {"longPathAware", "activeCodePage", "heapType", "gdiScaling", "printerDriverIsolation", "disableWindowFiltering"}
)


def read_manifests(container: Container) -> tuple[Manifest, ...]:
    """The manifests in the order of their numbers; one that is no XML, which Windows would refuse, has a `problem`."""
    left = _LARGEST
    found = []
    for each in resources_of(container, MANIFEST):
        left -= len(each.data)
        found.append(_manifest(each) if left >= 0 else _too_long(each))
    return tuple(found)


def _too_long(found: Resource) -> Manifest:
    problem = f"It was not read: of all manifests together {_LARGEST:,} bytes are, and it has {len(found.data):,}."
    return Manifest(found.name, found.language, "", problem=problem)


def _manifest(found: Resource) -> Manifest:
    text = _decoded(found.data)
    shown = "\n".join(printable(line.replace("\t", "    ")) for line in text.splitlines())
    try:
        root = _parsed(text)
    except (ElementTree.ParseError, ValueError) as error:
        problem = f"It is no XML that Windows would take: {printable(str(error))}."
        return Manifest(found.name, found.language, shown, problem=problem)
    return _read(found, shown, root)


def _parsed(text: str) -> ElementTree.Element:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:  # Windows knows neither; they could make a little text much
        raise ValueError("it declares entities")
    return ElementTree.fromstring(text)


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace").rstrip("\0")
    return data.decode("utf-8-sig", "replace").rstrip("\0")


def _read(found: Resource, text: str, root: ElementTree.Element) -> Manifest:
    level = next(_elements(root, "requestedExecutionLevel"), None)
    own = next((each for each in root if _local(each) == "assemblyIdentity"), None)
    needed = [each for outer in _elements(root, "dependentAssembly") for each in _elements(outer, "assemblyIdentity")]
    texts = {_local(each): _value(each) for each in root.iter() if _local(each) in _SETTINGS}
    systems = [each.get("Id", "").lower() for each in _elements(root, "supportedOS")]
    return Manifest(
        found.name,
        found.language,
        text,
        identity=_identity(own) if own is not None else None,
        dependencies=tuple(_identity(each) for each in needed[:_MOST]),
        level=printable(level.get("level", "")) if level is not None else "",
        ui_access=level is not None and level.get("uiAccess", "").lower() == "true",
        dpi=next((_value(each) for name in ("dpiAwareness", "dpiAware") for each in _elements(root, name)), ""),
        settings=tuple(sorted(texts.items())),
        systems=tuple(_SYSTEMS.get(each, printable(each)) for each in systems[:_MOST]),
        files=tuple(printable(each.get("name", "")) for each in [*_elements(root, "file")][:_MOST]),
        classes=tuple(
            printable(each.get("progid", "") or each.get("clsid", ""))
            for each in [*_elements(root, "comClass")][:_MOST]
        ),
    )


def _elements(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (each for each in root.iter() if _local(each) == name)


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _value(element: ElementTree.Element) -> str:
    return printable(" ".join((element.text or "").split()))


def _identity(element: ElementTree.Element) -> AssemblyIdentity:
    names = ("name", "version", "publicKeyToken", "processorArchitecture", "language")
    return AssemblyIdentity(*(printable(element.get(name, "")) for name in names))

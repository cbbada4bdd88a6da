"""The parts of an installation with their licences: as CycloneDX for machines, as a folder of texts for people."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

from .harvest import FAMILY

_TEXTS = Path(__file__).resolve().parent / "licences"


@dataclass(frozen=True)
class Component:
    """A part: `licence` is an SPDX expression, or the words of its package; `folder` holds its licence's text."""

    name: str
    version: str
    licence: str
    purl: str = ""
    holds: str = ""


_INSIDE = (
    Component("CPython (64-bit)", "3.13.2", "PSF-2.0", holds="python/; with OpenSSL, SQLite, libffi, zlib, bzip2, xz"),
    Component("CPython (32-bit)", "3.14.6", "PSF-2.0", "pkg:pypi/msl-loadlib@1.1.0", "lib/probe32-host"),
    Component("comtypes", "1.4", "MIT", holds="lib/probe32-host"),
    Component("Python.NET", "3.0", "MIT", holds="lib/probe32-host"),
    Component(
        "PyInstaller's start program", "6", "GPL-2.0-or-later WITH Bootloader-exception", holds="lib/probe32-host"
    ),
    Component("Qt", "6.9.3", "LGPL-3.0-only", holds="lib/PySide6"),
    Component("LLVM (libclang)", "18.1.1", "Apache-2.0 WITH LLVM-exception", holds="lib/clang"),
    Component("OpenBLAS", "0.3", "BSD-3-Clause", holds="lib/numpy.libs"),
)
"""What is within the packages, and has no package of its own."""


def components(stage: Path) -> list[Component]:
    """All parts of the tree `stage`, sorted by name; the packages say themselves what they are."""
    packages = (_package(each) for each in stage.glob("lib/*.dist-info/METADATA"))
    return sorted((*packages, *_INSIDE), key=lambda each: each.name.lower())


def write_sbom(parts: Iterable[Component], version: str, target: Path) -> None:
    """Write the bill of materials, CycloneDX 1.5."""
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(FAMILY, f'sbom {version}')}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "Probe32", "version": version}},
        "components": [
            {
                "type": "library",
                "name": each.name,
                "version": each.version,
                "licenses": [
                    {"expression": each.licence} if _is_spdx(each.licence) else {"license": {"name": each.licence}}
                ],
                **({"purl": each.purl} if each.purl else {}),
            }
            for each in parts
        ],
    }
    target.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8", newline="\n")


def write_licences(stage: Path, parts: Iterable[Component], target: Path) -> None:
    """Put the texts of all licences into the folder `target`, and a list of the parts beside them."""
    target.mkdir()
    for metadata in stage.glob("lib/*.dist-info"):
        for text in [*metadata.glob("LICEN[SC]E*"), *metadata.glob("licenses/**/*")]:
            if text.is_file():
                name = metadata.name.removesuffix(".dist-info")
                file = target / name / text.relative_to(metadata).as_posix().removeprefix("licenses/")
                file.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(text, file)
    shutil.copyfile(stage / "python" / "LICENSE.txt", target / "CPython.txt")
    for text in sorted(_TEXTS.glob("*.txt")):
        shutil.copyfile(text, target / text.name)
    rows = [f"{each.name} {each.version}: {each.licence}{f' ({each.holds})' if each.holds else ''}" for each in parts]
    head = "Probe32 is under the MIT licence. What it is delivered with:\n\n"
    tail = (
        "\nQt's libraries are used as they are, under the LGPL 3 (LGPL-3.0.txt), in files of their own that may be\n"
        "replaced; their source is published by the Qt Project.\n"
    )
    (target / "README.txt").write_text(head + "\n".join(rows) + "\n" + tail, encoding="utf-8", newline="\r\n")


def _package(file: Path) -> Component:
    said = HeaderParser().parsestr(file.read_text(encoding="utf-8"))
    name, version = str(said["Name"]), str(said["Version"])
    licence = said["License-Expression"] or said["License"] or _classified(said.get_all("Classifier") or [])
    purl = "" if name == "probe32" else f"pkg:pypi/{name.lower().replace('_', '-')}@{version}"
    return Component(name, version, str(licence).splitlines()[0], purl)


def _classified(classifiers: Iterable[str]) -> str:
    prefix = "License :: OSI Approved :: "
    return next((each.removeprefix(prefix) for each in classifiers if each.startswith(prefix)), "see its text")


def _is_spdx(licence: str) -> bool:
    """Whether this is an SPDX expression: its identifiers have no spaces between them but operators."""
    words = licence.replace("(", " ").replace(")", " ").split()
    names, operators = words[::2], words[1::2]
    return all(each in ("AND", "OR", "WITH") for each in operators) and all(
        "-" in each or each in ("MIT", "ISC") for each in names
    )

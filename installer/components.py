"""The parts of an installation with their licences: as CycloneDX for machines, as a folder of texts for people."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from email.parser import HeaderParser
from importlib import metadata
from pathlib import Path

from probe32 import pe
from probe32.launch.executables import sha256

from .harvest import FAMILY
from .parts import wheels

_TEXTS = Path(__file__).resolve().parent / "licences"


@dataclass(frozen=True)
class Component:
    """A part: `licence` is an SPDX expression, or the words of its package; `sha256` is that of `holds`, as digits.

    `holds` is the wheel that it came in, or a file of the installation.
    """

    name: str
    version: str
    licence: str
    purl: str
    holds: str
    sha256: str


@dataclass(frozen=True)
class _Inside:
    """A part within another: `file` is the pattern of its main file, which tells the version when `version` is ""
    and no package of the builder's, `built_with`, does.
    """

    name: str
    licence: str
    file: str
    purl: str
    version: str = ""
    built_with: str = ""


_HOST = "lib/probe32-host/_internal"
_INSIDE = (
    _Inside("CPython (64-bit)", "PSF-2.0", "python/python313.dll", "pkg:generic/cpython"),
    _Inside("CPython (32-bit)", "PSF-2.0", f"{_HOST}/python314.dll", "pkg:generic/cpython"),
    _Inside("msl-loadlib's 32-bit Python", "MIT", "lib/probe32-host/*.exe", "pkg:pypi/msl-loadlib", "1.1.0"),
    _Inside(
        "PyInstaller's start program",
        "GPL-2.0-or-later WITH Bootloader-exception",
        "lib/probe32-host/*.exe",
        "pkg:pypi/pyinstaller",
        "6",
    ),
    _Inside("comtypes", "MIT", "lib/probe32-host/*.exe", "pkg:pypi/comtypes", "1.4.16"),
    _Inside("pycparser", "BSD-3-Clause", "lib/probe32-host/*.exe", "pkg:pypi/pycparser", "3.0"),
    _Inside("cffi", "MIT", f"{_HOST}/_cffi_backend*.pyd", "pkg:pypi/cffi", "2.0.0"),
    _Inside("Python.NET", "MIT", f"{_HOST}/pythonnet/runtime/Python.Runtime.dll", "pkg:pypi/pythonnet"),
    _Inside(".NET Standard", "MIT", f"{_HOST}/pythonnet/runtime/netstandard.dll", "pkg:nuget/NETStandard.Library"),
    _Inside("OpenSSL (32-bit)", "Apache-2.0", f"{_HOST}/libcrypto-3.dll", "pkg:generic/openssl"),
    _Inside("SQLite (32-bit)", "blessing", f"{_HOST}/sqlite3.dll", "pkg:generic/sqlite"),
    _Inside("libffi", "MIT", "python/libffi-8.dll", "pkg:generic/libffi", "3.4"),
    _Inside("Microsoft Visual C++ runtime", "Microsoft's licence", "python/vcruntime140.dll", "pkg:generic/vcruntime"),
    _Inside("Qt", "LGPL-3.0-only", "lib/PySide6/Qt6Core.dll", "pkg:generic/qt"),
    _Inside("LLVM (libclang)", "Apache-2.0 WITH LLVM-exception", "lib/clang/native/*.dll", "pkg:generic/llvm"),
    _Inside("OpenBLAS", "BSD-3-Clause", "lib/numpy.libs/libscipy_openblas*.dll", "pkg:generic/openblas", "0.3"),
    _Inside(
        "Material for MkDocs",
        "MIT",
        "guide/assets/javascripts/bundle.*.js",
        "pkg:pypi/mkdocs-material",
        built_with="mkdocs-material",
    ),
)
"""What is within the packages, and has no package of its own. The 32-bit host's packages say their versions in it
(`import comtypes; comtypes.__version__`); libffi and OpenBLAS say no more than this.
"""


def components(stage: Path) -> list[Component]:
    """All parts of the tree `stage`, sorted by name; the packages say themselves what they are."""
    packages = (_package(each, stage) for each in stage.glob("lib/*.dist-info/METADATA"))
    return sorted((*packages, *(_inside(each, stage) for each in _INSIDE)), key=lambda each: each.name.lower())


def write_sbom(parts: Iterable[Component], version: str, target: Path) -> None:
    """Write the bill of materials, CycloneDX 1.5: every part with its licence, origin and hash."""
    own = f"pkg:generic/probe32@{version}"
    listed = [_listed(each) for each in parts if each.name != "probe32"]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(FAMILY, f'sbom {version}')}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": "Probe32",
                "version": version,
                "purl": own,
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": listed,
        "dependencies": [{"ref": own, "dependsOn": [each["bom-ref"] for each in listed]}],
    }
    target.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8", newline="\n")


def _listed(part: Component) -> dict[str, object]:
    licence = {"expression": part.licence} if _is_spdx(part.licence) else {"license": {"name": part.licence}}
    return {
        "type": "library",
        "bom-ref": f"{part.name}@{part.version}",
        "name": part.name,
        "version": part.version,
        "hashes": [{"alg": "SHA-256", "content": part.sha256}],
        "licenses": [licence],
        "purl": part.purl,
        "properties": [{"name": "probe32:holds", "value": part.holds}],
    }


def write_licences(stage: Path, parts: Iterable[Component], target: Path) -> None:
    """Move the texts of all licences into the folder `target`, and put a list of the parts beside them."""
    target.mkdir()
    for described in stage.glob("lib/*.dist-info"):
        for text in [*described.glob("LICEN[SC]E*"), *described.glob("licenses/**/*")]:
            if text.is_file():
                name = described.name.removesuffix(".dist-info")
                file = target / name / text.relative_to(described).as_posix().removeprefix("licenses/")
                file.parent.mkdir(parents=True, exist_ok=True)
                text.replace(file)
    shutil.copyfile(stage / "python" / "LICENSE.txt", target / "CPython.txt")
    for text in sorted(_TEXTS.glob("*.txt")):
        shutil.copyfile(text, target / text.name)
    rows = [f"{each.name} {each.version}: {each.licence} ({each.holds})" for each in parts]
    head = "Probe32 is under the MIT licence. What it is delivered with:\n\n"
    tail = (
        "\nQt's libraries are used as they are, under the LGPL 3 (LGPL-3.0.txt), in files of their own that may be\n"
        "replaced; their source is published by the Qt Project.\n"
    )
    (target / "README.txt").write_text(head + "\n".join(rows) + "\n" + tail, encoding="utf-8", newline="\r\n")


def _package(file: Path, stage: Path) -> Component:
    said = HeaderParser().parsestr(file.read_text(encoding="utf-8"))
    name, version = str(said["Name"]), str(said["Version"])
    licence = said["License-Expression"] or said["License"] or _classified(said.get_all("Classifier") or [])
    holds = _wheel(file.parent.name) or stage / "lib" / "probe32" / "__init__.py"
    return Component(
        name,
        version,
        str(licence).splitlines()[0],
        f"pkg:pypi/{name.lower().replace('_', '-')}@{version}",
        holds.name if holds.suffix == ".whl" else holds.relative_to(stage).as_posix(),
        sha256(holds),
    )


def _wheel(described: str) -> Path | None:
    """The wheel whose folder of metadata this is; None for Probe32's own."""
    prefix = described.removesuffix(".dist-info").lower() + "-"
    return next((each for each in wheels() if each.name.lower().startswith(prefix)), None)


def _inside(part: _Inside, stage: Path) -> Component:
    file = next(stage.glob(part.file))
    version = metadata.version(part.built_with) if part.built_with else part.version
    version = version or pe.read_image(file).version["ProductVersion"]
    return Component(
        part.name,
        version,
        part.licence,
        f"{part.purl}@{version}",
        file.relative_to(stage).as_posix(),
        sha256(file),
    )


def _classified(classifiers: Iterable[str]) -> str:
    prefix = "License :: OSI Approved :: "
    return next((each.removeprefix(prefix) for each in classifiers if each.startswith(prefix)), "see its text")


def _is_spdx(licence: str) -> bool:
    """Whether this is an SPDX expression: its identifiers have no spaces between them but operators."""
    words = licence.replace("(", " ").replace(")", " ").split()
    names, operators = words[::2], words[1::2]
    return all(each in ("AND", "OR", "WITH") for each in operators) and all(
        "-" in each or each in ("MIT", "ISC", "blessing") for each in names
    )

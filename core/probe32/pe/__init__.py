"""PE images (DLL, OCX, EXE) as plain facts: `read_image` reads a file, `find_export` finds one of its exports,
`CodeEvidence` reads their code, `read_details` what else the file tells: signers, manifest, .NET, COM, tools.

Nothing is loaded or run. This package is the only user of pefile, the disassembler, the demangler and asn1crypto.
"""

from __future__ import annotations

from .c_prototype import CPrototype, c_prototype
from .code_evidence import CodeEvidence
from .cplusplus import is_mangled
from .details import Details, read_details
from .disassembly import CodeLine, Disassembly
from .facts import Confidence, ConventionGuess, Export, ExportKind, Image, Import
from .image import read_image
from .links import Links, read_links
from .lookup import Aliases, find_export, ordinal_gaps
from .progress import OnProgress, Reading

__all__ = [
    "read_image",
    "read_details",
    "read_links",
    "Links",
    "OnProgress",
    "Reading",
    "find_export",
    "Aliases",
    "ordinal_gaps",
    "CodeEvidence",
    "CodeLine",
    "Disassembly",
    "c_prototype",
    "is_mangled",
    "CPrototype",
    "Image",
    "Details",
    "Export",
    "ExportKind",
    "ConventionGuess",
    "Confidence",
    "Import",
]

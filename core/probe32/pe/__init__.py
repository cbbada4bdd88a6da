"""PE images (DLL, OCX, EXE) as plain facts: `read_image` reads a file, `find_export` finds one of its exports.

Nothing is loaded or run. This package is the only user of pefile and of the demangler.
"""

from __future__ import annotations

from .facts import Confidence, ConventionGuess, Export, ExportKind, Image, Import
from .image import read_image
from .lookup import find_export

__all__ = [
    "read_image",
    "find_export",
    "Image",
    "Export",
    "ExportKind",
    "ConventionGuess",
    "Confidence",
    "Import",
]

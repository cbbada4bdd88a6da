"""The saved document (`*.probe32`): which DLL, which declarations, which functions; read and written without loss."""

from .document import SCHEMA, DllIdentity, Example, Project, ProjectFunction
from .identity import Change, change_of, identify
from .sessions import from_library, open_library
from .storage import load, save

__all__ = [
    "SCHEMA",
    "Change",
    "DllIdentity",
    "Example",
    "Project",
    "ProjectFunction",
    "change_of",
    "from_library",
    "identify",
    "load",
    "open_library",
    "save",
]

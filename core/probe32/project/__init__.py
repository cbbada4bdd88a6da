"""The saved document (`*.probe32`): which DLL, which declarations, which functions; read and written without loss."""

from .comparison import Affected, Comparison, compare_project
from .document import SCHEMA, DllIdentity, Example, Project, ProjectFunction
from .examples import example_arguments, example_of, example_result
from .identity import Change, Kind, change_of, identify
from .recorded_exports import record_exports
from .sessions import from_library, open_library
from .storage import load, save

__all__ = [
    "SCHEMA",
    "Affected",
    "Change",
    "Comparison",
    "DllIdentity",
    "Example",
    "Kind",
    "Project",
    "ProjectFunction",
    "change_of",
    "compare_project",
    "example_arguments",
    "example_of",
    "example_result",
    "from_library",
    "identify",
    "load",
    "open_library",
    "record_exports",
    "save",
]

"""The saved document (`*.probe32`): which DLL, which declarations, which functions; read and written without loss."""

from .backups import Backup, Backups
from .comparison import Affected, Comparison, compare_project
from .document import SCHEMA, DllIdentity, Example, ImportedHeader, Project, ProjectFunction
from .examples import example_arguments, example_of, example_result
from .header_changes import changed_headers, record_headers
from .identity import Change, Kind, change_of, identify
from .recorded_exports import record_exports
from .sessions import from_library, open_library
from .storage import load, save

__all__ = [
    "SCHEMA",
    "Affected",
    "Backup",
    "Backups",
    "Change",
    "Comparison",
    "DllIdentity",
    "Example",
    "ImportedHeader",
    "Kind",
    "Project",
    "ProjectFunction",
    "change_of",
    "changed_headers",
    "compare_project",
    "example_arguments",
    "example_of",
    "example_result",
    "from_library",
    "identify",
    "load",
    "open_library",
    "record_exports",
    "record_headers",
    "save",
]

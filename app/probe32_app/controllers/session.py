"""What is open now, shared by the controllers; every change is announced."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from probe32.abi.types import Convention
from probe32.library import Function, Library
from probe32.pe.facts import Export, ExportKind
from probe32.project import Project

Texts = dict[str, dict[str, str]]


class Session(QObject):
    """One library at most, the export in focus, and what a person has typed for it. No I/O happens here."""

    library_changed = Signal()
    export_changed = Signal()
    signatures_changed = Signal()
    state_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library: Library | None = None
        self.export: Export | None = None
        self.project: Project | None = None
        self.project_path: Path | None = None
        self.unsaved = False
        self.calling = False
        self.headers: list[str] = []
        self.drafts: dict[int, str] = {}
        self.arguments: Texts = {}

    @property
    def function(self) -> Function | None:
        """The signature of the export in focus, or None."""
        return self.function_of(self.export) if self.export else None

    @property
    def document_name(self) -> str:
        """What the window is about: the project's file name, else the DLL's; "" when nothing is open."""
        if self.project_path:
            return self.project_path.name
        return self.library.path.name if self.library else ""

    def function_of(self, export: Export) -> Function | None:
        """The signature of an export, or None."""
        functions = self.library.functions.values() if self.library else ()
        return next((each for each in functions if each.export.ordinal == export.ordinal), None)

    def signed(self) -> frozenset[int]:
        """The ordinals of the exports that have a signature."""
        return frozenset(self.conventions())

    def conventions(self) -> dict[int, Convention]:
        """The conventions that signatures give to exports, by ordinal."""
        functions = self.library.functions.values() if self.library else ()
        return {each.export.ordinal: each.signature.convention for each in functions}

    def set_library(self, library: Library | None, arguments: Texts) -> None:
        """Take over another library, or none; `arguments` are the texts used with it before."""
        self.library = library
        self.export = None
        self.project = None
        self.project_path = None
        self.unsaved = False
        self.headers = []
        self.drafts = {}
        self.arguments = arguments
        self.library_changed.emit()
        self.signatures_changed.emit()
        self.state_changed.emit()

    def set_export(self, export: Export | None) -> None:
        """Put an export into focus."""
        self.export = export
        self.export_changed.emit()
        self.state_changed.emit()

    def set_project(self, project: Project, path: Path) -> None:
        """What was just loaded or saved."""
        self.project = project
        self.project_path = path
        self.unsaved = False
        self.headers = list(project.headers)
        self.state_changed.emit()

    def set_calling(self, calling: bool) -> None:
        """A call begins or has ended."""
        self.calling = calling
        self.state_changed.emit()

    def touch(self) -> None:
        """Signatures have changed, and are not saved."""
        self.unsaved = True
        self.signatures_changed.emit()
        self.state_changed.emit()


def is_callable(export: Export) -> bool:
    """Whether there is something to call: functions and forwarders, not data."""
    return export.kind is not ExportKind.DATA

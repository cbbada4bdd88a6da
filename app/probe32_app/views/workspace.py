"""Everything about the open DLL: the function in focus in the middle, and the panels around it as docks."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from probe32.pe.facts import Export

from ..models.exports import ExportsModel
from ..translating import tr
from ..widgets.theme import Theme
from .actions import Actions
from .code_panel import CodePanel
from .dependencies_panel import DependenciesPanel
from .docks import Area, Docks
from .exports_panel import ExportsPanel
from .function_page import FunctionPage
from .memory_panel import MemoryPanel
from .preview_panel import PreviewPanel
from .types_panel import TypesPanel


class Workspace(QMainWindow):
    """The main page: a window of its own within the window, so that docks belong to what is open."""

    def __init__(self, exports: ExportsModel, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = FunctionPage(actions, theme)
        self.signature, self.call, self.result = self.page.signature, self.page.call, self.page.result
        self.exports = ExportsPanel(exports, theme)
        self.types = TypesPanel(actions, theme)
        self.memory = MemoryPanel(theme)
        self.code = CodePanel(theme)
        self.preview = PreviewPanel(actions, theme)
        self.dependencies = DependenciesPanel(theme)
        self.docks = Docks(self, theme)
        self.setAcceptDrops(False)  # files are for the window around it
        self.setCentralWidget(self.page)
        self.setContentsMargins(8, 4, 8, 4)
        self.docks.add("exports", tr("Exports"), self.exports, Area.LEFT)
        self.docks.add("code", tr("Code"), self.code, Area.RIGHT)
        self.docks.add("memory", tr("Memory"), self.memory, Area.RIGHT)
        self.docks.add("types", tr("Types"), self.types, Area.RIGHT)
        self.docks.add("wrapper", tr("Wrapper"), self.preview, Area.RIGHT)
        self.docks.add("dependencies", tr("Needs"), self.dependencies, Area.RIGHT)

    def flush(self) -> None:
        """Let edits that wait for a pause take effect now."""
        self.signature.flush()
        self.types.view.flush()

    def show_types(self, name: str) -> None:
        """Turn to a declared type."""
        self.docks.show("types")
        self.types.select(name)

    def show_code(self) -> None:
        """Turn to the instructions of the export."""
        self.docks.show("code")
        self.code.view.setFocus()

    def show_preview(self) -> None:
        """Turn to the wrapper's code."""
        self.docks.show("wrapper")

    def show_export(self, export: Export, comment: str = "") -> None:
        """Say which export the middle is about, and what its header says of it."""
        self.page.show_export(export, comment)

    def show_nothing_chosen(self, *, exporting: bool = True) -> None:
        """Say that an export is to be chosen, or that the DLL has none."""
        self.page.show_nothing_chosen(exporting=exporting)
        self.code.show_nothing()

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self.page.set_theme(theme)
        self.docks.set_theme(theme)

    def layout_state(self) -> dict[str, QByteArray]:
        """What to remember of how everything is arranged."""
        splitters = {name: each.saveState() for name, each in self._splitters().items()}
        return {"docks": self.docks.state(), "exports_table": self.exports.columns_state(), **splitters}

    def restore_layout(self, blobs: dict[str, QByteArray]) -> None:
        """Arrange everything as it was; empty states change nothing."""
        self.docks.restore(blobs["docks"])
        self.exports.restore_columns(blobs["exports_table"])
        for name, each in self._splitters().items():
            if not blobs[name].isEmpty():
                each.restoreState(blobs[name])

    def showEvent(self, event: QShowEvent) -> None:
        """Bring back the docks that float."""
        super().showEvent(event)
        if not event.spontaneous():
            self.docks.bring_back()

    def hideEvent(self, event: QHideEvent) -> None:
        """Without a DLL nothing floats about."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.docks.put_away()

    def _splitters(self) -> dict[str, QSplitter]:
        return {
            "function": self.page.parts,
            "results": self.page.results,
            "memory": self.memory.splitter,
            "dependencies": self.dependencies.splitter,
        }

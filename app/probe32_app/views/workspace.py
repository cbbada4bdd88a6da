"""Everything about the open DLL: its exports, and for the chosen one signature, call and wrapper."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from probe32.pe.facts import Confidence, Export, ExportKind

from ..models.exports import ExportsModel, convention_text, evidence_text
from ..widgets.labels import ElidedLabel, label, restyle, selectable
from ..widgets.theme import Theme
from .actions import Actions
from .call_panel import CallPanel
from .code_panel import CodePanel
from .exports_panel import ExportsPanel
from .memory_panel import MemoryPanel
from .preview_panel import PreviewPanel
from .result_panel import ResultPanel
from .signature_panel import SignaturePanel
from .types_panel import TypesPanel

_NOT_CALLABLE = {
    ExportKind.DATA: "This export is data, not a function: there is nothing to call.",
    ExportKind.FORWARD: "This export leads on to another DLL; it is called like any other.",
}


class Workspace(QWidget):
    """The main page. `code_shown`, `preview_shown` and `memory_shown` are emitted when that tab comes into sight."""

    code_shown = Signal()
    preview_shown = Signal()
    memory_shown = Signal()

    def __init__(self, exports: ExportsModel, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.exports = ExportsPanel(exports, theme)
        self.signature = SignaturePanel(actions, theme)
        self.call = CallPanel(actions, theme)
        self.result = ResultPanel(theme)
        self.types = TypesPanel(actions, theme)
        self.memory = MemoryPanel(theme)
        self.code = CodePanel(theme)
        self.preview = PreviewPanel(actions, theme)
        self.tabs = QTabWidget()
        self._title = selectable(label(role="title", scale=1.45))
        self._facts = ElidedLabel()
        self._chip = label(role="chip")
        self._pages = QStackedWidget()
        self._arrange()
        self.tabs.currentChanged.connect(self._on_tab)
        self.show_export(None)

    @property
    def preview_visible(self) -> bool:
        """Whether the wrapper's tab is the current one."""
        return self.tabs.currentWidget() is self.preview

    @property
    def code_visible(self) -> bool:
        """Whether the tab with the instructions is the current one."""
        return self.tabs.currentWidget() is self.code

    @property
    def chip_text(self) -> str:
        """What stands beside the export's name: its likely convention."""
        return self._chip.text()

    @property
    def chip_tip(self) -> str:
        """The reasons for it, a line each."""
        return self._chip.toolTip()

    def flush(self) -> None:
        """Let edits that wait for a pause take effect now."""
        self.signature.flush()
        self.types.view.flush()

    def show_types(self, name: str) -> None:
        """Turn to a declared type."""
        self.tabs.setCurrentWidget(self.types)
        self.types.select(name)

    def show_code(self) -> None:
        """Turn to the instructions of the export."""
        self.tabs.setCurrentWidget(self.code)
        self.code.view.setFocus()

    def show_preview(self) -> None:
        """Turn to the wrapper's code."""
        self.tabs.setCurrentWidget(self.preview)

    def show_export(self, export: Export | None, comment: str = "") -> None:
        """Say which export everything on the right is about (None: none is chosen), and what its header says of it."""
        self._pages.setCurrentIndex(0 if export is None else 1)
        if export is None:
            return
        self._title.setText(export.undecorated or export.symbol)
        facts = [f"exported as {export.name}"] if export.undecorated and export.name else []
        facts += [f"ordinal {export.ordinal}", f"RVA {export.rva:#x}"] if export.rva else [f"ordinal {export.ordinal}"]
        facts += [comment] if comment else []
        note = _NOT_CALLABLE.get(export.kind, "")
        self._facts.set_text(" · ".join(facts) + (f" — {note}" if note else ""))
        self._chip.setText(_chip_text(export))
        self._chip.setToolTip(evidence_text(export))
        sure = export.convention.confidence is Confidence.HIGH and export.kind is ExportKind.FUNCTION
        restyle(self._chip, "tone", "accent" if sure else "")

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        for part in (self.exports, self.signature, self.call, self.result, self.types, self.memory):
            part.set_theme(theme)
        self.code.set_theme(theme)
        self.preview.set_theme(theme)

    def splitters(self) -> dict[str, QSplitter]:
        """The splitters whose positions are remembered."""
        return {
            "exports": self._outer,
            "columns": self._columns,
            "results": self._results,
            "memory": self.memory.splitter,
        }

    def _arrange(self) -> None:
        self._results = _splitter(Qt.Orientation.Vertical, self.call, self.result)
        self._columns = _splitter(Qt.Orientation.Horizontal, self.signature, self._results)
        self._columns.setSizes([500, 420])
        self._results.setSizes([170, 250])
        self.tabs.addTab(self._columns, "&Signature and call")
        self.tabs.addTab(self.types, "&Types")
        self.tabs.addTab(self.memory, "&Memory")
        self.tabs.addTab(self.code, "C&ode")
        self.tabs.addTab(self.preview, "Wrapper co&de")
        self.tabs.setDocumentMode(True)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._facts, 1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(4, 2, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        self._pages.addWidget(_nothing_chosen())
        self._pages.addWidget(right)
        self._outer = _splitter(Qt.Orientation.Horizontal, self.exports, self._pages)
        self._outer.setSizes([370, 890])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 8, 8, 4)
        outer.addWidget(self._outer)

    def _on_tab(self) -> None:
        if self.preview_visible:
            self.preview_shown.emit()
        elif self.code_visible:
            self.code_shown.emit()
        elif self.tabs.currentWidget() is self.memory:
            self.memory_shown.emit()


def _chip_text(export: Export) -> str:
    known = export.kind is not ExportKind.FUNCTION or export.convention.guess is not None
    return convention_text(export) if known else "convention not evident"


def _splitter(orientation: Qt.Orientation, *parts: QWidget) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setHandleWidth(8)
    splitter.setChildrenCollapsible(False)
    for at, part in enumerate(parts):
        splitter.addWidget(part)
        splitter.setStretchFactor(at, at)
    return splitter


def _nothing_chosen() -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.addStretch()
    column.addWidget(label("Choose an export on the left.", "muted"), 0, Qt.AlignmentFlag.AlignCenter)
    column.addStretch()
    return page

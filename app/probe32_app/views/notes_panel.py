"""Notes of the project and of the function in focus."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from ..translating import tr
from ..widgets.labels import label
from ..widgets.theme import Theme


class NotesPanel(QFrame):
    """Two fields for plain text; `function_edited` and `project_edited` carry what a person has typed so far."""

    function_edited = Signal(str)
    project_edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.function = QPlainTextEdit()
        self.project = QPlainTextEdit()
        self._title = label(role="muted")
        self._showing = False
        split = QSplitter(self)
        split.setOrientation(split.orientation().Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(_part(self._title, self.function))
        split.addWidget(_part(label(tr("Project"), "muted"), self.project))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.addWidget(split)
        for field, edited in ((self.function, self.function_edited), (self.project, self.project_edited)):
            field.setTabChangesFocus(True)
            field.textChanged.connect(lambda field=field, edited=edited: self._on_changed(field, edited))
        self.project.setAccessibleName(tr("Notes of the project"))
        self.project.setPlaceholderText(tr("What a colleague should know of this DLL"))
        self.show_notes("", "", "", project=False)

    def show_notes(self, name: str, function: str, notes: str, *, project: bool) -> None:
        """Show what there is; `name` is the function's, "" when none that has a signature is in focus."""
        self._title.setText(name or tr("No function with a signature is chosen"))
        self.function.setAccessibleName(tr("Notes of {name}").format(name=name) if name else tr("Notes of a function"))
        self.function.setPlaceholderText(tr("What to mind when calling it") if name else "")
        self._showing = True
        for field, text, enabled in ((self.function, function, bool(name)), (self.project, notes, project)):
            field.setEnabled(enabled)
            if field.toPlainText() != text:
                field.setPlainText(text)
        self._showing = False

    def set_theme(self, theme: Theme) -> None:
        """Nothing here has colours of its own."""

    def _on_changed(self, field: QPlainTextEdit, edited: SignalInstance) -> None:
        if not self._showing:
            edited.emit(field.toPlainText())


def _part(title: QWidget, field: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(title)
    column.addWidget(field, 1)
    return box

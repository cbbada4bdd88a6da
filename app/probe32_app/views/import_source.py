"""Where declarations come from: a header with its include folders and macros, or a text."""

from __future__ import annotations

import os

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ..translating import tr
from ..widgets.labels import label
from ..widgets.prototype_editor import PrototypeEditor
from ..widgets.theme import Theme


class HeaderSource(QWidget):
    """Include folders and macros of a header; `changed` is emitted when it is to be read again."""

    changed = Signal()

    def __init__(self, folders: str, macros: str) -> None:
        super().__init__()
        self.folders = QLineEdit(folders)
        self.folders.setPlaceholderText(
            tr("folders in which #include looks, separated by {pathsep}").format(pathsep=os.pathsep)
        )
        self.macros = QLineEdit(macros)
        self.macros.setPlaceholderText(tr("NAME or NAME=VALUE, separated by spaces"))
        browse, again = QPushButton(tr("&Add folder…")), QPushButton(tr("&Read again"))
        browse.setAutoDefault(False)
        again.setAutoDefault(False)
        browse.clicked.connect(self._on_browse)
        again.clicked.connect(self.changed)
        for line in (self.folders, self.macros):
            line.editingFinished.connect(self._on_finished)
        self._known = self._state
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        parts = ((tr("&Include folders"), self.folders, browse), (tr("&Macros"), self.macros, again))
        for row, (words, line, button) in enumerate(parts):
            caption = label(words, "muted")
            caption.setBuddy(line)
            for column, each in enumerate((caption, line, button)):
                grid.addWidget(each, row, column)

    @property
    def include_dirs(self) -> list[str]:
        """The folders, without empty ones."""
        return [each.strip() for each in self.folders.text().split(os.pathsep) if each.strip()]

    @property
    def defines(self) -> dict[str, str]:
        """The macros; one without a value is 1, as compilers have it."""
        pairs = (each.partition("=") for each in self.macros.text().split())
        return {name: value if sign else "1" for name, sign, value in pairs if name}

    @property
    def _state(self) -> tuple[str, str]:
        return self.folders.text(), self.macros.text()

    def _on_finished(self) -> None:
        if self._state != self._known:
            self._known = self._state
            self.changed.emit()

    def _on_browse(self) -> None:
        dialog = QFileDialog(self, tr("Folder with headers"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_folder)
        dialog.open()

    def _on_folder(self, path: str) -> None:
        self.folders.setText(os.pathsep.join([*self.include_dirs, path]))
        self._on_finished()


class TextSource(QWidget):
    """C text that may still be edited; `changed` is emitted when a person pauses."""

    changed = Signal()

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__()
        self.editor = PrototypeEditor(theme)
        self.editor.setAccessibleName(tr("Pasted C text"))
        self.editor.set_lines(7)
        self.editor.set_text(text)
        self.editor.edited.connect(lambda _: QTimer.singleShot(0, self, self.changed.emit))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.editor)

    @property
    def text(self) -> str:
        """What it says now."""
        return self.editor.toPlainText()

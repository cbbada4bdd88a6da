"""Where the wrapper goes and which runtime it uses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from probe32.codegen import Wanted

from ..widgets.labels import label, restyle
from ..widgets.wrapper_options import WrapperOptions


class ExportDialog(QDialog):
    """Emits `export_requested` with the folder and what is `Wanted`; `wanted` is what the form begins with."""

    export_requested = Signal(str, object)

    def __init__(self, parent: QWidget, folder: str, wanted: Wanted, summary: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export wrapper")
        self.folder = QLineEdit(folder)
        self.folder.setMinimumWidth(420)
        self.package = QLineEdit()
        self.package.setPlaceholderText("made from the DLL's name")
        self.options = WrapperOptions()
        self.options.show_wanted(wanted)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._write = self.buttons.addButton("&Export", QDialogButtonBox.ButtonRole.AcceptRole)
        restyle(self._write, "primary", True)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        self.folder.textChanged.connect(lambda text: self._write.setEnabled(bool(text.strip())))
        self._arrange(summary)

    def _arrange(self, summary: str) -> None:
        browse = QPushButton("&Browse…")
        browse.clicked.connect(self._on_browse)
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(browse)
        form = QFormLayout()
        caption = label("&Folder")
        caption.setBuddy(self.folder)
        form.addRow(caption, row)
        form.addRow("&Package", self.package)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        column.addWidget(label("Write a Python package", "title", scale=1.2))
        column.addWidget(label(summary, "muted", wrap=True))
        column.addLayout(form)
        column.addWidget(self.options)
        column.addWidget(self.buttons)

    def _on_browse(self) -> None:
        dialog = QFileDialog(self, "Folder for the wrapper", str(Path(self.folder.text()).parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def _on_accepted(self) -> None:
        self.export_requested.emit(self.folder.text().strip(), self.options.wanted(self.package.text().strip()))
        self.accept()

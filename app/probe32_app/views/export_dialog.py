"""What a project is written as, and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from probe32.codegen import Wanted, Way

from ..translating import tr
from ..widgets.labels import label, restyle
from ..widgets.wrapper_options import WrapperOptions


@dataclass(frozen=True)
class ExportChoice:
    """What was chosen: the way out, the folder, what is wanted there; `recording` is a file to make tests of, or ""."""

    way: Way
    folder: str
    wanted: Wanted = field(default_factory=Wanted)
    recording: str = ""


def _ways() -> dict[Way, tuple[str, str]]:
    """The title of each way, and what it gives."""
    return {
        Way.WRAPPER: (
            tr("Python package"),
            tr("Calls the DLL from 64-bit Python: a typed client, the server for the 32-bit side, a self-test."),
        ),
        Way.TESTS: (
            tr("Regression tests"),
            tr("pytest files from the pinned calls and from a recording. They run with the DLL, or without it."),
        ),
        Way.NOTEBOOK: (
            tr("Jupyter notebook"),
            tr("Declarations, pinned calls, sequences and sweeps as cells to run and to change."),
        ),
        Way.HEADER: (tr("C header"), tr("The types and prototypes for a C compiler, and for another import.")),
        Way.JSON: (tr("Signatures as JSON"), tr("Functions, structs, enums and constants for other programs.")),
        Way.MARKDOWN: (tr("Reference in Markdown"), tr("Functions, struct layouts and constants to read in a wiki.")),
        Way.HTML: (tr("Reference as a web page"), tr("One page that needs no other file, on screen and on paper.")),
    }


class ExportDialog(QDialog):
    """Emits `export_requested` with an `ExportChoice`; `wanted` is what the form for a package begins with."""

    export_requested = Signal(object)

    def __init__(self, parent: QWidget, folder: str, wanted: Wanted, summary: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self.ways = QListWidget()
        self.about = label("", "muted", wrap=True)
        self.folder = QLineEdit(folder)
        self.folder.setMinimumWidth(360)
        self.package = QLineEdit()
        self.package.setPlaceholderText(tr("made from the DLL's name"))
        self.options = WrapperOptions()
        self.options.show_wanted(wanted)
        self.recording = QLineEdit()
        self.recording.setPlaceholderText(tr("none: only the pinned calls"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._write = self.buttons.addButton(tr("&Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._write.setDefault(True)
        restyle(self._write, "primary", True)
        self._form = QFormLayout()
        self._recording_row = self._with_browse(self.recording, self._on_browse_recording)
        self._arrange(summary)
        self._connect()
        self.choose(Way.WRAPPER)

    @property
    def way(self) -> Way:
        """The way that is chosen."""
        return Way(self.ways.currentItem().data(Qt.ItemDataRole.UserRole))

    def choose(self, way: Way) -> None:
        """Choose a way, as a click on it does."""
        self.ways.setCurrentRow(list(Way).index(way))

    def _arrange(self, summary: str) -> None:
        self.ways.setAccessibleName(tr("What to write"))
        self.ways.setSpacing(3)
        for way, (title, about) in _ways().items():
            item = QListWidgetItem(title, self.ways)
            item.setData(Qt.ItemDataRole.UserRole, way.value)
            item.setToolTip(about)
        self.ways.setFixedWidth(self.ways.sizeHintForColumn(0) + 28)
        self.ways.setMinimumHeight((self.ways.sizeHintForRow(0) + 6) * self.ways.count() + 8)
        caption = label(tr("&Folder"))
        caption.setBuddy(self.folder)
        self._form.addRow(caption, self._with_browse(self.folder, self._on_browse))
        self._form.addRow(tr("&Name"), self.package)
        recording = label(tr("Re&cording"))
        recording.setBuddy(self.recording)
        self.folder.setAccessibleName(tr("Folder to write to"))
        self.recording.setAccessibleName(tr("Recording to make tests of"))
        self._form.addRow(recording, self._recording_row)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.about)
        right.addLayout(self._form)
        right.addWidget(self.options)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.ways)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        column.addWidget(label(tr("Export"), "title", scale=1.2))
        column.addWidget(label(summary, "muted", wrap=True))
        column.addLayout(row, 1)
        column.addWidget(self.buttons)

    def _connect(self) -> None:
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        self.folder.textChanged.connect(lambda text: self._write.setEnabled(bool(text.strip())))
        self.ways.currentRowChanged.connect(lambda _: self._on_way())
        self.ways.itemActivated.connect(lambda _: self._write.click())

    def _with_browse(self, field: QLineEdit, browse: object) -> QWidget:
        button = QPushButton(tr("&Browse…") if field is self.folder else tr("Br&owse…"))
        button.setAutoDefault(False)
        button.clicked.connect(browse)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(field, 1)
        row.addWidget(button)
        return box

    def _on_way(self) -> None:
        self.about.setText(_ways()[self.way][1])
        self.options.setVisible(self.way is Way.WRAPPER)
        self._form.setRowVisible(self._recording_row, self.way is Way.TESTS)

    def _on_browse(self) -> None:
        dialog = QFileDialog(self, tr("Folder to write into"), str(Path(self.folder.text()).parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def _on_browse_recording(self) -> None:
        dialog = QFileDialog(self, tr("Recording"), self.folder.text(), tr("Recordings (*.json);;All files (*)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.recording.setText)
        dialog.open()

    def _on_accepted(self) -> None:
        recording = self.recording.text().strip() if self.way is Way.TESTS else ""
        wanted = self.options.wanted(self.package.text().strip())
        self.export_requested.emit(ExportChoice(self.way, self.folder.text().strip(), wanted, recording))
        self.accept()

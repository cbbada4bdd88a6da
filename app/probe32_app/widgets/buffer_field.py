"""The field for bytes: typed as text or as hexadecimal digits, or the content of a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMenu

from probe32.abi.text import HEX

from ..models.arguments import NULL, ArgumentSpec
from ..models.buffers import buffer_bytes, hex_spelling, size_text, text_spelling
from ..translating import tr
from .argument_field import FileQuestion
from .line_fields import ArgumentLine, LineField


class BufferLine(ArgumentLine):
    """Takes a file that is dropped on it by its name."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file of this machine, or text as usual."""
        if _dropped(event) is not None:
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Refer to the file."""
        path = _dropped(event)
        if path is None:
            super().dropEvent(event)
        else:
            event.acceptProposedAction()
            self.replace(f"@{path}")


class BufferField(LineField):
    """Bytes; a file is named, not read, until the call is made. Their number stands beside them."""

    has_commands = True

    def __init__(self, spec: ArgumentSpec) -> None:
        self._sizes: dict[str, int] = {}
        super().__init__(spec, BufferLine())
        self.line.setAcceptDrops(True)
        self.line.setToolTip(tr("Text, hex:00 1F FF, an address, or @file; a file can be dropped here"))

    def fill_menu(self, menu: QMenu) -> None:
        """A file, other ways to write the same bytes, pointers, and what was given before."""
        menu.addAction(tr("Take the bytes from a &file…")).triggered.connect(self.browse)
        menu.addAction(tr("Write them as &text")).triggered.connect(lambda: self.rewrite(as_text=True))
        menu.addAction(tr("Write them as he&xadecimal digits")).triggered.connect(lambda: self.rewrite(as_text=False))
        super().fill_menu(menu)

    def set_editor_text(self, text: str) -> None:
        """Show it; a null that is not marked by the switch is left out."""
        super().set_editor_text("" if text == NULL else text)

    def element_count(self) -> int | None:
        """The number of bytes; None for an address and for what makes no sense."""
        return self._size() if self.text() != NULL else None

    def _size(self) -> int | None:
        text = self.line.text()
        if text.startswith("@"):
            return self._sizes.get(text[1:])
        data = buffer_bytes(text)
        return None if data is None else len(data)

    def take_answer(self, question: FileQuestion, found: int | list[str] | OSError) -> None:
        """The size of the file that is named."""
        before, self._sizes = self._sizes, {question.path: found} if isinstance(found, int) else {}
        if self.line.text() == f"@{question.path}" and self._sizes != before:
            self._show_size(self.line.text())
            self.changed.emit()

    def commit(self) -> None:
        """Ask for the size of the file again: it may have been written since it was named."""
        if self.text().startswith("@"):
            self.file_asked.emit(FileQuestion(self.text()[1:]))

    def _on_text(self, text: str) -> None:
        if text.startswith("@"):
            self._sizes = {}
            self.file_asked.emit(FileQuestion(text[1:]))
        self._show_size(text)

    def _show_size(self, text: str) -> None:
        size = self._size() if text else None
        self.set_note("" if size is None else size_text(size))

    def rewrite(self, *, as_text: bool) -> None:
        """Write the bytes in another way; nothing happens where there are none, or they are no text."""
        data = buffer_bytes(self.line.text())
        if data is None:
            data = b"" if not self.line.text() else None
        if data is None:
            return
        spelling = text_spelling(data) if as_text else hex_spelling(data) or HEX
        if spelling is not None:
            self.line.replace(spelling)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def browse(self) -> None:
        """Ask for a file."""
        dialog = QFileDialog(self, tr("Bytes for {name}").format(name=self.spec.name))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.take(f"@{Path(path)}"))
        dialog.open()


def _dropped(event: QDropEvent) -> Path | None:
    """The one file of this machine that is dragged."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None

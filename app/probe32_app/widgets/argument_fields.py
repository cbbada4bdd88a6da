"""One editor for each kind of argument."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPlainTextEdit, QToolButton

from ..models.arguments import ArgumentSpec, FieldKind
from .argument_field import ArgumentField, PointerOffers
from .labels import droppless_line, monospaced
from .pointer_button import PointerButton

_PLACEHOLDERS = {
    FieldKind.FLOAT: "a number, such as 0.5 or 1e-3",
    FieldKind.TEXT: "text",
    FieldKind.BUFFER: "text, a JSON list of bytes, or @file",
    FieldKind.CALLBACK: "a Python lambda, a constant to return, or record",
    FieldKind.ADDRESS: "an address, such as 0x00a31f40",
}


class ReplacingLine(QLineEdit):
    """Selects its text when it is clicked into, so that typing replaces what was there."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select after the click has placed its cursor."""
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.MouseFocusReason:
            QTimer.singleShot(0, self, self.selectAll)


class LineField(ArgumentField):
    """One line of text, for numbers, text, addresses and callbacks."""

    def __init__(self, spec: ArgumentSpec) -> None:
        self.line = QLineEdit() if spec.kind is FieldKind.TEXT else ReplacingLine()
        super().__init__(spec, self.line)
        self.line.setPlaceholderText(_PLACEHOLDERS.get(spec.kind, ""))
        if spec.kind is not FieldKind.TEXT:
            monospaced(self.line)
        self.line.textChanged.connect(self.changed)

    def offer_pointers(self, offers: PointerOffers) -> None:
        """A button with the pointers to choose from, where an address is wanted."""
        if self.spec.kind in (FieldKind.ADDRESS, FieldKind.BUFFER):
            self.add_button(PointerButton(self.spec, offers, self.set_text))

    def editor_text(self) -> str:
        """What is shown."""
        return self.line.text()

    def set_editor_text(self, text: str) -> None:
        """Show it."""
        self.line.setText(text)


class IntegerField(LineField):
    """A whole number, decimal or `0x…`; arrow keys step it within its range; the other notation stands beside it."""

    def __init__(self, spec: ArgumentSpec) -> None:
        super().__init__(spec)
        least, greatest = spec.range
        self.line.setPlaceholderText(f"{least} … {greatest}")
        self.line.setToolTip(f"{spec.type_text}: {least} to {greatest}, decimal or 0x…")
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._on_text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Step with the arrow and page keys."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}.get(
                Qt.Key(event.key()), 0
            )
            if by:
                self._step(by)
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        number = parse_integer(self.line.text())
        if number is not None:
            least, greatest = self.spec.range
            stepped = min(max(number + by, least), greatest)
            self.line.setText(hex(stepped) if "x" in self.line.text().lower() else str(stepped))

    def _on_text(self, text: str) -> None:
        number = parse_integer(text)
        if number is None or -10 < number < 10:
            self.set_note("")
        else:
            self.set_note(str(number) if "x" in text.lower() else hex_of(number, self.spec.range))


class BooleanField(ArgumentField):
    """`false` or `true`."""

    def __init__(self, spec: ArgumentSpec) -> None:
        self.box = QComboBox()
        self.box.addItems(["false", "true"])
        super().__init__(spec, self.box)
        self.box.currentIndexChanged.connect(lambda _: self.changed.emit())

    def editor_text(self) -> str:
        """What is shown."""
        return self.box.currentText()

    def set_editor_text(self, text: str) -> None:
        """Show it."""
        self.box.setCurrentIndex(1 if text.strip().lower() in ("true", "1") else 0)


class EnumerationField(ArgumentField):
    """A named value from a list, or any number typed by hand."""

    def __init__(self, spec: ArgumentSpec) -> None:
        self.box = QComboBox()
        self.box.setLineEdit(droppless_line())
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for name, value in spec.choices:
            self.box.addItem(name)
            self.box.setItemData(self.box.count() - 1, f"{name} = {value}", Qt.ItemDataRole.ToolTipRole)
        super().__init__(spec, self.box)
        self._values = dict(spec.choices)
        self.box.editTextChanged.connect(self._on_text)

    def editor_text(self) -> str:
        """What is shown."""
        return self.box.currentText()

    def set_editor_text(self, text: str) -> None:
        """Show it."""
        self.box.setEditText(text)

    def _on_text(self, text: str) -> None:
        value = self._values.get(text.strip())
        self.set_note("" if value is None else f"= {value}")
        self.changed.emit()


class JsonField(ArgumentField):
    """A struct or an array as JSON over several lines; the height follows the text up to a limit."""

    def __init__(self, spec: ArgumentSpec) -> None:
        self.box = QPlainTextEdit()
        super().__init__(spec, self.box)
        self.box.setTabChangesFocus(True)
        self.box.setToolTip("JSON: an object for a struct, a list for an array; @file for bytes from a file")
        monospaced(self.box)
        self.box.textChanged.connect(self._on_text)
        self._on_text()

    def editor_text(self) -> str:
        """What is shown."""
        return self.box.toPlainText()

    def set_editor_text(self, text: str) -> None:
        """Show it."""
        self.box.setPlainText(pretty_json(text))

    def _on_text(self) -> None:
        lines = min(max(self.box.document().blockCount(), 1), 7)
        self.box.setFixedHeight(round(QFontMetricsF(self.box.font()).lineSpacing() * lines) + 18)
        self.changed.emit()


class BufferField(LineField):
    """Bytes: typed, or from a file that a button lets one choose."""

    def __init__(self, spec: ArgumentSpec) -> None:
        super().__init__(spec)
        browse = QToolButton()
        browse.setText("File…")
        browse.setProperty("toggle", True)
        browse.setToolTip("Take the bytes from a file")
        browse.setAccessibleName(f"Choose a file for {spec.name}")
        browse.clicked.connect(self._on_browse)
        self.add_button(browse)

    def _on_browse(self) -> None:
        dialog = QFileDialog(self, f"Bytes for {self.spec.name}")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.set_text(f"@{Path(path)}"))
        dialog.open()


_FIELDS: dict[FieldKind, type[LineField | BooleanField | EnumerationField | JsonField]] = {
    FieldKind.INTEGER: IntegerField,
    FieldKind.BOOLEAN: BooleanField,
    FieldKind.ENUMERATION: EnumerationField,
    FieldKind.JSON: JsonField,
    FieldKind.BUFFER: BufferField,
}


def make_field(spec: ArgumentSpec) -> ArgumentField:
    """The field for `spec`, with its initial text."""
    field = _FIELDS.get(spec.kind, LineField)(spec)
    field.set_text(spec.initial)
    return field


def parse_integer(text: str) -> int | None:
    """The whole number that `text` spells in C's or Python's way, or None."""
    try:
        return int(text.strip(), 0)
    except ValueError:
        return None


def hex_of(number: int, limits: tuple[int, int]) -> str:
    """`number` in hex as its two's complement of the width that `limits` imply."""
    bits = (limits[1] - limits[0]).bit_length()
    return f"0x{number & ((1 << bits) - 1):0{bits // 4}x}"


def pretty_json(text: str) -> str:
    """JSON spread over lines where one line would be long; anything else as it is."""
    if len(text) <= 48:
        return text
    try:
        value = json.loads(text)
    except ValueError:
        return text
    if isinstance(value, list) and not any(isinstance(each, (list, dict)) for each in value):
        return text
    return json.dumps(value, indent=2, ensure_ascii=False)

"""Fields of one line: text of any kind, whole numbers, other numbers."""

from __future__ import annotations

import math
import struct

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu

from probe32.abi.types import Character, Float, resolve

from ..models.arguments import ArgumentSpec, FieldKind
from ..models.notations import Notation, in_memory, in_notation, notation_of, parse_integer
from ..translating import marked, tr
from .argument_field import ArgumentField
from .labels import monospaced

_PLACEHOLDERS = {
    FieldKind.FLOAT: marked("a number, such as 0.5, 1e-3, nan or inf"),
    FieldKind.TEXT: marked("text"),
    FieldKind.BUFFER: marked("text, hex:00 1F, an address, or @file"),
    FieldKind.CALLBACK: marked("a Python lambda, a constant to return, or record"),
    FieldKind.ADDRESS: marked("an address, such as 0x00a31f40"),
    FieldKind.GUID: "{6B29FC40-CA47-1067-B31D-00DD010662DA}",
}
_LONGEST = 100_000_000
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}


class ArgumentLine(QLineEdit):
    """Selects its text when it is clicked into, so that typing replaces what was there.

    `extra` are commands that its context menu shows before the usual ones.
    """

    def __init__(self, *, replacing: bool = True) -> None:
        super().__init__()
        self.setMaxLength(_LONGEST)  # Qt's own limit would cut the text without a word
        self.extra: list[QAction] = []
        self._replacing = replacing

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select after the click has placed its cursor."""
        super().focusInEvent(event)
        if self._replacing and event.reason() is Qt.FocusReason.MouseFocusReason:
            QTimer.singleShot(0, self, self.selectAll)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, and before it the field's own commands."""
        menu = self.createStandardContextMenu()
        if self.extra:
            first = menu.actions()[0]
            menu.insertActions(first, self.extra)
            menu.insertSeparator(first)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos() if not event.globalPos().isNull() else self.mapToGlobal(QPoint(0, self.height())))

    def replace(self, text: str) -> None:
        """Put another text there as typing does: the line's own undo brings the old one back."""
        if text != self.text():
            self.selectAll()
            self.insert(text)


class LineField(ArgumentField):
    """One line of text, for addresses, GUIDs, and as the base of fields that know more."""

    def __init__(self, spec: ArgumentSpec, line: ArgumentLine | None = None) -> None:
        self.line = line or ArgumentLine()
        super().__init__(spec, self.line)
        self.has_commands = self.has_commands or spec.kind is FieldKind.ADDRESS
        self.line.setPlaceholderText(tr(_PLACEHOLDERS.get(spec.kind, "")) if spec.kind in _PLACEHOLDERS else "")
        if spec.kind is not FieldKind.TEXT:
            monospaced(self.line)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._on_text)
        self.line.textChanged.connect(self.changed)

    def fill_menu(self, menu: QMenu) -> None:
        """The pointers to choose from, where an address is wanted, and what was given before."""
        if self.spec.kind in (FieldKind.ADDRESS, FieldKind.BUFFER):
            self.fill_pointers(menu)
        super().fill_menu(menu)

    def editor_text(self) -> str:
        """What is shown."""
        return self.line.text()

    def set_editor_text(self, text: str) -> None:
        """Show it, of a long text the beginning; the line's undo brings back what was there before."""
        if text != self.line.text():
            self.line.replace(text)
            self.line.setCursorPosition(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow and page keys are the field's own."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.line:
            key = Qt.Key(event.key())
            if not event.modifiers() & Qt.KeyboardModifier.AltModifier and key in _STEPS:
                return self.step(_STEPS[key])
        return super().eventFilter(watched, event)

    def step(self, by: int) -> bool:
        """A person pressed an arrow key (by ±1) or a page key (±10); returns whether that meant something."""
        return False

    def _on_text(self, text: str) -> None:
        """The text has changed."""


class IntegerField(LineField):
    """A whole number, decimal, `0x…` or `0b…`; arrow keys step it within its range.

    The other notation stands beside it. Ctrl+B writes it in the next notation, and the context menu in any.
    """

    def __init__(self, spec: ArgumentSpec) -> None:
        super().__init__(spec)
        least, greatest = spec.range
        self.line.setPlaceholderText(f"{least} … {greatest}")
        tip = tr(
            "{type}: {least} to {greatest}, decimal, 0x… or 0b…. Ctrl+B changes the notation, the arrow keys step."
        )
        self.line.setToolTip(tip.format(type=spec.type_text, least=least, greatest=greatest))
        for notation, title in _TITLES.items():
            action = QAction(tr(title), self)
            action.triggered.connect(lambda _=False, notation=notation: self.write_in(notation))
            self.line.extra.append(action)
        cycle = QAction(tr("Next notation"), self.line)
        cycle.setShortcut("Ctrl+B")
        cycle.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        cycle.triggered.connect(lambda: self.write_in(notation_of(self.line.text()).next))
        self.line.addAction(cycle)

    def write_in(self, notation: Notation) -> None:
        """Write the number in another notation; nothing happens to a text that is no number."""
        number = parse_integer(self.line.text())
        if number is not None:
            self.line.replace(in_notation(number, notation, self.spec.range))

    def step(self, by: int) -> bool:
        """To the next number, within the range."""
        number = parse_integer(self.line.text())
        if number is not None:
            least, greatest = self.spec.range
            stepped = min(max(number + by, least), greatest)
            self.line.replace(in_notation(stepped, notation_of(self.line.text()), self.spec.range))
        return True

    def _on_text(self, text: str) -> None:
        number = parse_integer(text)
        if isinstance(resolve(self.spec.shape), Character):
            self.set_note(_character_note(text, number))
        elif self.spec.room_for and number is not None:
            self.set_note(tr("room for {outputs}").format(outputs=", ".join(self.spec.room_for)))
        elif number is None or -10 < number < 10:
            self.set_note("")
        else:
            decimal = notation_of(text) is Notation.DECIMAL
            self.set_note(in_memory(number, self.spec.range) if decimal else str(number))


def _character_note(text: str, number: int | None) -> str:
    """The number of a character, or the character of a number."""
    if number is None:
        return f"= {ord(text)}" if len(text) == 1 else ""
    return repr(chr(number)) if 0x20 <= number < 0x7F else ""


_TITLES = {
    Notation.DECIMAL: marked("Write it in decimal"),
    Notation.HEX: marked("Write it in hexadecimal"),
    Notation.BINARY: marked("Write it in binary"),
}


class FloatField(LineField):
    """A number with a fraction, nan or inf; what a `float` makes of it stands beside it when that is another number."""

    def __init__(self, spec: ArgumentSpec) -> None:
        super().__init__(spec)
        tip = tr("{type}: a number such as 0.5 or 1e-3; also nan, inf and -inf. The arrow keys step by 1.")
        self.line.setToolTip(tip.format(type=spec.type_text))

    def step(self, by: int) -> bool:
        """By one, in the shortest spelling."""
        number = _float(self.line.text())
        if number is not None and math.isfinite(number):
            self.line.replace(repr(number + by))
        return True

    def _on_text(self, text: str) -> None:
        number, kind = _float(text), resolve(self.spec.shape)
        if number is None or not math.isfinite(number) or not isinstance(kind, Float) or kind.size != 4:
            self.set_note("")
            return
        try:
            stored = struct.unpack("<f", struct.pack("<f", number))[0]
        except OverflowError:
            stored = number
        self.set_note("" if stored == number else f"= {stored!r}")


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None

"""The Python console: what was run and what came of it, above the line where it is typed."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ..translating import tr
from ..widgets.buttons import text_button
from ..widgets.console_input import ConsoleInput
from ..widgets.highlight import python_spans
from ..widgets.icons import icon
from ..widgets.labels import ElidedLabel, droppless_line, label, monospaced, panel
from ..widgets.theme import Theme

LINES = 5000
"""Lines of the transcript that are kept."""
_TOKENS = {"error": "danger", "stderr": "danger", "value": "text", "stdout": "text", "note": "text_muted"}
_INPUT = "input"
_COLOURED = 1000
"""Characters of a line that are shown again."""


class ConsolePanel(QWidget):
    """Shows what it is given; `input` emits what is typed. `find_requested` asks for the entries with a text."""

    stop_requested = Signal()
    restart_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: deque[tuple[str, str]] = deque(maxlen=LINES)
        self.transcript = QPlainTextEdit()
        self.input = ConsoleInput(theme)
        self.tip = ElidedLabel()
        self.stop = text_button(tr("Stop"), tr("Interrupt what runs (Ctrl+C)"))
        self.clear = text_button(tr("Clear"), tr("Forget the transcript"))
        self.restart = text_button(tr("Begin afresh"), tr("Forget every name that was defined here"))
        self._prepare()
        self._arrange()
        self.set_theme(theme)
        self.show_running(False)

    def add(self, kind: str, text: str) -> None:
        """Append text: `input`, `value`, `stdout`, `stderr`, `error` or `note`."""
        self._entries.append((kind, text))
        self._write(kind, text)

    def show_running(self, running: bool) -> None:
        """Say whether something runs."""
        self.stop.setEnabled(running)
        self.restart.setEnabled(not running)

    def show_tip(self, text: str) -> None:
        """How the function is called whose arguments are being typed."""
        self.tip.set_text(text)

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours, for what is there too."""
        self._theme = theme
        self.stop.setIcon(icon("stop", theme))
        self.input.set_theme(theme)
        self.transcript.clear()
        for kind, text in self._entries:
            self._write(kind, text)

    def _write(self, kind: str, text: str) -> None:
        bar = self.transcript.verticalScrollBar()
        following = bar.value() >= bar.maximum()
        cursor = QTextCursor(self.transcript.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if kind == _INPUT:
            self._write_input(cursor, text)
        else:
            cursor.insertText(text, self._format(_TOKENS.get(kind, "text")))
        if following:
            bar.setValue(bar.maximum())

    def _write_input(self, cursor: QTextCursor, text: str) -> None:
        lines = text.rstrip("\n").split("\n")
        for number, (line, spans) in enumerate(zip(lines, python_spans(text), strict=False)):
            cursor.insertText(">>> " if number == 0 else "... ", self._format("accent"))
            if len(line) > _COLOURED:  # each colour costs as much as all that are in the line already
                cursor.insertText(f"{line[:_COLOURED]} …\n", self._format("text"))
                continue
            at = 0
            for start, length, token in spans:
                cursor.insertText(line[at:start], self._format("text"))
                cursor.insertText(line[start : start + length], self._format(token))
                at = start + length
            cursor.insertText(line[at:] + "\n", self._format("text"))

    def _format(self, token: str) -> QTextCharFormat:
        result = QTextCharFormat()
        result.setForeground(self._theme.color(token))
        return result

    def _on_clear(self) -> None:
        self._entries.clear()
        self.transcript.clear()

    def _prepare(self) -> None:
        self.transcript.setReadOnly(True)
        self.transcript.setAcceptDrops(False)
        self.transcript.setUndoRedoEnabled(False)
        self.transcript.setMaximumBlockCount(LINES)
        self.transcript.setProperty("viewer", True)
        self.transcript.setAccessibleName(tr("What was run, and what came of it"))
        self.transcript.setTabChangesFocus(True)
        monospaced(self.transcript)
        monospaced(self.tip)
        self.input.setAccessibleName(tr("Python to run"))
        self.input.setPlaceholderText(tr("Python, such as lib.add(1, 2)   Tab completes, Up recalls, F7 lists"))
        self.clear.clicked.connect(self._on_clear)
        self.stop.clicked.connect(self.stop_requested)
        self.restart.clicked.connect(self.restart_requested)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        prompt = label(">>>", "heading")
        monospaced(prompt)
        row.addWidget(prompt, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.input, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.tip, 1)
        for each in (self.stop, self.restart, self.clear):
            foot.addWidget(each)
        card = panel()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(8, 4, 8, 4)
        inside.setSpacing(3)
        inside.addWidget(self.transcript, 1)
        inside.addLayout(row)
        inside.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.setFocusProxy(self.input)


class EntriesDialog(QDialog):
    """What was typed before, filtered by a text; `chosen` is what is to be brought back, "" for nothing."""

    def __init__(self, parent: QWidget, entries: Sequence[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Typed before"))
        self._entries = entries
        self.filter = droppless_line()
        self.filter.setPlaceholderText(tr("Part of what was typed"))
        self.filter.setAccessibleName(tr("Part of what was typed"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Typed before"))
        monospaced(self.list)
        column = QVBoxLayout(self)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        self.resize(560, 320)
        self.filter.textChanged.connect(self._show)
        self.filter.returnPressed.connect(self.accept)
        self.list.itemActivated.connect(lambda _: self.accept())
        self._show("")

    @property
    def chosen(self) -> str:
        """The marked entry."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def _show(self, text: str) -> None:
        self.list.clear()
        for each in self._entries:
            if text.casefold() in each.casefold():
                self.list.addItem(each.replace("\n", " ⏎ "))
                self.list.item(self.list.count() - 1).setData(Qt.ItemDataRole.UserRole, each)
        self.list.setCurrentRow(0)

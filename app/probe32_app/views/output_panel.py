"""What the host prints: a table of lines with a find bar, filters, and the way to the call of a line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..delegates.output import OutputDelegate
from ..models.output import LINE_ROLE, STREAMS, CallKey, OutputColumn, OutputLine, OutputModel
from ..translating import tr, tr_count
from ..widgets.icons import icon
from ..widgets.labels import ElidedLabel, column_width, droppless_line, fixed_font, panel
from ..widgets.theme import Theme

_NO_CALL = 0


class OutputPanel(QWidget):
    """A table over an `OutputModel`. `call_activated` carries the key of the call that a line belongs to."""

    call_activated = Signal(object)
    save_requested = Signal()

    def __init__(self, model: OutputModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.table = QTableView()
        self._delegate = OutputDelegate(theme, fixed_font(self.table), self)
        self.streams = {name: self._toggle(name, _tip(name)) for name in STREAMS}
        self.all_calls = self._button(tr("All calls"), tr("Show the output of every call again"))
        self.search = droppless_line()
        self.previous = self._button("", tr("The line before that has the text (Shift+F3)"))
        self.next = self._button("", tr("The next line that has the text (F3)"))
        self.follow = self._toggle(tr("Follow"), tr("Stay at the end while new lines arrive"))
        self.copy = self._button(tr("Copy"), tr("Copy the chosen lines, or all that are shown"))
        self.save = self._button(tr("Save…"), tr("Write the lines that are shown to a file"))
        self.clear = self._button(tr("Clear"), tr("Forget every line"))
        self.status = ElidedLabel()
        self._prepare()
        self._arrange()
        self._connect()
        self.set_theme(theme)
        self.show_all()

    def show_news(self) -> None:
        """Lines have arrived: tell how many, and stay at the end when the person wants that."""
        self._show_status()
        if self.follow.isChecked():
            self.table.scrollToBottom()

    def show_all(self) -> None:
        """Show the output of all calls."""
        self._filter(None, "")

    def show_call(self, key: CallKey, name: str) -> None:
        """Show the output of one call only."""
        for each in self.streams.values():
            each.setChecked(True)
        self._filter(key, name)

    def find_next(self, step: int = 1) -> bool:
        """Go to the next line (or with -1 the one before) that has the text of the find bar; False: none has it."""
        sought, count = self.search.text().casefold(), self._model.rowCount()
        current = self.table.currentIndex().row()
        if current < 0:
            current = -1 if step > 0 else count
        for distance in range(1, count + 1) if sought else ():
            row = (current + step * distance) % count
            if sought in self._model.shown[row].text.casefold():
                self.follow.setChecked(False)
                self.table.setCurrentIndex(self._model.index(row, OutputColumn.TEXT))
                return True
        return False

    def chosen(self) -> Sequence[OutputLine]:
        """The marked lines, or all that are shown when fewer than two are marked."""
        rows = sorted(each.row() for each in self.table.selectionModel().selectedRows())
        return [self._model.shown[row] for row in rows] if len(rows) > 1 else self._model.shown

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self._delegate.set_theme(theme)
        self.previous.setIcon(icon("up", theme))
        self.next.setIcon(icon("down", theme))
        self.table.viewport().update()

    def _filter(self, call: CallKey | None, name: str) -> None:
        streams = frozenset(name for name, each in self.streams.items() if each.isChecked())
        self._model.set_filter(streams, call)
        self.all_calls.setVisible(call is not None)
        self.all_calls.setText(tr("Only {call}: show all").format(call=name) if call is not None else "")
        self.show_news()

    def _show_status(self) -> None:
        shown, kept = self._model.rowCount(), self._model.kept
        text = tr_count("one line", "{count} lines", kept).format(count=f"{kept:,}")
        if shown != kept:
            text = tr("{shown} of {lines}").format(shown=f"{shown:,}", lines=text)
        if self._model.dropped:
            dropped = tr_count("an older one was dropped", "{count} older ones were dropped", self._model.dropped)
            text = f"{text}, {dropped.format(count=f'{self._model.dropped:,}')}"
        self.status.set_text(text if kept else tr("What the DLL prints appears here"))

    def _on_find(self, text: str) -> None:
        self._delegate.sought = text.casefold()
        self.table.viewport().update()
        at = self.table.currentIndex()
        if at.isValid():  # what is being typed may still fit the line that was found
            self.table.setCurrentIndex(self._model.index(max(0, at.row() - 1), 0) if at.row() else QModelIndex())
        self.find_next()

    def _on_activated(self, index: QModelIndex) -> None:
        line = index.data(LINE_ROLE)
        if isinstance(line, OutputLine) and line.call[1] != _NO_CALL:
            self.call_activated.emit(line.call)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(each.text for each in self.chosen()))

    def _on_only_this(self) -> None:
        line = self.table.currentIndex().data(LINE_ROLE)
        if isinstance(line, OutputLine):
            self.show_call(line.call, line.name or tr("between calls"))

    def _on_clear(self) -> None:
        self._model.clear()
        self.show_all()

    def _on_follow(self, following: bool) -> None:
        if following:
            self.table.scrollToBottom()

    def _prepare(self) -> None:
        table = self.table
        table.setModel(self._model)
        table.setItemDelegate(self._delegate)
        table.setAccessibleName(tr("Output of the host"))
        table.setToolTip(tr("Double-click a line to see its call in the history"))
        table.setProperty("dense", True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(round(table.fontMetrics().height() * 1.3))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, sample in enumerate(("00:00:00.000", "python_", "sp_set_integration")):
            header.resizeSection(column, column_width(table, sample))
        header.setStretchLastSection(True)
        self.search.setPlaceholderText(tr("Find in the output (F3)"))
        self.search.setAccessibleName(tr("Find in the output"))
        self.search.setClearButtonEnabled(True)
        self.follow.setChecked(True)
        self.previous.setAccessibleName(tr("Previous"))
        self.next.setAccessibleName(tr("Next"))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        for each in (*self.streams.values(), self.all_calls):
            head.addWidget(each)
        head.addWidget(self.search, 2)
        for each in (self.previous, self.next):
            head.addWidget(each)
        head.addWidget(self.status, 3)
        for each in (self.follow, self.copy, self.save, self.clear):
            head.addWidget(each)
        card = panel()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 6, 8, 6)
        inside.setSpacing(4)
        inside.addLayout(head)
        inside.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _connect(self) -> None:
        for each in self.streams.values():
            each.toggled.connect(lambda _: self._filter(self._model.call, self._called()))
        self.all_calls.clicked.connect(self.show_all)
        self.search.textChanged.connect(self._on_find)
        self.search.returnPressed.connect(self.find_next)
        self.previous.clicked.connect(lambda: self.find_next(-1))
        self.next.clicked.connect(lambda: self.find_next())
        self.follow.toggled.connect(self._on_follow)
        self.copy.clicked.connect(self._on_copy)
        self.save.clicked.connect(self.save_requested)
        self.clear.clicked.connect(self._on_clear)
        self.table.doubleClicked.connect(self._on_activated)
        self.table.activated.connect(self._on_activated)
        only = self.table.addAction(tr("Only the output of this call"))
        only.triggered.connect(self._on_only_this)
        go = self.table.addAction(tr("Show the call in the history"))
        go.triggered.connect(lambda: self._on_activated(self.table.currentIndex()))
        copy = self.table.addAction(tr("Copy"))
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self._on_copy)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, step in (("F3", 1), ("Shift+F3", -1)):
            shortcut = QShortcut(QKeySequence(keys), self, context=inside)
            shortcut.activated.connect(lambda step=step: self._on_find_key(step))

    def _on_find_key(self, step: int) -> None:
        if self.search.text():
            self.find_next(step)
        else:
            self.search.setFocus()

    def _called(self) -> str:
        return next((each.name for each in self._model.shown if each.call == self._model.call), "")

    def _button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setProperty("toggle", True)
        return button

    def _toggle(self, text: str, tip: str) -> QToolButton:
        button = self._button(text, tip)
        button.setCheckable(True)
        button.setChecked(True)
        return button


def _tip(stream: str) -> str:
    return {
        "stdout": tr("What is printed to standard output"),
        "stderr": tr("What is printed to standard error"),
        "debug": tr("What is said through OutputDebugString"),
        "python": tr("Tracebacks of your own functions that the DLL called"),
    }[stream]

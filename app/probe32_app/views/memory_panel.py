"""Memory of the 32-bit process: where to look and as what, the bytes, and the value that they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ..delegates.memory import MemoryDelegate
from ..models.memory import ROW_BYTES, TEXT_COLUMN, MemoryModel
from ..models.outputs import OutputNode, OutputsModel
from ..translating import marked, tr
from ..widgets.adaptive_splitter import AdaptiveSplitter
from ..widgets.icons import icon
from ..widgets.labels import column_width, droppless_line, label, monospaced
from ..widgets.theme import Theme

_TYPES = (
    "bytes[256]",
    "int[16]",
    "unsigned short[32]",
    "float[16]",
    "double[8]",
    "char[64]",
    "wchar_t[64]",
    "void *[8]",
)
_EMPTY = marked(
    "Type an address, or choose a pointer that a call has returned, then press Read. "
    "What the DLL has there is shown as bytes and as the type that you name."
)


class MemoryPanel(QFrame):
    """Emits what a person wants: to read, to watch, to write a byte or a value. It knows no process."""

    read_requested = Signal()
    watch_toggled = Signal(bool)
    byte_edited = Signal(int, bytes)
    value_entered = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.address = QComboBox()
        self.type = QComboBox()
        self.read_button = QPushButton(tr("&Read"))
        self.watch_button = QToolButton()
        self.model = MemoryModel(self)
        self.table = QTableView()
        self.outputs = OutputsModel(self, tr("Name"))
        self.tree = QTreeView()
        self.value = droppless_line()
        self.write_button = QPushButton(tr("Wri&te"))
        self.facts = label(role="muted", wrap=True)
        self.problem = label(role="problem", wrap=True)
        self._delegate = MemoryDelegate(self)
        self._prepare_head()
        self._prepare_table()
        self._prepare_value()
        self._arrange()
        self._connect()
        self.set_theme(theme)
        self.show_nothing()

    def offer(self, pointers: Sequence[tuple[str, str]], types: Sequence[str]) -> None:
        """Offer addresses, each with what it is, and types; what is typed stays."""
        _refill(self.address, [text for text, _ in pointers], [tip for _, tip in pointers])
        _refill(self.type, [*_TYPES, *types], [])

    def look_at(self, address: str, of: str) -> None:
        """Fill in where to look and as what."""
        self.address.setEditText(address)
        self.type.setEditText(of)

    def show_nothing(self, problem: str = "") -> None:
        """Show no memory, and why."""
        self.model.clear()
        self.outputs.set_nodes(())
        self._show_words("" if problem else tr(_EMPTY), problem)
        self.write_button.setEnabled(False)
        self.value.setEnabled(False)

    def show_memory(self, address: int, content: bytes, node: OutputNode | None, facts: str, *, writable: bool) -> None:
        """Show what was read: its bytes, its value (None for bytes without a type), and where it lies."""
        self.model.show(address, content, writable=writable)
        opened = self.tree.isExpanded(self.outputs.index(0, 0)) or not self.outputs.nodes
        self.outputs.set_nodes((node,) if node else ())
        self.tree.setExpanded(self.outputs.index(0, 0), opened)
        for column in (0, 1):
            self.tree.resizeColumnToContents(column)
        self._show_words(facts, "")
        self.write_button.setEnabled(writable and node is not None)
        self.value.setEnabled(writable and node is not None)

    def show_problem(self, problem: str) -> None:
        """Say what went wrong; what was read before stays in sight."""
        self._show_words("", problem)

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self._delegate.set_theme(theme)
        self.watch_button.setIcon(icon("watch", theme))
        self.table.viewport().update()

    def _show_words(self, facts: str, problem: str) -> None:
        for part, text in ((self.facts, facts), (self.problem, problem)):
            part.setText(text)
            part.setVisible(bool(text))

    def _prepare_head(self) -> None:
        for box, name in ((self.address, tr("Address")), (self.type, tr("Shown as"))):
            box.setLineEdit(droppless_line())
            box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            box.setMinimumContentsLength(10)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setAccessibleName(name)
            monospaced(box)
        _line(self.address).setPlaceholderText(tr("0x00a31f40"))
        self.address.setToolTip(tr("An address, 0x… or decimal; pointers that calls have returned are in the list"))
        self.type.addItems(_TYPES)
        self.type.setToolTip(tr("A C type, such as double[16], struct point, or bytes[256] for bare bytes"))
        self.read_button.setToolTip(tr("Read the memory now (Return)"))
        self.watch_button.setText(tr("Watch"))
        self.watch_button.setCheckable(True)
        self.watch_button.setProperty("toggle", True)
        self.watch_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.watch_button.setToolTip(tr("Read again four times a second and mark what changes, also while a call runs"))

    def _prepare_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(self._delegate)
        table.setProperty("framed", True)
        table.setProperty("dense", True)
        table.setAccessibleName(tr("Bytes"))
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        monospaced(table)
        rows = table.verticalHeader()
        rows.setDefaultSectionSize(round(table.fontMetrics().height() * 1.35))
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        monospaced(rows)
        header = table.horizontalHeader()
        monospaced(header)
        header.setMinimumSectionSize(8)
        header.setHighlightSections(False)
        for column in range(ROW_BYTES):
            header.resizeSection(column, table.fontMetrics().horizontalAdvance("00") + 8)
        header.setSectionResizeMode(TEXT_COLUMN, QHeaderView.ResizeMode.Stretch)
        table.setMinimumWidth(column_width(table, "0" * 24))

    def _prepare_value(self) -> None:
        self.tree.setModel(self.outputs)
        self.tree.setProperty("framed", True)
        self.tree.setAccessibleName(tr("Value"))
        self.tree.setUniformRowHeights(True)
        self.tree.header().setStretchLastSection(True)
        self.value.setPlaceholderText(tr("a number, text, or JSON for arrays and structs"))
        self.value.setAccessibleName(tr("New value"))
        self.write_button.setToolTip(tr("Write the value into the process's memory"))

    def _arrange(self) -> None:
        head = QGridLayout()
        head.setHorizontalSpacing(8)
        for row, (text, box) in enumerate(((tr("&Address"), self.address), (tr("Sho&w as"), self.type))):
            caption = label(text, "muted")
            caption.setBuddy(box)
            head.addWidget(caption, row, 0)
            head.addWidget(box, row, 1)
        head.addWidget(self.read_button, 0, 2)
        head.addWidget(self.watch_button, 1, 2)
        head.setColumnStretch(1, 1)
        entry = QHBoxLayout()
        entry.setSpacing(8)
        caption = label(tr("New &value"), "muted")
        caption.setBuddy(self.value)
        entry.addWidget(caption)
        entry.addWidget(self.value, 1)
        entry.addWidget(self.write_button)
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.tree, 1)
        right.addLayout(entry)
        self.splitter = AdaptiveSplitter((self.table, side), width=760, beside=(575, 300), above=(180, 220))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.facts)
        column.addWidget(self.problem)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        for box in (self.address, self.type):
            _line(box).returnPressed.connect(self.read_requested)
            box.activated.connect(lambda _: self.read_requested.emit())
        self.read_button.clicked.connect(lambda _: self.read_requested.emit())
        self.watch_button.toggled.connect(self.watch_toggled)
        self.model.byte_edited.connect(self.byte_edited)
        self.value.returnPressed.connect(self._on_write)
        self.write_button.clicked.connect(self._on_write)

    def _on_write(self) -> None:
        self.value_entered.emit(self.value.text())


def _line(box: QComboBox) -> QLineEdit:
    line = box.lineEdit()
    assert line is not None
    return line


def _refill(box: QComboBox, texts: Sequence[str], tips: Sequence[str]) -> None:
    """Offer other texts and keep what is typed."""
    typed = box.currentText()
    if [box.itemText(at) for at in range(box.count())] != list(texts):
        box.clear()
        box.addItems(list(texts))
    for at, tip in enumerate(tips):
        box.setItemData(at, tip, Qt.ItemDataRole.ToolTipRole)
    box.setEditText(typed)

"""One declared type: its members as a table, its C text, and its layout in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from probe32.memory_layout import PADDING

from ..delegates.members import MemberDelegate
from ..models.members import MemberColumn, MembersModel
from ..models.type_form import ALIGNS, PACKS, Kind, TypeForm
from ..translating import tr
from ..widgets.adaptive_splitter import AdaptiveSplitter
from ..widgets.editable_table import EditableTable
from ..widgets.labels import ElidedLabel, column_width, label, restyle, selectable
from ..widgets.prototype_editor import PrototypeEditor
from ..widgets.row_buttons import RowButtons
from ..widgets.theme import Theme
from .layout_panel import LayoutPanel

_ROOMY = 370
"""Pixels of width from which the members' sizes have a column; the layout below shows them too."""


class TypeView(QWidget):
    """Emits `form_edited` with a `TypeForm`, or `text_edited` with C text; a listener shows what came of it."""

    form_edited = Signal(object)
    text_edited = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = TypeForm("", Kind.TYPEDEF)
        self._title = selectable(label(role="title", scale=1.2))
        self._facts = ElidedLabel()
        self.pack = _choices(PACKS, tr("Packing"), tr("The greatest alignment of a member: #pragma pack"))
        self.align = _choices(ALIGNS, tr("Alignment"), tr("The least alignment of the whole: __declspec(align)"))
        self.model = MembersModel(self)
        self.table = _MemberTable()
        self.delegate = MemberDelegate(self)
        self.editor = PrototypeEditor(theme)
        self.layout_panel = LayoutPanel(theme)
        self._problem = selectable(label(role="problem", wrap=True))
        self._problem.setAccessibleName(tr("Problem in the type"))
        tips = {
            "add": tr("Add a member (Ins)"),
            "remove": tr("Remove this member (Del)"),
            "up": tr("Move this member up (Alt+Up)"),
            "down": tr("Move this member down (Alt+Down)"),
        }
        self._buttons = RowButtons(self.table, tips)
        self._layout_words = QWidget()
        self._members = QWidget()
        self._arrange()
        self.set_theme(theme)
        self._connect()

    def show_form(self, form: TypeForm, text: str, facts: str) -> None:
        """Show a type that is valid; nothing is emitted."""
        self._form = form
        self._title.setText(f"{form.kind.value} {form.name}")
        self._facts.set_text(facts)
        self.model.set_rows(form.members, form.kind)
        self.editor.set_text(text)
        record = form.kind in (Kind.STRUCT, Kind.UNION)
        _show_choice(self.pack, form.pack)
        _show_choice(self.align, form.align)
        self._layout_words.setVisible(record)
        self._members.setVisible(form.kind is not Kind.TYPEDEF)
        self.table.show_columns(record=record)
        self.layout_panel.setVisible(record)
        self.show_problem("")

    def show_text(self, text: str) -> None:
        """Show C text alone, while the table holds something that is not valid."""
        self.editor.set_text(text)

    def show_problem(self, sentence: str, row: int = -1, cell: str = "", place: tuple[int, int] = (0, 0)) -> None:
        """Say what is wrong, and mark the member's cell (row -1: none) and the place (line, column) in the text."""
        self.model.set_problem(row, sentence, cell)
        self.editor.set_problem(*(place if sentence else (0, 0)))
        restyle(self.editor, "invalid", bool(sentence))
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    @property
    def problem(self) -> str:
        """The sentence beneath the table, or ""."""
        return self._problem.text()

    @property
    def form(self) -> TypeForm:
        """What the cells say now."""
        pack, align = int(self.pack.currentData()), int(self.align.currentData())
        return replace(self._form, members=self.model.rows, pack=pack, align=align)

    def set_types(self, types: Callable[[], Sequence[str]]) -> None:
        """Where the completions of types come from."""
        self.delegate.set_types(types)

    def flush(self) -> None:
        """Let an edit that waits for a pause take effect now."""
        self.editor.flush()

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self._buttons.set_theme(theme)
        self.delegate.set_mark(theme.color("danger"))
        self.editor.set_theme(theme)
        self.layout_panel.set_theme(theme)
        self.table.viewport().update()

    def _connect(self) -> None:
        self.model.edited.connect(lambda: self.form_edited.emit(self.form))
        self.pack.activated.connect(lambda _: self.form_edited.emit(self.form))
        self.align.activated.connect(lambda _: self.form_edited.emit(self.form))
        self.editor.edited.connect(self.text_edited)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.layout_panel.map.selected.connect(self._on_block)

    def _on_current(self) -> None:
        index = self.table.currentIndex()
        self.layout_panel.show_current(index.row() if index.isValid() else PADDING)

    def _on_block(self, row: int) -> None:
        column = max(self.table.currentIndex().column(), 0)
        self.table.setCurrentIndex(self.model.index(row, column))

    def _arrange(self) -> None:
        self.table.set_rows(self.model, self.delegate, tr("Members"))
        self.table.set_columns()
        self.editor.setAccessibleName(tr("C text of the type"))
        self.editor.set_lines(5)
        self._problem.hide()
        left = QFrame()
        left.setProperty("panel", True)
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        head = _row(self._title)
        head.addWidget(self._facts, 1)
        column.addLayout(head)
        self._arrange_members()
        caption = label(tr("C te&xt"), "heading")
        caption.setBuddy(self.editor)
        column.addWidget(self._members, 1)
        column.addWidget(caption)
        column.addWidget(self.editor)
        column.addWidget(self._problem)
        column.addStretch()
        split = AdaptiveSplitter((left, self.layout_panel), width=660, beside=(415, 300), above=(330, 230))
        for before, after in pairwise([self.table, *self._buttons.buttons.values(), self.editor, self.layout_panel]):
            QWidget.setTabOrder(before, after)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)

    def _arrange_members(self) -> None:
        packing, alignment = label(tr("Pac&king"), "muted"), label(tr("Ali&gnment"), "muted")
        packing.setBuddy(self.pack)
        alignment.setBuddy(self.align)
        words = _row(packing, self.pack, alignment, self.align)
        for box in (self.pack, self.align):
            words.setStretchFactor(box, 1)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(4)
        self._layout_words.setLayout(words)
        column = QVBoxLayout(self._members)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._layout_words)
        column.addWidget(self.table, 1)
        column.addWidget(self._buttons)


class _MemberTable(EditableTable):
    """The table in its size."""

    _record = True

    def show_columns(self, *, record: bool) -> None:
        """Those of a struct or union, or of an enum; sizes, which follow from the types, where there is room."""
        self._record = record
        for column in (MemberColumn.TYPE, MemberColumn.OFFSET):
            self.setColumnHidden(column, not record)
        self.setColumnHidden(MemberColumn.SIZE, not record or self.width() < _ROOMY)
        self._stretch(MemberColumn.TYPE if record else MemberColumn.NAME)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may have become room for sizes."""
        super().resizeEvent(event)
        self.setColumnHidden(MemberColumn.SIZE, not self._record or self.width() < _ROOMY)

    def _stretch(self, wide: MemberColumn) -> None:
        """Let one of the columns take the room that is left."""
        modes = QHeaderView.ResizeMode
        for column in (MemberColumn.NAME, MemberColumn.TYPE):
            self.horizontalHeader().setSectionResizeMode(column, modes.Stretch if column is wide else modes.Interactive)
        if wide is not MemberColumn.NAME:
            least, most = column_width(self, "firmware"), column_width(self, "temperatur")
            width = min(max(self.sizeHintForColumn(MemberColumn.NAME), least), most)
            self.horizontalHeader().resizeSection(MemberColumn.NAME, width)

    def set_columns(self) -> None:
        """Give the columns their widths."""
        header = self.horizontalHeader()
        for column, sample in enumerate(("firmware", "", tr("Count"), tr("Offset"), tr("Size"))):
            if sample:
                header.resizeSection(column, column_width(self, sample))

    def minimumSizeHint(self) -> QSize:
        """Room for three members."""
        return QSize(240, round(self.fontMetrics().height() * 7))


def _row(*parts: QWidget | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for each in parts:
        if each is None:
            row.addStretch()
        else:
            row.addWidget(each)
    return row


def _choices(numbers: Sequence[int], name: str, tip: str) -> QComboBox:
    box = QComboBox()
    for each in numbers:
        box.addItem(str(each) if each else tr("default"), each)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(1)
    box.setAccessibleName(name)
    box.setToolTip(tip)
    return box


def _show_choice(box: QComboBox, number: int) -> None:
    if box.findData(number) < 0:
        box.addItem(str(number), number)
    box.setCurrentIndex(box.findData(number))

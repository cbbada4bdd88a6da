"""What C declarations would bring, before they are taken: from a header, or from pasted text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ..models.import_preview import PreviewGroup, PreviewRow
from ..translating import tr, tr_count
from ..widgets.code_view import CodeView
from ..widgets.labels import label, restyle, selectable
from ..widgets.theme import Theme
from .import_source import HeaderSource, TextSource
from .preview_tree import PreviewTree


class ImportDialog(QDialog):
    """Shows groups of declarations; emits `read_wanted` when its source has changed, `take_wanted` with the names."""

    read_wanted = Signal()
    take_wanted = Signal(object)

    def __init__(self, parent: QWidget, title: str, source: HeaderSource | TextSource, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.source = source
        self.tree = PreviewTree()
        self.old = CodeView("c", theme)
        self.new = CodeView("c", theme)
        self._old_words = label(tr("Now"), "heading")
        self._summary = label(tr("Reading…"), "muted", wrap=True)
        self._note = selectable(label(role="caution", wrap=True))
        self._problem = selectable(label(role="problem", wrap=True))
        self._progress = QProgressBar()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = self.buttons.addButton("&Take", QDialogButtonBox.ButtonRole.ApplyRole)
        self._arrange(title)
        self._connect()
        self.resize(900, 620)

    def show_groups(self, groups: tuple[PreviewGroup, ...], summary: str) -> None:
        """Show what was read."""
        self._summary.setText(summary)
        self.show_problem("")
        self.tree.show_groups(groups)
        self.set_busy(busy=False)

    def show_problem(self, text: str) -> None:
        """Say why reading or taking did not work; "" says nothing."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    @property
    def problem(self) -> str:
        """The sentence shown above the buttons, or ""."""
        return self._problem.text()

    @property
    def summary(self) -> str:
        """The numbers."""
        return self._summary.text()

    def set_busy(self, *, busy: bool) -> None:
        """Show that something is under way; then nothing can be taken."""
        self._progress.setRange(0, 0 if busy else 1)
        self._progress.setVisible(busy)
        self._show_count(busy=busy)

    def _show_count(self, *, busy: bool = False) -> None:
        count = len(self.tree.chosen)
        self.take.setText(
            tr_count("&Take {count} declaration", "&Take {count} declarations", count).format(count=count)
            if count
            else tr("&Take")
        )
        self.take.setEnabled(bool(count) and not busy)

    def _show_row(self, row: PreviewRow | None) -> None:
        shown = row or PreviewRow("")
        both = bool(shown.old) and shown.old != shown.new
        for part in (self._old_words, self.old):
            part.setVisible(both)
        self.old.show_text(shown.old, "c")
        self.new.show_text(shown.new, "c")
        self._note.setText(shown.note)
        self._note.setVisible(bool(shown.note))

    def _connect(self) -> None:
        restyle(self.take, "primary", True)
        self.take.setDefault(True)
        self.take.clicked.connect(lambda: self.take_wanted.emit(self.tree.chosen))
        self.buttons.rejected.connect(self.reject)
        self.tree.choice_changed.connect(self._show_count)
        self.tree.row_shown.connect(self._show_row)
        self.source.changed.connect(self.read_wanted)

    def _arrange(self, title: str) -> None:
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(tr("Reading the declarations"))
        self._problem.hide()
        self._note.hide()
        for view, name in ((self.old, tr("The declaration now")), (self.new, tr("The declaration to take"))):
            view.setAccessibleName(name)
            view.setProperty("viewer", False)
        texts = QWidget()
        sides = QHBoxLayout(texts)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(10)
        for words, view in ((self._old_words, self.old), (label(tr("To take"), "heading"), self.new)):
            side = QVBoxLayout()
            side.setSpacing(4)
            side.addWidget(words)
            side.addWidget(view)
            sides.addLayout(side)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(8)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tree)
        split.addWidget(texts)
        split.setSizes([330, 130])
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(8)
        column.addWidget(label(title, "title", scale=1.2))
        column.addWidget(self.source)
        column.addWidget(self._summary)
        column.addWidget(self._progress)
        column.addWidget(split, 1)
        column.addWidget(self._note)
        column.addWidget(self._problem)
        column.addWidget(self.buttons)
        for each in self.buttons.buttons():
            assert isinstance(each, QPushButton)
            each.setAutoDefault(each is self.take)

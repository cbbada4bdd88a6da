"""Asks what to do with work that another window has left behind unsaved."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from ..models.leftovers import Leftover
from ..translating import tr
from ..widgets.labels import label


class Choice(Enum):
    """What a person decides."""

    RECOVER = "recover"
    BESIDE = "beside"
    DISCARD = "discard"
    LATER = "later"


class RecoveryDialog(QDialog):
    """After it is finished, `choice` says what to do with `chosen`; nothing is lost by closing it."""

    def __init__(self, parent: QWidget, left: Sequence[Leftover]) -> None:
        super().__init__(parent)
        self.choice = Choice.LATER
        self.setWindowTitle(tr("Recover unsaved work"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Unsaved work"))
        self.list.setProperty("framed", True)
        self.list.setWordWrap(True)
        for each in left:
            title = " · ".join(filter(None, (each.name, each.when)))
            item = QListWidgetItem(f"{title}\n{each.what}")
            item.setData(Qt.ItemDataRole.UserRole, each)
            self.list.addItem(item)
        self.recover = self._button(tr("&Recover"), tr("Open it with its unsaved edits"), Choice.RECOVER)
        beside = tr("Open it as a document of its own, beside what is saved")
        self.beside = self._button(tr("Open &beside the saved one"), beside, Choice.BESIDE)
        self.discard = self._button(tr("&Discard"), tr("Forget it for good"), Choice.DISCARD)
        self.later = self._button(tr("&Later"), tr("Ask again at the next start"), Choice.LATER)
        self.recover.setDefault(True)
        self.recover.setProperty("primary", True)
        self._arrange()
        self.list.currentItemChanged.connect(lambda *_: self._on_current_changed())
        self.list.setCurrentRow(0)

    @property
    def chosen(self) -> Leftover | None:
        """The work that is marked in the list."""
        item = self.list.currentItem()
        found = item.data(Qt.ItemDataRole.UserRole) if item else None
        return found if isinstance(found, Leftover) else None

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        words = tr("Probe32 was ended before this was saved. What was typed is still there:")
        column.addWidget(label(words, wrap=True))
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(self.discard)
        row.addStretch()
        for each in (self.later, self.beside, self.recover):
            row.addWidget(each)
        column.addLayout(row)
        self.resize(620, 280)

    def _button(self, text: str, tip: str, choice: Choice) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._finish(choice))
        return button

    def _finish(self, choice: Choice) -> None:
        self.choice = choice
        self.accept()

    def _on_current_changed(self) -> None:
        chosen = self.chosen
        usable = chosen is not None and not chosen.problem
        self.recover.setEnabled(usable)
        self.beside.setEnabled(usable and bool(chosen and chosen.content.get("project")))
        self.discard.setEnabled(chosen is not None)

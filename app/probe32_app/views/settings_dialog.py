"""What a person can choose for the whole program; each choice takes effect at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ..translating import tr
from ..widgets.labels import ElidedLabel, droppless_line, label
from ..widgets.text_size import LARGEST, SMALLEST

_LEAST_WIDTH = 404
"""Pixels; a dialog's own least width would take the place of what its words need."""


@dataclass(frozen=True)
class Choices:
    """What is chosen now. `languages` are pairs of the name in the settings and what a person reads."""

    theme: str
    text_size: int
    language: str
    languages: Sequence[tuple[str, str]]
    deadline: str
    hexadecimal: bool
    history_limit: int
    restores_layout: bool
    asks_before_restart: bool


class SettingsDialog(QDialog):
    """`chosen` carries the name of a field of `Choices` and its new value; `cache_opened` and `cache_emptied` what is
    wanted of the cache.
    """

    chosen = Signal(str, object)
    cache_opened = Signal()
    cache_emptied = Signal()

    def __init__(self, parent: QWidget, now: Choices) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Settings"))
        self.theme = QComboBox()
        self.text_size = QSpinBox()
        self.language = QComboBox()
        self.deadline = droppless_line()
        self.hexadecimal = QCheckBox(tr("Whole numbers in he&xadecimal"))
        self.history_limit = QSpinBox()
        self.restores_layout = QCheckBox(tr("&Begin as the last window was left"))
        self.asks_before_restart = QCheckBox(tr("&Ask before the 32-bit host is restarted"))
        self.cache_place = ElidedLabel()
        self.cache_size = label(role="muted")
        self._empty = QPushButton(tr("Em&pty"))
        self._fill(now)
        self._arrange()
        self._connect()
        self.finished.connect(self.deleteLater)

    def show_cache(self, folder: str, size: str, *, empty: bool) -> None:
        """Say where the cache lies, and how large it is."""
        self.cache_place.set_text(folder)
        self.cache_size.setText(size)
        self._empty.setEnabled(not empty)

    def show_problem(self, wrong: bool) -> None:
        """Mark the deadline as no number of seconds."""
        self.deadline.setProperty("invalid", wrong)
        self.deadline.style().polish(self.deadline)

    def _fill(self, now: Choices) -> None:
        for key, words in (("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))):
            self.theme.addItem(words, key)
        self.theme.setCurrentIndex(self.theme.findData(now.theme))
        self.text_size.setRange(SMALLEST, LARGEST)
        self.text_size.setSingleStep(10)
        self.text_size.setSuffix(" %")
        self.text_size.setKeyboardTracking(False)
        self.text_size.setValue(now.text_size)
        for key, words in now.languages:
            self.language.addItem(words, key)
        self.language.setCurrentIndex(max(self.language.findData(now.language), 0))
        self.language.setToolTip(tr("Windows speak another language after the next start"))
        self.deadline.setText(now.deadline)
        self.deadline.setPlaceholderText(tr("none"))
        self.deadline.setToolTip(tr("Seconds after which a call is ended, where a function has no deadline of its own"))
        self.hexadecimal.setChecked(now.hexadecimal)
        self.hexadecimal.setToolTip(tr("The next results show 0x2A first, and 42 below it"))
        self.history_limit.setRange(0, 10_000)
        self.history_limit.setSingleStep(100)
        self.history_limit.setValue(now.history_limit)
        self.restores_layout.setChecked(now.restores_layout)
        self.asks_before_restart.setChecked(now.asks_before_restart)
        self.asks_before_restart.setToolTip(tr("A restart makes every handle and pointer void"))

    def _arrange(self) -> None:
        self.cache_place.setMinimumWidth(_LEAST_WIDTH)
        opened = QPushButton(tr("&Open"))
        opened.setToolTip(tr("Show the folder"))
        opened.clicked.connect(self.cache_opened)
        self._empty.setToolTip(tr("Remove what can be found out again; the 32-bit host stays"))
        self._empty.clicked.connect(self.cache_emptied)
        cache = QHBoxLayout()
        cache.addWidget(self.cache_size)
        cache.addStretch()
        cache.addWidget(opened)
        cache.addWidget(self._empty)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(label(tr("Settings"), "title", scale=1.2))
        column.addWidget(label(tr("Everything takes effect at once; the language with the next start."), "muted"))
        for heading, rows in self._groups().items():
            column.addWidget(label(heading, "heading"))
            column.addLayout(_form(rows))
        column.addWidget(label(tr("Cache"), "heading"))
        column.addWidget(self.cache_place)
        column.addLayout(cache)
        column.addStretch()
        column.addWidget(buttons)

    def _groups(self) -> dict[str, list[tuple[str, QWidget]]]:
        return {
            tr("Look"): [
                (tr("&Theme"), self.theme),
                (tr("Text &size"), self.text_size),
                (tr("&Language"), self.language),
                ("", self.restores_layout),
            ],
            tr("Calls"): [
                (tr("&Deadline in seconds"), self.deadline),
                (tr("Calls in the &history"), self.history_limit),
                ("", self.hexadecimal),
                ("", self.asks_before_restart),
            ],
        }

    def _connect(self) -> None:
        self.theme.activated.connect(lambda _: self.chosen.emit("theme", self.theme.currentData()))
        self.language.activated.connect(lambda _: self.chosen.emit("language", self.language.currentData()))
        self.text_size.valueChanged.connect(lambda value: self.chosen.emit("text_size", value))
        self.history_limit.valueChanged.connect(lambda value: self.chosen.emit("history_limit", value))
        self.deadline.textEdited.connect(lambda text: self.chosen.emit("deadline", text.strip()))
        for name in ("hexadecimal", "restores_layout", "asks_before_restart"):
            getattr(self, name).toggled.connect(lambda on, name=name: self.chosen.emit(name, on))


def _form(rows: Sequence[tuple[str, QWidget]]) -> QFormLayout:
    form = QFormLayout()
    form.setContentsMargins(8, 0, 0, 4)
    form.setHorizontalSpacing(14)
    for words, field in rows:
        caption = label(words, "muted")
        caption.setMinimumWidth(150)
        caption.setBuddy(field)
        field.setAccessibleName(words.replace("&", "") or field.accessibleName())
        form.addRow(caption, field)
    return form

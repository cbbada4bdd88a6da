"""The arguments of a step: a line for each, and what earlier steps give to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QMenu, QScrollArea, QToolButton, QVBoxLayout, QWidget

from ..translating import tr
from ..widgets.buttons import flat_button
from ..widgets.icons import icon
from ..widgets.labels import droppless_line, label, restyle
from ..widgets.theme import Theme


@dataclass(frozen=True)
class ArgumentLine:
    """One argument: `offers` are references, each with what it is in words."""

    name: str
    text: str
    type_text: str = ""
    offers: tuple[tuple[str, str], ...] = ()
    problem: str = ""


class ArgumentsEditor(QWidget):
    """Shows `ArgumentLine`s; `edited` carries the place and the text of one that a person has changed."""

    edited = Signal(int, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.fields: list[QLineEdit] = []
        self.pickers: list[QToolButton] = []
        self._names: tuple[str, ...] = ()
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, 4, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._empty = label("", "muted", wrap=True)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty)
        column.addWidget(scroll, 1)

    def show_lines(self, lines: Sequence[ArgumentLine], hint: str = "") -> None:
        """Show these; `hint` stands above them. A line that is being typed in keeps its text."""
        self._empty.setText(hint)
        self._empty.setVisible(bool(hint))
        names = tuple(each.name for each in lines)
        if names != self._names:
            self._rebuild(lines)
        for field, picker, line in zip(self.fields, self.pickers, lines, strict=True):
            if field.text() != line.text and not (field.hasFocus() and field.isModified()):
                field.setText(line.text)
            field.setToolTip(line.problem or line.type_text)
            restyle(field, "invalid", bool(line.problem))
            self._fill(picker, field, line.offers)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        self._theme = theme
        for each in self.pickers:
            each.setIcon(icon("forward", theme))

    def _rebuild(self, lines: Sequence[ArgumentLine]) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._grid.setRowStretch(len(self.fields), 0)
        self.fields, self.pickers = [], []
        self._names = tuple(each.name for each in lines)
        for row, line in enumerate(lines):
            field, picker = droppless_line(), self._picker()
            field.setAccessibleName(tr("Argument {name}").format(name=line.name))
            field.editingFinished.connect(partial(self._on_finished, row, field))
            caption = label(line.name or tr("argument {number}").format(number=row + 1), "muted")
            caption.setBuddy(field)
            for column, part in enumerate((caption, field, picker)):
                self._grid.addWidget(part, row, column)
                part.show()
            self.fields.append(field)
            self.pickers.append(picker)
        self._grid.setRowStretch(len(lines), 1)

    def _picker(self) -> QToolButton:
        button = flat_button(tr("Take what an earlier step gives"))
        button.setIcon(icon("forward", self._theme))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(button))
        return button

    def _fill(self, picker: QToolButton, field: QLineEdit, offers: tuple[tuple[str, str], ...]) -> None:
        menu = picker.menu()
        menu.clear()
        for text, words in offers:
            menu.addAction(f"{words}").triggered.connect(partial(self._on_chosen, field, text))
        picker.setEnabled(bool(offers))

    def _on_chosen(self, field: QLineEdit, text: str) -> None:
        field.setText(text)
        self.edited.emit(self.fields.index(field), text)

    def _on_finished(self, row: int, field: QLineEdit) -> None:
        if field.isModified():
            field.setModified(False)
            self.edited.emit(row, field.text())

"""What a `...` is given: for each further argument its type in C, and a value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QToolButton, QVBoxLayout, QWidget

from ..models.extra_arguments import TYPES, ExtraArgument, is_output
from ..translating import tr
from .buttons import flat_button, text_button
from .icons import icon
from .labels import droppless_line, label, monospaced, restyle
from .line_fields import ArgumentLine
from .theme import Theme


class ExtraArguments(QWidget):
    """A row for each argument behind the named ones; `changed` is emitted for every edit.

    `first` is the number of the first one, counted from 1; 0 where there is no `...`.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.first = 0
        self.rows: list[ExtraRow] = []
        self.add_button = text_button(tr("Add an argument"), tr("Give the ... one more argument"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 6, 0)
        column.setSpacing(6)
        column.addWidget(label(tr("Further arguments (...)"), "muted"))
        column.addLayout(self._lines)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_button.clicked.connect(self._on_add)
        self.set_theme(theme)

    def begin(self, first: int) -> None:
        """The next argument behind the named ones is the `first`, counted from 1; 0: there is no `...`."""
        self.first = first
        if not first:
            self.set_arguments(())
        self.setVisible(bool(first))
        self._number()

    def arguments(self) -> dict[str, ExtraArgument]:
        """What is typed, by the names that the core gives such arguments."""
        return {f"argument_{number}": row.argument for number, row in enumerate(self.rows, self.first)}

    def set_arguments(self, arguments: Sequence[ExtraArgument]) -> None:
        """Show other arguments."""
        for row in self.rows[len(arguments) :]:
            self._drop(row)
        while len(self.rows) < len(arguments):
            self._append()
        for row, each in zip(self.rows, arguments, strict=True):
            row.show_argument(each)
        self.changed.emit()

    def set_problem(self, name: str, sentence: str) -> None:
        """Say what is wrong with an argument; "" takes it back."""
        for each, row in zip(self.arguments(), self.rows, strict=True):
            if each == name:
                row.set_problem(sentence)

    def row(self, name: str) -> ExtraRow:
        """The row of an argument; `KeyError`: there is none of that name."""
        return dict(zip(self.arguments(), self.rows, strict=True))[name]

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [*(stop for row in self.rows for stop in (row.type, row.value, row.remove)), self.add_button]

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        self._theme = theme
        self.add_button.setIcon(icon("add", theme))
        for each in self.rows:
            each.remove.setIcon(icon("remove", theme))

    def _append(self) -> ExtraRow:
        row = ExtraRow()
        row.remove.setIcon(icon("remove", self._theme))
        row.changed.connect(self.changed)
        row.remove.clicked.connect(lambda: self._on_remove(row))
        self.rows.append(row)
        self._lines.addWidget(row)
        row.show()  # Qt would do so later, and Tab would pass by until then
        self._number()
        return row

    def _drop(self, row: ExtraRow) -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _number(self) -> None:
        for number, row in enumerate(self.rows, self.first):
            row.set_number(number)

    def _on_add(self) -> None:
        row = self._append()
        if len(self.rows) > 1:
            row.type.setCurrentText(self.rows[-2].type.currentText())
        self.changed.emit()
        row.value.setFocus()

    def _on_remove(self, row: ExtraRow) -> None:
        self._drop(row)
        self._number()
        self.changed.emit()
        self.add_button.setFocus()


class ExtraRow(QWidget):
    """One further argument."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.type = QComboBox()
        self._line = droppless_line()
        self.value = ArgumentLine()
        self.remove: QToolButton = flat_button(tr("Take this argument out"))
        self._problem = label(role="problem", wrap=True)
        self._prepare()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        for column, part in enumerate((self.type, self.value, self.remove)):
            grid.addWidget(part, 0, column)
        grid.addWidget(self._problem, 1, 0, 1, 3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    @property
    def argument(self) -> ExtraArgument:
        """What is typed."""
        return ExtraArgument(self.type.currentText().strip(), self.value.text())

    @property
    def problem(self) -> str:
        """The sentence below the row, or ""."""
        return self._problem.text()

    def show_argument(self, argument: ExtraArgument) -> None:
        """Show another one."""
        self.type.setCurrentText(argument.type)
        self._line.setCursorPosition(0)
        self.value.setText(argument.text)

    def set_number(self, number: int) -> None:
        """Which argument of the call it is, counted from 1."""
        self.type.setAccessibleName(tr("Type of argument {number}").format(number=number))
        self.value.setAccessibleName(tr("Argument {number}").format(number=number))

    def set_problem(self, sentence: str) -> None:
        """Say what is wrong; "" takes it back."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.value.setAccessibleDescription(sentence)
        for each in (self.type, self.value):
            restyle(each, "invalid", bool(sentence))

    def _prepare(self) -> None:
        self.type.setLineEdit(self._line)
        self.type.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.type.addItems(TYPES)
        self.type.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.type.setMinimumContentsLength(6)
        self.type.setToolTip(tr("Its type in C; _Out_ before a pointer makes it an output"))
        monospaced(self.type)
        monospaced(self.value)
        self.value.setAcceptDrops(False)
        self.value.setPlaceholderText(tr("value"))
        self._problem.hide()
        self.type.editTextChanged.connect(self._on_edited)
        self.value.textEdited.connect(self._on_edited)
        self.value.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _on_edited(self) -> None:
        output = is_output(self.type.currentText())
        self.value.setEnabled(not output)
        self.value.setPlaceholderText(tr("filled in by the function") if output else tr("value"))
        self.set_problem("")
        self.changed.emit()

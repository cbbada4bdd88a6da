"""The field for a struct or an array: a form or a table, and the same value as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QSizePolicy, QStackedWidget, QToolButton, QWidget

from ..models.arguments import ArgumentSpec, FieldKind
from ..models.number_rows import NumberRowsModel, filled
from ..models.value_tree import ValueTreeModel
from ..translating import tr, tr_count
from .argument_field import ArgumentField, FileQuestion
from .buttons import switch
from .fill_dialog import FillDialog
from .labels import monospaced, restyle
from .number_table import NumberTable
from .value_tree import ValueTree

_MOST_LINES = 7


class StructuredField(ArgumentField):
    """Shows the form where it can; a text that fits no form stays as it is typed, as JSON."""

    tall = True

    def __init__(self, spec: ArgumentSpec) -> None:
        self.pages = CurrentSized()
        self.has_commands = spec.many
        super().__init__(spec, self.pages)
        self.json = QPlainTextEdit()
        self.model, self.form = self._make_form(spec)
        self._kept: str | None = None
        self._said = ""
        self.pages.addWidget(self.form)
        self.pages.addWidget(self.json)
        self.view_button = self._view_switch()
        self._prepare_json()
        self._show_page(as_json=False)
        self.model.edited.connect(self._on_form_edited)

    def fill_menu(self, menu: QMenu) -> None:
        """The form's own commands, and what was given before."""
        self.form.fill_menu(menu)
        super().fill_menu(menu)

    def editor_text(self) -> str:
        """The JSON; as it was typed or given until the form is edited."""
        if self.as_json:
            return self.json.toPlainText()
        return self._kept if self._kept is not None else json.dumps(self.model.value, ensure_ascii=False)

    def set_editor_text(self, text: str) -> None:
        """Show it in the form if it fits there, else as JSON."""
        fits = self._fill_form(text)
        self._write_json(text)
        self._kept = text if fits else None
        self._show_page(as_json=not fits)
        self._on_changed()

    def commit(self) -> None:
        """Finish the cell that is being typed in."""
        if self.form.is_editing:
            self.form.setFocus()

    def element_count(self) -> int | None:
        """The number of elements of a list."""
        if not self.spec.many or self._null.isChecked():
            return None
        if not self.as_json:
            return self.model.rowCount()
        try:
            value = json.loads(self.json.toPlainText())
        except ValueError:
            return None
        return len(value) if isinstance(value, list) else None

    def take_answer(self, question: FileQuestion, found: int | list[str] | OSError) -> None:
        """The numbers of a CSV file in place of those that are there."""
        if isinstance(self.form, NumberTable) and not isinstance(found, int):
            self.form.take_csv(Path(question.path), found)

    @property
    def as_json(self) -> bool:
        """Whether the JSON is shown."""
        return self.pages.currentWidget() is self.json

    def show_as_json(self, as_json: bool) -> None:
        """Turn to the other view of the same value; the form is not shown as long as the JSON fits no form."""
        text = self.editor_text()
        if as_json:
            self._write_json(pretty_json(text))
        elif not self._fill_form(text):
            self.view_button.setChecked(True)
            self.set_problem(
                tr("This fits no form of {type}: correct the JSON first.").format(type=self.spec.type_text)
            )
            return
        else:
            self._kept = text
        self._show_page(as_json=as_json)
        self.editor.setFocus()

    def mark_invalid(self, invalid: bool) -> None:
        """Mark what is shown."""
        restyle(self.json, "invalid", invalid)
        restyle(self.form, "invalid", invalid)

    def set_problem(self, sentence: str) -> None:
        """Show what is wrong, or what the table has to say."""
        super().set_problem(sentence or self._said)

    def _make_form(self, spec: ArgumentSpec) -> tuple[ValueTreeModel | NumberRowsModel, ValueTree | NumberTable]:
        name = f"{spec.name}, {spec.type_text}"
        if spec.kind is FieldKind.NUMBERS:
            rows = NumberRowsModel(spec.shape, spec.name, self)
            table = NumberTable(rows, name)
            table.fill_requested.connect(self._on_fill)
            table.told.connect(self._on_told)
            table.csv_chosen.connect(lambda path: self.file_asked.emit(FileQuestion(path, numbers=True)))
            return rows, table
        tree = ValueTreeModel(spec.shape, spec.many, (tr("Member"), tr("Value"), tr("Type")), self)
        return tree, ValueTree(tree, name)

    def _fill_form(self, text: str) -> bool:
        """Whether the text could be shown in the form."""
        try:
            self.model.set_value(json.loads(text))
        except ValueError:
            return False
        return True

    def _write_json(self, text: str) -> None:
        if text != self.json.toPlainText():
            cursor = self.json.textCursor()
            cursor.select(cursor.SelectionType.Document)
            cursor.insertText(text)  # so that the editor's own undo brings back what was there

    def _show_page(self, *, as_json: bool) -> None:
        shown: QWidget = self.json if as_json else self.form
        self.pages.setCurrentWidget(shown)
        self.pages.setFocusProxy(shown)
        self.view_button.setChecked(as_json)

    def _prepare_json(self) -> None:
        self.json.setTabChangesFocus(True)
        self.json.setAcceptDrops(False)
        self.json.setAccessibleName(tr("{name} as JSON").format(name=self.spec.name))
        self.json.setToolTip(tr("JSON: an object for a struct, a list for an array; @file for bytes from a file"))
        monospaced(self.json)
        self.json.textChanged.connect(self._on_json)
        self._on_json()

    def _view_switch(self) -> QToolButton:
        name = tr("{name} as JSON").format(name=self.spec.name)
        button = switch(tr("JSON"), tr("The same value as JSON"), name)
        button.clicked.connect(self.show_as_json)
        self.add_button(button)
        return button

    def _on_fill(self) -> None:
        assert isinstance(self.model, NumberRowsModel)
        dialog = FillDialog(self, max(self.model.rowCount(), 1))
        rows, shape = self.model, self.spec.shape
        dialog.filled.connect(lambda count, start, step: rows.change(filled(count, start, step, shape)))
        dialog.open()

    def _on_told(self, sentence: str) -> None:
        self._said = sentence
        self.set_problem("")

    def _on_form_edited(self) -> None:
        self._kept = None
        self._on_changed()

    def _on_json(self) -> None:
        lines = min(max(self.json.document().blockCount(), 1), _MOST_LINES)
        self.json.setFixedHeight(round(QFontMetricsF(self.json.font()).lineSpacing() * lines) + 18)
        if self.as_json:
            self._on_changed()

    def _on_changed(self) -> None:
        count = self.element_count()
        counted = "" if count is None else tr_count("{count} element", "{count} elements", count)
        self.set_note(counted.format(count=count))
        self.pages.updateGeometry()
        self.changed.emit()


class CurrentSized(QStackedWidget):
    """As high as the page that is shown, not as the highest one."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """The current page's."""
        return self.currentWidget().sizeHint() if self.count() else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Narrower is fine, lower is not."""
        return QSize(0, self.sizeHint().height())


def pretty_json(text: str) -> str:
    """JSON spread over lines where one line would be long; anything else as it is."""
    if len(text) <= 48:
        return text
    try:
        value = json.loads(text)
    except ValueError:
        return text
    if isinstance(value, list) and not any(isinstance(each, (list, dict)) for each in value):
        return text
    return json.dumps(value, indent=2, ensure_ascii=False)

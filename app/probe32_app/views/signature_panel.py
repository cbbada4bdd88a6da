"""The signature of the chosen export, as C text and as a form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ..models.prototype_form import PrototypeForm
from ..translating import tr
from ..widgets.labels import label, restyle, selectable
from ..widgets.prototype_editor import PrototypeEditor
from ..widgets.theme import Theme
from ..widgets.wrapping_frame import WrappingFrame
from .actions import Actions
from .form_panel import FormPanel


class SignaturePanel(WrappingFrame):
    """Emits `text_edited` with the C text, or `form_edited` with a `PrototypeForm`; a listener shows the other."""

    text_edited = Signal(str)
    form_edited = Signal(object)
    suggestion_taken = Signal()

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.editor = PrototypeEditor(theme)
        self.form = FormPanel(theme)
        self._decided = False
        self._problem = selectable(label(role="problem", wrap=True))
        self._problem.setAccessibleName(tr("Problem in the prototype"))
        self._note = label(role="muted", wrap=True)
        self.table_button = QToolButton()
        self.suggestion = QToolButton()
        self.remove = QToolButton()
        self._prepare(actions)
        self._arrange()
        self.editor.edited.connect(self.text_edited)
        self.form.edited.connect(self.form_edited)

    def flush(self) -> None:
        """Let edits that wait for a pause take effect now."""
        self.editor.flush()
        self.form.flush()

    def show_text(self, text: str) -> None:
        """Show C text in the editor."""
        self.editor.set_text(text)

    def show_form(self, form: PrototypeForm) -> None:
        """Show the cells."""
        self.form.show_form(form)

    @property
    def problem(self) -> str:
        """The sentence beneath the text, or ""."""
        return self._problem.text()

    def show_problem(self, line: int, column: int, sentence: str) -> None:
        """Mark a place in the text and say what is wrong; an empty sentence removes both."""
        self.editor.set_problem(line if sentence else 0, column if sentence else 0)
        place = tr("Column {column}: {problem}") if line == 1 else tr("Line {line}, column {column}: {problem}")
        text = place.format(line=line, column=column, problem=sentence) if line else sentence
        self._problem.setText(text if sentence else "")
        self._problem.setVisible(bool(sentence))

    @property
    def note(self) -> str:
        """The remark beneath the text, or ""."""
        return self._note.text()

    def show_note(self, text: str, *, caution: bool = False) -> None:
        """Say something beneath the text: quietly, or in the colour of warnings."""
        restyle(self._note, "role", "caution" if caution else "muted")
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def show_suggestion(self, text: str) -> None:
        """Offer a prototype to begin with, where there is none to remove; "" offers none."""
        self.editor.setPlaceholderText(text)
        self.suggestion.setVisible(bool(text))
        self.remove.setVisible(not text)
        self.suggestion.setToolTip(tr("Begin with {text}").format(text=text))

    @property
    def table_shown(self) -> bool:
        """Whether the form is in sight."""
        return self.table_button.isChecked()

    def propose_table(self, shown: bool) -> None:
        """Show the form or fold it away, as the room is, unless a person has decided."""
        if not self._decided and shown != self.table_shown:
            self.table_button.setChecked(shown)

    def show_table(self, shown: bool = True) -> None:
        """Show the form or fold it away, as a person has decided."""
        self._decided = True
        self.table_button.setChecked(shown)

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self.editor.set_theme(theme)
        self.form.set_theme(theme)

    def _prepare(self, actions: Actions) -> None:
        self._problem.hide()
        self._note.hide()
        self.form.hide()
        self.table_button.setText(tr("As a &table"))
        self.table_button.setCheckable(True)
        self.table_button.setToolTip(tr("Show result, convention and parameters in a table, to edit them without C"))
        self.table_button.toggled.connect(self.form.setVisible)
        self.table_button.clicked.connect(self.show_table)
        for button in (self.table_button, self.suggestion, self.remove):
            button.setProperty("toggle", True)
        self.suggestion.setText(tr("Use the &guess"))
        self.suggestion.setAccessibleName(tr("Begin with the guessed prototype"))
        self.suggestion.clicked.connect(self.suggestion_taken)
        self.remove.setDefaultAction(actions.clear_signature)
        self.remove.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)

    def _arrange(self) -> None:
        caption = label(tr("C &prototype"), "heading")
        caption.setBuddy(self.editor)
        head = QHBoxLayout()
        head.addWidget(caption)
        head.addStretch()
        head.addWidget(self.table_button)
        head.addWidget(self.suggestion)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.editor)
        column.addWidget(self._problem)
        column.addWidget(self._note)
        column.addSpacing(2)
        column.addWidget(self.form, 1)

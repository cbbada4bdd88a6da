"""The base of all fields of the call form: a text for the core, a null switch, notes, and a problem beneath."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from ..models.arguments import NULL, ArgumentSpec
from ..translating import tr
from .buttons import switch
from .field_menu import FieldMenu, add_heading, add_text
from .labels import label, restyle

PointerOffers = Callable[[ArgumentSpec], Sequence[tuple[str, str]]]
"""Addresses that can be meant for an argument, each with what it is; asked when somebody wants to choose."""
RecentTexts = Callable[[ArgumentSpec], Sequence[str]]
"""What was given for an argument before, the last first; asked when somebody wants to choose."""
_BESIDE = 11
"""Characters of a note up to which it stands beside the editor."""


@dataclass(frozen=True)
class FileQuestion:
    """What a field has to know of a file: the numbers in it, or how many bytes it has."""

    path: str
    numbers: bool = False


class ArgumentField(QWidget):
    """One argument as text, in the spelling that `probe32.abi.text.parse_argument` reads.

    Subclasses make the editor and give its text. `changed` is emitted for every edit, `problem_changed` when something
    else is wrong, or nothing any more. A `tall` one has its buttons
    below; `has_commands` says that its menu offers more than what was given before. `file_asked` carries a
    `FileQuestion`; a listener answers it later with `take_answer`.
    """

    changed = Signal()
    problem_changed = Signal()
    file_asked = Signal(object)
    tall = False
    has_commands = False

    def __init__(self, spec: ArgumentSpec, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.editor = editor
        self._buttons: list[QToolButton] = []
        self._null = self._null_switch()
        self._pointers: PointerOffers = lambda _: ()
        self._recent: RecentTexts = lambda _: ()
        self.menu_button = FieldMenu(spec.name, self.fill_menu)
        self._problem = label(role="problem", wrap=True)
        self._problem.hide()
        self._note = label(role="muted", scale=0.9)
        self._note.setVisible(False)
        self._long_note = label(role="muted", scale=0.9, wrap=True)
        self._long_note.setVisible(False)
        self._arrange()
        keys = QShortcut(QKeySequence("Alt+Down"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._open_menu)
        editor.setAcceptDrops(False)  # a file dropped here is meant for the window
        editor.setAccessibleName(f"{spec.name}, {spec.type_text}")

    def text(self) -> str:
        """The argument's text; `null` while the null switch is on."""
        return NULL if self._null.isChecked() else self.editor_text()

    def set_text(self, text: str) -> None:
        """Show a text that was used before."""
        null = self.spec.may_be_null and text.strip() == NULL
        self._null.setChecked(null)
        if not null:
            self.set_editor_text(text)

    def editor_text(self) -> str:
        """What the editor holds."""
        raise NotImplementedError

    def set_editor_text(self, text: str) -> None:
        """Put a text into the editor."""
        raise NotImplementedError

    @property
    def problem(self) -> str:
        """The sentence shown beneath the field, or ""."""
        return self._problem.text()

    def set_problem(self, sentence: str) -> None:
        """Show what is wrong; "" shows nothing."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence)
        self.mark_invalid(bool(sentence))
        self.problem_changed.emit()

    def mark_invalid(self, invalid: bool) -> None:
        """Give the editor the look of one that holds something wrong."""
        restyle(self.editor, "invalid", invalid)

    @property
    def note(self) -> str:
        """The quiet remark beside the editor or below it, or ""."""
        return self._note.text() or self._long_note.text()

    def set_note(self, text: str) -> None:
        """Show a quiet remark, such as the same number in hex."""
        short = self.tall or len(text) <= _BESIDE
        for each, shown in ((self._note, text if short else ""), (self._long_note, "" if short else text)):
            each.setText(shown)
            each.setVisible(bool(shown) or (self.tall and each is self._note))

    def set_room(self, elements: int | None) -> None:
        """How many elements the function may write here, by the other arguments; None when nobody can say."""

    def element_count(self) -> int | None:
        """How many elements are given; None in a field that takes one value, and when its text is wrong."""
        return None

    def take_answer(self, question: FileQuestion, found: int | list[str] | OSError) -> None:
        """What was found out about a file: its size, its numbers, or why there is neither."""

    def offer(self, pointers: PointerOffers, recent: RecentTexts) -> None:
        """Let the field's menu offer pointers that calls have returned, and texts that were given here before."""
        self._pointers, self._recent = pointers, recent
        self.refresh_menu()

    def refresh_menu(self) -> None:
        """Calls were made since: there may be something to offer now."""
        self.menu_button.setVisible(self.has_commands or bool(self._recent(self.spec)))

    def fill_menu(self, menu: QMenu) -> None:
        """Put into the menu what can be done here; subclasses put their own before."""
        recent = self._recent(self.spec)
        if recent:
            add_heading(menu, tr("Given before"))
        for text in recent:
            add_text(menu, text, text, self.take)

    def fill_pointers(self, menu: QMenu) -> None:
        """Put the pointers into the menu that can be meant here."""
        found = self._pointers(self.spec)
        add_heading(menu, tr("Returned by calls") if found else tr("No call has returned such a pointer yet"))
        for address, words in found:
            add_text(menu, f"{address} {words}", address, self.take)

    def take(self, text: str) -> None:
        """Take a text that a person has chosen, and give the keyboard back to the editor."""
        self.set_text(text)
        self.editor.setFocus()

    def add_button(self, button: QToolButton) -> None:
        """Put a button after the editor, and after those that were added before."""
        self._side.insertWidget(len(self._buttons), button)
        self._buttons.append(button)

    def commit(self) -> None:
        """Take over what is typed and not finished, in an editor within the editor."""

    def stops(self) -> list[QWidget]:
        """Where Tab stops in this field, in order."""
        return [self.editor, *self._buttons, self._null]

    def _open_menu(self) -> None:
        if self.menu_button.isVisible():
            self.menu_button.showMenu()

    def _null_switch(self) -> QToolButton:
        name = tr("{name} is null").format(name=self.spec.name)
        button = switch(tr("null"), tr("Give null, no address at all"), name)
        button.toggled.connect(self._on_null_toggled)
        return button

    def _arrange(self) -> None:
        """Editor, note and buttons in a row; under a tall editor a row of their own. A long note gets its own line."""
        self._side = QHBoxLayout()
        self._side.setSpacing(6)
        self._side.addWidget(self._null)
        self._side.addWidget(self.menu_button)
        first, column = QHBoxLayout(), QVBoxLayout(self)
        first.setSpacing(6)
        first.addWidget(self.editor, 1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(first)
        if self.tall:
            below = QHBoxLayout()
            below.setSpacing(6)
            below.addWidget(self._note, 1)
            below.addLayout(self._side)
            column.addLayout(below)
        else:
            first.addWidget(self._note)
            first.addLayout(self._side)
        column.addWidget(self._long_note)
        column.addWidget(self._problem)
        self._null.setVisible(self.spec.may_be_null)  # only now: without a parent it would be a window of its own
        self.menu_button.setVisible(self.has_commands)

    def _on_null_toggled(self, null: bool) -> None:
        self.editor.setEnabled(not null)
        self.changed.emit()

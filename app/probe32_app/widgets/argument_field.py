"""The base of all fields of the call form: a text for the core, a null switch, notes, and a problem beneath."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ..models.arguments import NULL, ArgumentSpec
from ..translating import tr
from .labels import label, restyle
from .recent_button import RecentButton, RecentTexts

PointerOffers = Callable[[ArgumentSpec], Sequence[tuple[str, str]]]
"""Addresses that can be meant for an argument, each with what it is; asked when somebody wants to choose."""


class ArgumentField(QWidget):
    """One argument as text, in the spelling that `probe32.abi.text.parse_argument` reads.

    Subclasses make the editor and give its text. `changed` is emitted for every edit.
    """

    changed = Signal()

    def __init__(self, spec: ArgumentSpec, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.editor = editor
        self._buttons: list[QToolButton] = []
        self._null = self._null_switch()
        self._recent: RecentButton | None = None
        self._problem = label(role="problem", wrap=True)
        self._problem.hide()
        self._note = label(role="muted", scale=0.9)
        self._note.setVisible(False)
        self._arrange()
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

    def mark_invalid(self, invalid: bool) -> None:
        """Give the editor the look of one that holds something wrong."""
        restyle(self.editor, "invalid", invalid)

    @property
    def note(self) -> str:
        """The quiet remark beside the editor, or ""."""
        return self._note.text()

    def set_note(self, text: str) -> None:
        """Show a quiet remark beside the editor, such as the same number in hex."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def set_room(self, elements: int | None) -> None:
        """How many elements the function may write here, by the other arguments; None when nobody can say."""

    def element_count(self) -> int | None:
        """How many elements are given; None in a field that takes one value, and when its text is wrong."""
        return None

    def offer_pointers(self, offers: PointerOffers) -> None:
        """Let pointers that calls have returned be chosen, in a field that takes an address."""

    def offer_recent(self, texts: RecentTexts) -> None:
        """Let texts that were used for this argument before be chosen, by a button and with Alt+Down."""
        if self._recent is None:
            self._recent = RecentButton(self.spec, texts, self.take)
            self._row.insertWidget(2 + len(self._buttons), self._recent)
            keys = QShortcut(QKeySequence("Alt+Down"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(self._show_recent)
            self.refresh_recent()

    def refresh_recent(self) -> None:
        """Calls were made since: offer what was given in them."""
        if self._recent is not None:
            self._recent.refresh()

    def take(self, text: str) -> None:
        """Take a text that a person has chosen, and give the keyboard back to the editor."""
        self.set_text(text)
        self.editor.setFocus()

    def add_button(self, button: QToolButton) -> None:
        """Put a button after the editor, and after those that were added before."""
        self._row.insertWidget(2 + len(self._buttons), button)
        self._buttons.append(button)

    def stops(self) -> list[QWidget]:
        """Where Tab stops in this field, in order."""
        return [self.editor, *self._buttons, self._null]

    def _show_recent(self) -> None:
        if self._recent is not None and self._recent.isVisible():
            self._recent.showMenu()

    def _null_switch(self) -> QToolButton:
        switch = QToolButton()
        switch.setText(tr("null"))
        switch.setCheckable(True)
        switch.setProperty("toggle", True)
        switch.setToolTip(tr("Give null, no address at all"))
        switch.setAccessibleName(tr("{name} is null").format(name=self.spec.name))
        switch.toggled.connect(self._on_null_toggled)
        return switch

    def _arrange(self) -> None:
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._row.addWidget(self.editor, 1)
        self._row.addWidget(self._note, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._null, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._row)
        column.addWidget(self._problem)
        self._null.setVisible(self.spec.may_be_null)  # only now: without a parent it would be a window of its own

    def _on_null_toggled(self, null: bool) -> None:
        self.editor.setEnabled(not null)
        self.changed.emit()

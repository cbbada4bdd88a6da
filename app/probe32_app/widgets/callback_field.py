"""The field for a callback: what the function that the DLL is given does."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from ..models.arguments import NULL
from ..translating import tr
from .field_menu import add_text
from .line_fields import LineField


class CallbackField(LineField):
    """A Python lambda, a constant that it returns, or `record`, which shows its calls; a menu writes the beginnings."""

    has_commands = True

    def fill_menu(self, menu: QMenu) -> None:
        """What the function can do, and what was given before."""
        python = self.spec.initial if self.spec.initial != NULL else "lambda *args: 0"
        for words, text in (
            (tr("Record its calls, and answer 0"), "record"),
            (tr("Record its calls, and answer 1"), "record 1"),
            (tr("Answer 0 each time"), "0"),
            (tr("Answer 1 each time"), "1"),
            (tr("Run Python: {text}").format(text=python), python),
        ):
            add_text(menu, words, text, self.take)
        super().fill_menu(menu)

    def _on_text(self, text: str) -> None:
        head, _, answer = text.strip().partition(" ")
        if head == "record":
            self.set_note(
                tr("recorded, answers {answer}").format(answer="Python" if "lambda" in answer else answer or 0)
            )
        elif text.strip().startswith("lambda") or not text.strip():
            self.set_note("")
        else:
            self.set_note(tr("answers {answer}").format(answer=text.strip()))

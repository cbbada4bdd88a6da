"""Keeps the list of types, the form of the chosen one, its C text and the library in step."""

from __future__ import annotations

from PySide6.QtCore import QObject

from probe32.abi.types import Struct
from probe32.errors import DeclarationError, Probe32Error
from probe32.library import Library

from ..messages import Message, Severity, message_for
from ..models.type_form import Kind, TypeForm, form_of_type, new_form, shown_type
from ..models.type_names import type_names
from ..translating import tr, tr_count
from ..views.main_window import MainWindow
from .edits import Place, Where
from .session import Session

_INDENT = 4
"""Columns in front of a member in the C text of a form."""


class TypeController(QObject):
    """Every edit goes through C text and the library, so that sizes and offsets are the compiler's.

    `drafts` are the half-typed texts that can't be understood yet, by the name of the type.
    """

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._panel = window.workspace.types
        self._view = window.workspace.types.view
        self._chosen = ""
        self.drafts: dict[str, str] = {}
        self._panel.type_selected.connect(self._on_selected)
        self._panel.new_requested.connect(self.create)
        self._panel.remove_requested.connect(self.remove)
        self._panel.model.rename_requested.connect(self.rename)
        self._view.form_edited.connect(self._on_form_edited)
        self._view.text_edited.connect(self._on_text_edited)
        self._view.set_types(lambda: type_names(session.library.types if session.library else ()))
        session.signatures_changed.connect(self.refresh)
        session.library_changed.connect(self.drafts.clear)
        session.library_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the types that there are now, and the chosen one as it is now."""
        library = self._session.library
        self._panel.model.set_types(library.types if library else {})
        self._panel.show_types(self._chosen)
        self._show(self._panel.current)

    def create(self, kind: Kind) -> None:
        """Make a new type and let its name be typed."""
        library = self._session.library
        if library is None:
            return
        stem = kind.value.capitalize()
        name = next(each for number in range(1, 10_000) if (each := f"{stem}{number}") not in library.types)
        if self._define(tr("new {kind} {name}").format(kind=kind.value, name=name), name, new_form(kind, name).text):
            self._panel.edit_name(name)

    def rename(self, old: str, new: str) -> None:
        """Give a type another name, wherever it is used."""
        library = self._session.library
        assert library is not None
        self._chosen = new
        try:
            with self._session.edit(tr("renaming of {old} to {new}").format(old=old, new=new), _place(new)):
                library.rename_type(old, new)
        except Probe32Error as error:
            self._chosen = old
            self._tell(error)
            self._panel.select(old)
        self._session.export_changed.emit()

    def remove(self, name: str) -> None:
        """Forget a type, when nothing uses it."""
        library = self._session.library
        assert library is not None
        names = list(library.types)
        rest = [each for each in names if each != name]
        self._chosen = rest[min(names.index(name), len(rest) - 1)] if rest else ""
        try:
            with self._session.edit(tr("removal of {name}").format(name=name), _place(name)):
                library.undefine_type(name)
        except Probe32Error as error:
            self._chosen = name
            self._tell(error)

    def _on_selected(self, name: str) -> None:
        if name != self._chosen:
            self._view.flush()
            self._show(name)
            if draft := self.drafts.get(name):
                self._show_draft(draft)

    def _on_form_edited(self, form: TypeForm) -> None:
        what = tr("change of {kind} {name}").format(kind=form.kind.value, name=form.name)
        self._define(what, form.name, form.text, form)

    def _on_text_edited(self, text: str) -> None:
        if self._chosen and text.strip():
            what = tr("change of {name}").format(name=self._chosen)
            self._define(what, self._chosen, text, run=f"type {self._view.editor.run}")

    def _define(self, what: str, name: str, text: str, form: TypeForm | None = None, run: str = "") -> bool:
        """Give C text to the library; returns whether it was understood. What is wrong is marked where it was typed."""
        library = self._session.library
        assert library is not None
        before = library.definitions
        self._chosen = name
        try:
            with self._session.edit(what, _place(name), run):
                library.define(text)
        except Probe32Error as error:
            self.drafts[name] = text
            self._show_problem(error, text, form)
            return False
        self.drafts.pop(name, None)
        if library.definitions == before:  # nothing was announced, and the cells may hold other spellings
            self._show(name)
        self._session.export_changed.emit()
        return True

    def _show(self, name: str) -> None:
        self._chosen = name
        library = self._session.library
        of = library.types.get(name) if library else None
        if of is None or library is None:
            return
        form, shown = form_of_type(name, of), shown_type(name, of)
        self._view.show_form(form, form.text, _facts(library, name, shown.size, shown.align))
        if isinstance(shown, Struct):
            self._view.layout_panel.show_struct(name, shown)

    def _show_problem(self, error: Probe32Error, text: str, form: TypeForm | None) -> None:
        line, column = (error.line, error.column) if isinstance(error, DeclarationError) else (0, 0)
        row, cell = -1, ""
        if form is not None:
            self._view.show_text(text)
            row = line - form.first_line if 0 <= line - form.first_line < len(form.members) else -1
            cell = form.members[row].cell_at(column - 1 - _INDENT, error.message) if row >= 0 else ""
        sentence = " ".join(each for each in (error.message, error.hint) if each)
        self._view.show_problem(sentence, row, cell, (line, column))

    def _show_draft(self, text: str) -> None:
        """Show C text that was left half-typed, and what is wrong with it."""
        library = self._session.library
        assert library is not None
        kept = library.definitions
        self._view.show_text(text)
        try:
            library.define(text)
        except Probe32Error as error:
            self._show_problem(error, text, None)
        finally:
            library.restore(kept)

    def _tell(self, error: Probe32Error) -> None:
        message = message_for(error)
        title = tr("The type stays as it is")
        self._window.banner.show_message(Message(title, message.text, message.hint, Severity.WARNING))


def _place(name: str) -> Place:
    return Place(Where.TYPE, name=name)


def _facts(library: Library, name: str, size: int, align: int) -> str:
    users = library.type_users(name)
    used = tr("not used")
    if users:
        words = tr("used by {name} and {count} more") if len(users) > 1 else tr("used by {name}")
        used = words.format(name=users[0], count=len(users) - 1)
    words = tr_count("{size} byte · aligned to {align} · {used}", "{size} bytes · aligned to {align} · {used}", size)
    return words.format(size=size, align=align, used=used) if size else used

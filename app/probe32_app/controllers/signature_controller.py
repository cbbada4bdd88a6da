"""Keeps the prototype's text, the form, and the library's signature in step."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from probe32.abi.render import prototype
from probe32.abi.signatures import Signature
from probe32.abi.text import parse_argument
from probe32.abi.values import check_argument
from probe32.codegen.comment import read as comment_parts
from probe32.contradictions import contradictions
from probe32.errors import ArgumentError, DeclarationError, Probe32Error
from probe32.library.definitions import Function
from probe32.pe.facts import ConventionGuess, Export
from probe32.suggestion import Suggestion

from ..models.prototype_form import PrototypeForm, form_of
from ..models.type_names import type_names
from ..translating import marked, tr
from ..views.main_window import MainWindow
from .session import Session, is_callable
from .signature_edits import define_for, name_of, place_of, step_of_change, step_of_new

_WAITING = marked("The form follows as soon as the text is valid again.")


class SignatureController(QObject):
    """Whichever half a person edits leads; the other follows as soon as the text is valid.

    While the text is invalid nothing is taken away: the text stays as typed, also when another export is looked at
    meanwhile, and the signature that was valid last stays assigned.
    """

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._panel = window.workspace.signature
        self._window = window
        self._panel.text_edited.connect(self._on_text_edited)
        self._panel.form_edited.connect(self._on_form_edited)
        self._panel.suggestion_taken.connect(self._on_suggestion_taken)
        self._panel.form.set_types(lambda: type_names(session.library.types if session.library else ()))
        window.workspace.exports.export_selected.connect(self._on_export_selected)
        window.actions_.clear_signature.triggered.connect(self.clear)
        session.export_changed.connect(self.show_export)

    def show_export(self) -> None:
        """Show what is assigned to the export in focus, or what was being typed for it."""
        export = self._read(self._session.export)
        function = self._session.function
        about = _about(function.signature) if function else ""
        if export is None:
            self._window.workspace.show_nothing_chosen()
            return
        self._window.workspace.show_export(export, about)
        draft = self._session.drafts.get(export.ordinal)
        self._panel.setEnabled(is_callable(export))
        self._panel.show_suggestion("" if function else self._suggestion(export).text)
        self._panel.show_form(self._form_of(function) if function else _empty_form(export))
        self._panel.form.set_problem(-1, "")
        self._panel.form.set_editable(draft is None and is_callable(export))
        self._panel.show_text(draft if draft is not None else prototype(function.signature) if function else "")
        self._show_state(function)
        if draft is not None:
            self._show_draft(export, draft)

    def _read(self, export: Export | None) -> Export | None:
        """The export with what its code tells too; reading that takes some milliseconds, once."""
        return None if export is None else replace(export, convention=self._evidence(export))

    def _evidence(self, export: Export) -> ConventionGuess:
        library = self._session.library
        return library.evidence(export) if library else export.convention

    def _suggestion(self, export: Export) -> Suggestion:
        library = self._session.library
        return library.suggest(export) if library else Suggestion("")

    def clear(self) -> None:
        """Forget the signature of the export in focus."""
        function = self._session.function
        if function:
            self._remove(function)
            self._session.export_changed.emit()

    def _remove(self, function: Function, run: str = "") -> None:
        library = self._session.library
        assert library is not None
        text = tr("removal of {name}'s signature").format(name=name_of(function.export))
        with self._session.edit(text, place_of(function.export), run):
            library.undefine(function.signature.name)
            self._session.drafts.pop(function.export.ordinal, None)

    def _show_draft(self, export: Export, text: str) -> None:
        """Say what is wrong with a text that was left half-typed, without taking it."""
        library = self._session.library
        assert library is not None
        kept = library.definitions
        try:
            define_for(library, export, text)
        except Probe32Error as error:
            self._show_problem(error)
            self._panel.show_note(tr(_WAITING))
        else:
            self._panel.show_note(tr("This text makes sense by now; it is taken with the next change."))
        finally:
            library.restore(kept)

    def _on_export_selected(self, export: Export) -> None:
        self._panel.flush()
        self._session.set_export(export)

    def _on_text_edited(self, text: str) -> None:
        export = self._session.export
        if export is None:
            return
        run = f"text {export.ordinal} {self._panel.editor.run}"
        if not text.strip():
            self._empty(export, run)
            return
        try:
            function = self._assign(export, text, run)
        except Probe32Error as error:
            self._keep_draft(export, text, run)
            self._show_problem(error)
            self._panel.form.set_editable(False)
            self._panel.show_note(tr(_WAITING))
            return
        self._panel.show_form(self._form_of(function))
        self._forget_problem()
        self._show_state(function)

    def _on_form_edited(self, form: PrototypeForm) -> None:
        export = self._session.export
        if export is None:
            return
        defaults = {each.name: each.default for each in form.parameters if each.default and each.is_given}
        try:
            function = self._assign(export, form.text, defaults=defaults)
        except ArgumentError as error:
            row = next((row for row, each in enumerate(form.parameters) if each.name == error.parameter), -1)
            self._show_problem(error)
            self._panel.form.set_problem(row, error.message, cell="default")
            return
        except Probe32Error as error:
            self._keep_draft(export, form.text)
            self._panel.show_text(form.text)
            self._show_problem(error)
            self._mark_cell(error, form)
            return
        self._panel.show_text(prototype(function.signature))
        self._panel.show_form(self._form_of(function))
        self._forget_problem()
        self._show_state(function)

    def _on_suggestion_taken(self) -> None:
        export = self._session.export
        if export is not None:
            text = self._suggestion(export).text
            self._panel.show_text(text)
            self._on_text_edited(text)
            self._panel.editor.setFocus()

    def _empty(self, export: Export, run: str) -> None:
        """The whole text was deleted: so is the signature."""
        function = self._session.function
        if function is not None:
            self._remove(function, run)
        else:
            with self._session.edit(self._step(export), place_of(export), run):
                self._session.drafts.pop(export.ordinal, None)
        self._session.export_changed.emit()
        self._forget_problem()

    def _form_of(self, function: Function) -> PrototypeForm:
        return form_of(function.signature, self._session.defaults.get(function.export.symbol, {}))

    def _assign(self, export: Export, text: str, run: str = "", defaults: dict[str, str] | None = None) -> Function:
        """Give the export the signature in `text`, and its arguments these defaults; None keeps what they have.

        `DeclarationError`: there is none, or its name is taken. `ArgumentError`: a default does not fit.
        """
        library = self._session.library
        assert library is not None
        with self._session.edit(self._step(export), place_of(export), run):
            self._session.drafts.pop(export.ordinal, None)
            function = define_for(library, export, text)
            self._set_defaults(function, defaults)
            return function

    def _set_defaults(self, function: Function, defaults: dict[str, str] | None) -> None:
        symbol, inputs = function.export.symbol, {each.name: each for each in function.signature.inputs}
        wanted = self._session.defaults.get(symbol, {}) if defaults is None else defaults
        kept = {name: text for name, text in wanted.items() if name in inputs}
        for name, text in kept.items() if defaults is not None else ():
            check_argument(inputs[name], parse_argument(inputs[name], text))
        self._session.defaults.pop(symbol, None)
        if kept:
            self._session.defaults[symbol] = kept

    def _step(self, export: Export) -> str:
        """What undo calls an edit of the signature of an export."""
        return step_of_change(export) if self._session.function_of(export) else step_of_new(export)

    def _keep_draft(self, export: Export, text: str, run: str = "") -> None:
        with self._session.edit(self._step(export), place_of(export), run):
            self._session.drafts[export.ordinal] = text

    def _show_problem(self, error: Probe32Error) -> None:
        line, column = (error.line, error.column) if isinstance(error, DeclarationError) else (0, 0)
        self._panel.show_problem(line, column, " ".join(each for each in (error.message, error.hint) if each))

    def _mark_cell(self, error: Probe32Error, form: PrototypeForm) -> None:
        text, places = form.composed()
        column = error.column - 1 if isinstance(error, DeclarationError) and error.line <= 1 else -1
        row = next((row for row, (start, end) in enumerate(places) if start <= column <= end), -1)
        cell = form.parameters[row].cell_at(column - places[row][0], error.message) if row >= 0 else ""
        first = places[0][0] if places else len(text)
        self._panel.form.set_problem(row, error.message, cell=cell, in_result=0 <= column < first)

    def _forget_problem(self) -> None:
        self._panel.show_problem(0, 0, "")
        self._panel.form.set_problem(-1, "")
        self._panel.form.set_editable(True)

    def _show_state(self, function: Function | None) -> None:
        if function is None:
            self._panel.show_problem(0, 0, "")
            export = self._session.export
            open_questions = self._suggestion(export).remarks if export else ()
            hint = tr("No signature yet: type a C prototype, or fill in the form.")
            self._panel.show_note(" ".join((hint, *open_questions)))
            return
        self._panel.show_suggestion("")
        self._panel.show_problem(0, 0, "")
        self._panel.show_note(" ".join(remarks(function, self._evidence(function.export))), caution=True)


def _about(signature: Signature) -> str:
    """What the header's comment says of the function itself, on one line."""
    names = (each.name for each in signature.parameters)
    return " ".join(comment_parts(signature.comment, names).text.split())


def remarks(function: Function, evidence: ConventionGuess) -> list[str]:
    """What a person should know about a valid signature: why it can't be called, or what speaks against it."""
    return [*function.signature.problems(), *contradictions(function.signature, evidence)]


def _empty_form(export: Export) -> PrototypeForm:
    guess = export.convention.guess
    form = PrototypeForm(export.plain_name)
    return (
        form
        if guess is None
        else PrototypeForm(export.plain_name, convention=guess, stated=guess is not form.convention)
    )

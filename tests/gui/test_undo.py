"""Undo and redo: one history for everything that a person makes of a document."""

from __future__ import annotations

from pathlib import Path

from person import Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from probe32_app.models.parameters import ParameterColumn
from probe32_app.views.steps_dialog import StepsDialog


def text_of(person: Person) -> str:
    return person.work.signature.editor.toPlainText()


def test_a_stretch_of_typing_is_one_step(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    assert at_sample.actions.undo.text() == "&Undo new signature of add"
    at_sample.type_prototype("int add(int a, long b);")
    assert at_sample.actions.undo.text() == "&Undo change of add's signature"
    at_sample.press("Ctrl+Z")
    assert text_of(at_sample) == "int add(int a, int b);"
    assert at_sample.actions.redo.text() == "&Redo change of add's signature"
    at_sample.press("Ctrl+Z")
    assert text_of(at_sample) == ""
    assert at_sample.parts.session.signed() == frozenset()
    assert not at_sample.actions.undo.isEnabled()
    at_sample.press("Ctrl+Shift+Z")
    at_sample.press("Ctrl+Y")
    assert text_of(at_sample) == "int add(int a, long b);"
    at_sample.call(a="1", b="2")
    assert at_sample.result == "3"


def test_pauses_while_typing_make_no_steps_of_their_own(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a")
    editor = at_sample.work.signature.editor
    for piece in (", int b", ");"):
        QTest.keyClicks(editor, piece)
        editor.flush()
    assert at_sample.parts.session.edits.count() == 1
    at_sample.press("Ctrl+Z")
    assert text_of(at_sample) == ""


def test_a_half_typed_text_is_a_step_too(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    at_sample.type_prototype("int add(itn a);")
    assert at_sample.work.signature.problem
    at_sample.press("Ctrl+Z")
    assert text_of(at_sample) == "int add(int a, int b);"
    assert at_sample.work.signature.problem == ""
    at_sample.press("Ctrl+Shift+Z")
    assert text_of(at_sample) == "int add(itn a);"
    assert "Unknown type name" in at_sample.work.signature.problem


def test_undo_takes_what_was_typed_last_and_not_yet_read(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    editor = at_sample.work.signature.editor
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "x")
    at_sample.press("Ctrl+Z")
    assert text_of(at_sample) == "int add(int a, int b);"


def test_undo_in_the_table_and_of_the_form(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    form = at_sample.work.signature.form
    form.table.setFocus()
    form.table.setCurrentIndex(form.model.index(1, ParameterColumn.NAME))
    QTest.keyClick(form.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    at_sample.wait(lambda: text_of(at_sample) == "int add(int b, int a);")
    at_sample.press("Ctrl+Z")
    assert text_of(at_sample) == "int add(int a, int b);"
    assert [each.name for each in form.model.rows] == ["a", "b"]


def test_undo_leads_to_the_function_that_changes(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    at_sample.choose("version")
    at_sample.work.show_preview()
    at_sample.actions.undo.trigger()
    assert at_sample.parts.session.export is not None
    assert at_sample.parts.session.export.name == "add"
    assert text_of(at_sample) == ""


def test_removal_and_import_are_undone(at_sample: Person, sample_header: Path) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("long add(long a, long b);")
    at_sample.actions.clear_signature.trigger()
    assert at_sample.actions.undo.text() == "&Undo removal of add's signature"
    at_sample.actions.undo.trigger()
    assert text_of(at_sample) == "long add(long a, long b);"
    at_sample.import_header(sample_header)
    assert len(at_sample.parts.session.signed()) == 64
    assert at_sample.actions.undo.text() == "&Undo import of sample.h"
    at_sample.actions.undo.trigger()
    assert text_of(at_sample) == "long add(long a, long b);"
    assert at_sample.parts.session.signed() == frozenset({2})
    assert at_sample.parts.session.headers == ()


def test_the_unsaved_mark_follows_the_saved_state(at_sample: Person, tmp_path: Path) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    at_sample.actions.save.trigger()
    at_sample.choose_file(tmp_path / "bench.probe32")
    assert not at_sample.window.isWindowModified()
    at_sample.type_prototype("int add(int a, long b);")
    assert at_sample.window.isWindowModified()
    at_sample.actions.undo.trigger()
    assert not at_sample.window.isWindowModified()
    at_sample.actions.undo.trigger()
    assert at_sample.window.isWindowModified()


def test_the_fields_of_a_call_keep_their_own_undo(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    field = at_sample.work.call.field("a")
    assert field is not None
    field.editor.setFocus()
    QTest.keyClick(field.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field.editor, "77")
    at_sample.press("Ctrl+Z")
    assert field.text() == "0"
    assert text_of(at_sample) == "int add(int a, int b);"
    assert QApplication.focusWidget() is field.editor


def test_the_history_of_edits_leads_to_any_step(at_sample: Person) -> None:
    at_sample.choose("add")
    for text in ("int add(int a);", "int add(int a, int b);", "int add(int a, int b, int c);"):
        at_sample.type_prototype(text)
    at_sample.actions.edit_steps.trigger()
    dialog = at_sample.dialog(StepsDialog)
    model = dialog.view.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
        "As it was opened",
        "new signature of add",
        "change of add's signature",
        "change of add's signature",
    ]
    dialog.view.setCurrentIndex(model.index(1, 0))
    assert text_of(at_sample) == "int add(int a);"
    dialog.view.setFocus()
    QTest.keyClick(dialog.view, Qt.Key.Key_Down)
    assert text_of(at_sample) == "int add(int a, int b);"
    dialog.reject()

"""The prototype's text and the form: in step both ways, and nothing typed is ever lost."""

from __future__ import annotations

from pathlib import Path

from person import Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from probe32.abi.types import Convention
from probe32.headers import parse_prototype
from probe32_app.models.parameters import PROBLEM_ROLE, WORDS_ROLE, ParameterColumn
from probe32_app.models.prototype_form import POINTERS, SCALARS, declare


def cells(person: Person) -> list[list[str]]:
    model = person.work.signature.form.model
    return [[str(model.index(row, column).data()) for column in range(4)] for row in range(model.rowCount())]


def edit_cell(person: Person, row: int, column: ParameterColumn, text: str) -> None:
    """Type into a cell of the table, as F2 lets one."""
    table = person.work.signature.form.table
    person.window.activateWindow()  # a list of completions may have taken that
    person.wait(person.window.isActiveWindow)
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(QApplication.activePopupWidget() or editor, Qt.Key.Key_Return)


def text_of(person: Person) -> str:
    return person.work.signature.editor.toPlainText()


def test_the_form_follows_the_text(at_sample: Person) -> None:
    at_sample.choose("greet")
    at_sample.type_prototype("int __cdecl greet(const char *name, _Out_writes_(size) char *buffer, int size);")
    form = at_sample.work.signature.form
    assert form.result.currentText() == "int"
    assert form.convention.currentText() == "cdecl"
    assert cells(at_sample) == [
        ["name", "const char *", "in", ""],
        ["buffer", "char *", "out", "size"],
        ["size", "int", "in", ""],
    ]
    assert list(at_sample.work.call.texts()) == ["name", "size"]


def test_the_text_follows_the_form(at_sample: Person) -> None:
    at_sample.choose("subtract")
    form = at_sample.work.signature.form
    form.convention.setCurrentText("stdcall")
    form.convention.activated.emit(form.convention.currentIndex())
    at_sample.wait(lambda: "__stdcall" in text_of(at_sample))
    form.table.add_row()
    at_sample.wait(lambda: "arg1" in text_of(at_sample))
    edit_cell(at_sample, 0, ParameterColumn.NAME, "a")
    at_sample.wait(lambda: "int a" in text_of(at_sample))
    form.table.add_row()
    edit_cell(at_sample, 1, ParameterColumn.NAME, "b")
    at_sample.wait(lambda: "int b" in text_of(at_sample))
    assert text_of(at_sample) == "int __stdcall subtract(int a, int b);"
    function = at_sample.parts.session.function
    assert function is not None
    assert function.signature.convention is Convention.STDCALL
    at_sample.call(a="5", b="3")
    assert at_sample.result == "2"


def test_rows_can_be_moved_and_removed(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, double b);")
    table = at_sample.work.signature.form.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    at_sample.wait(lambda: text_of(at_sample) == "int add(double b, int a);")
    QTest.keyClick(table, Qt.Key.Key_Delete)
    at_sample.wait(lambda: text_of(at_sample) == "int add(int a);")


def test_direction_size_and_null_reach_the_text(at_sample: Person) -> None:
    at_sample.choose("mean")
    at_sample.type_prototype("double mean(const double *values, int count);")
    edit_cell(at_sample, 0, ParameterColumn.SIZE, "count")
    at_sample.wait(lambda: "_In_reads_(count) const double *values" in text_of(at_sample))
    model = at_sample.work.signature.form.model
    model.setData(model.index(0, ParameterColumn.NULLABLE), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    at_sample.wait(lambda: "_In_reads_opt_(count)" in text_of(at_sample))
    model.setData(model.index(0, ParameterColumn.TYPE), "double *")
    model.setData(model.index(0, ParameterColumn.DIRECTION), "out")
    at_sample.wait(lambda: "_Out_writes_opt_(count) double *values" in text_of(at_sample))


def test_a_prototype_that_does_not_parse_is_marked_at_its_column(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    at_sample.type_prototype("int add(int a, itn b);")
    panel = at_sample.work.signature
    assert panel.editor.problem == (1, 16)
    assert panel.problem.startswith("Column 16: Unknown type name 'itn'.")
    assert panel.editor.extraSelections()
    assert text_of(at_sample) == "int add(int a, itn b);"
    assert not panel.form.result.isEnabled()
    assert [row[1] for row in cells(at_sample)] == ["int", "int"]

    at_sample.type_prototype("int add(int a, long b);")
    assert (panel.problem, panel.editor.problem) == ("", (0, 0))
    assert panel.form.result.isEnabled()
    assert [row[1] for row in cells(at_sample)] == ["int", "long"]


def test_half_typed_text_survives_a_look_at_another_export(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, ")
    at_sample.choose("version")
    assert text_of(at_sample) == ""
    at_sample.choose("add")
    assert text_of(at_sample) == "int add(int a, "
    assert at_sample.work.signature.problem


def test_a_wrong_type_in_the_form_marks_its_row_and_stays(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    edit_cell(at_sample, 1, ParameterColumn.TYPE, "itn")
    panel = at_sample.work.signature
    at_sample.wait(lambda: "itn" in panel.problem)
    model = panel.form.model
    assert model.index(0, ParameterColumn.TYPE).data(PROBLEM_ROLE) is None
    assert "itn" in model.index(1, ParameterColumn.TYPE).data(PROBLEM_ROLE)
    assert "itn b" in text_of(at_sample)
    edit_cell(at_sample, 1, ParameterColumn.TYPE, "short")
    at_sample.wait(lambda: text_of(at_sample) == "int add(int a, short b);")
    assert panel.problem == ""


def test_the_guess_is_a_beginning(at_sample: Person) -> None:
    at_sample.choose("multiply")
    panel = at_sample.work.signature
    assert panel.suggestion.isVisible()
    QTest.mouseClick(panel.suggestion, Qt.MouseButton.LeftButton)
    assert text_of(at_sample) == "int __stdcall multiply(int arg1, int arg2);"
    at_sample.call(arg1="6", arg2="7")
    assert at_sample.result == "42"


def test_a_signature_that_disagrees_with_the_dll_is_remarked(at_sample: Person) -> None:
    at_sample.choose("multiply")
    at_sample.type_prototype("int __stdcall multiply(int a, int b, int c);")
    assert "removes 8 bytes from the stack; these parameters put 12" in at_sample.work.signature.note


def test_the_guess_comes_from_the_code_where_the_name_is_plain(at_sample: Person) -> None:
    at_sample.choose("add_mixed")
    assert at_sample.work.page.chip_text == "stdcall 32 B"
    assert "removes 32 bytes from the stack (ret 32)" in at_sample.work.page.chip_tip
    QTest.mouseClick(at_sample.work.signature.suggestion, Qt.MouseButton.LeftButton)
    assert text_of(at_sample).startswith("double __stdcall add_mixed(int arg1, ")


def test_a_cplusplus_name_is_offered_as_c(at_sample: Person) -> None:
    at_sample.choose("pixel_wavelength")
    QTest.mouseClick(at_sample.work.signature.suggestion, Qt.MouseButton.LeftButton)
    assert text_of(at_sample) == "double __cdecl pixel_wavelength(int arg1);"
    at_sample.call(arg1="0")
    assert float(at_sample.result) > 100


def test_code_that_speaks_against_a_signature_is_remarked(at_sample: Person) -> None:
    at_sample.choose("subtract")
    at_sample.type_prototype("int __cdecl subtract(int a, int b);")
    assert "The code removes 8 bytes from the stack; a __cdecl function removes none." in at_sample.work.signature.note
    at_sample.type_prototype("int subtract(int a, int b);")
    assert at_sample.work.signature.note == ""
    at_sample.call(a="7", b="2")
    assert at_sample.result == "5"


def test_a_buffer_without_a_size_cannot_be_called_yet(at_sample: Person) -> None:
    at_sample.choose("greet")
    at_sample.type_prototype("int greet(const char *name, char *buffer, int size);")
    assert "its size is unknown" in at_sample.work.signature.note
    at_sample.call(name="x", size="3")
    assert at_sample.failure.startswith("Nothing was called\nThe function may write to 'buffer'")


def test_two_exports_cannot_share_a_name(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    at_sample.choose("subtract")
    at_sample.type_prototype("int add(int a, int b);")
    assert "belongs to the signature of another export" in at_sample.work.signature.problem
    at_sample.choose("add")
    at_sample.call(a="1", b="2")
    assert at_sample.result == "3"


def test_an_export_without_a_name(at_sample: Person) -> None:
    at_sample.choose("#100")
    at_sample.type_prototype("int twice(int value);")
    at_sample.call(value="21")
    assert at_sample.result == "42"


def test_removing_a_signature(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    QTest.mouseClick(at_sample.work.signature.remove, Qt.MouseButton.LeftButton)
    assert text_of(at_sample) == ""
    assert at_sample.parts.session.signed() == frozenset()
    at_sample.call()
    assert at_sample.failure.startswith("Nothing was called\nThe function needs a signature first")


def test_types_declared_with_the_prototype_are_known_from_then_on(at_sample: Person) -> None:
    at_sample.choose("distance")
    at_sample.type_prototype("typedef struct P { double x; double y; } P; double distance(const P *a, const P *b);")
    assert at_sample.work.signature.problem == ""
    at_sample.choose("shift")
    at_sample.type_prototype("void shift(_Inout_ P *point, double dx, double dy);")
    at_sample.call(point='{"x": 1, "y": 2}', dx="1", dy="1")
    assert at_sample.outputs == {"point": "{x: 2.0, y: 3.0}"}


def test_the_size_offers_the_other_parameters(at_sample: Person) -> None:
    at_sample.choose("mean")
    at_sample.type_prototype("double mean(const double *values, int count, _Inout_ int *room);")
    model = at_sample.work.signature.form.model
    assert model.index(0, ParameterColumn.SIZE).data(WORDS_ROLE) == ["count", "count bytes", "*room"]
    edit_cell(at_sample, 0, ParameterColumn.SIZE, "*room")
    at_sample.wait(lambda: "_In_reads_(*room) const double *values" in text_of(at_sample))


def test_a_wrong_size_marks_its_cell(at_sample: Person) -> None:
    at_sample.choose("mean")
    at_sample.type_prototype("double mean(const double *values, int count);")
    edit_cell(at_sample, 0, ParameterColumn.SIZE, "cuont")
    at_sample.wait(lambda: bool(at_sample.work.signature.problem))
    model = at_sample.work.signature.form.model
    marked = [column for column in ParameterColumn if model.index(0, column).data(PROBLEM_ROLE)]
    assert marked == [ParameterColumn.SIZE]


def test_directions_are_explained_where_they_stand(at_sample: Person) -> None:
    at_sample.choose("divide")
    at_sample.type_prototype("int divide(int n, int d, _Out_ int *quotient, int *remainder);")
    model = at_sample.work.signature.form.model
    tips = [model.index(row, ParameterColumn.DIRECTION).data(Qt.ItemDataRole.ToolTipRole) for row in range(4)]
    assert "you give nothing" in tips[2]
    assert "the function changes it" in tips[3]


def test_a_default_fills_the_call_form_and_is_saved(at_sample: Person, tmp_path: Path) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    edit_cell(at_sample, 1, ParameterColumn.DEFAULT, "23")
    at_sample.wait(lambda: at_sample.work.call.texts() == {"a": "0", "b": "23"})
    at_sample.fill(a="19")
    edit_cell(at_sample, 1, ParameterColumn.DEFAULT, "24")
    at_sample.wait(lambda: at_sample.work.call.texts() == {"a": "19", "b": "24"})
    assert text_of(at_sample) == "int add(int a, int b);"
    at_sample.press("Ctrl+Z")
    assert at_sample.work.call.texts() == {"a": "19", "b": "23"}
    at_sample.actions.save.trigger()
    at_sample.choose_file(tmp_path / "bench.probe32")
    assert not at_sample.window.isWindowModified()
    at_sample.actions.close_library.trigger()
    at_sample.wait_idle()
    at_sample.open(tmp_path / "bench.probe32")
    at_sample.choose("add")
    assert at_sample.work.signature.form.model.rows[1].default == "23"
    assert at_sample.work.call.texts()["b"] == "23"
    at_sample.call()
    assert at_sample.result == "42"


def test_a_default_that_does_not_fit_marks_its_cell(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    edit_cell(at_sample, 0, ParameterColumn.DEFAULT, "many")
    at_sample.wait(lambda: bool(at_sample.work.signature.problem))
    model = at_sample.work.signature.form.model
    marked = [column for column in ParameterColumn if model.index(0, column).data(PROBLEM_ROLE)]
    assert marked == [ParameterColumn.DEFAULT]
    assert at_sample.work.call.texts()["a"] == "0"
    edit_cell(at_sample, 0, ParameterColumn.DEFAULT, "7")
    at_sample.wait(lambda: at_sample.work.call.texts()["a"] == "7")
    assert at_sample.work.signature.problem == ""


def test_every_type_that_is_offered_is_understood() -> None:
    for each in (*SCALARS, *POINTERS):
        assert parse_prototype(f"void f({declare(each, 'value')});").parameters[0].name == "value"


def test_the_words_of_a_header_survive_an_edit(at_sample: Person, sample_header: Path) -> None:
    at_sample.import_header(sample_header)
    at_sample.choose("sp_get_info")
    before = at_sample.parts.session.function
    assert before is not None
    assert before.signature.comment
    at_sample.work.signature.form.convention.setCurrentText("cdecl")
    at_sample.work.signature.form.convention.activated.emit(0)
    at_sample.wait(lambda: "__cdecl" in text_of(at_sample))
    after = at_sample.parts.session.function
    assert after is not None
    assert after.signature.comment == before.signature.comment

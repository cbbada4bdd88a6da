"""From an export to a result, and everything that can go wrong on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from person import Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit


def test_type_a_signature_click_call_read_the_result(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    at_sample.call(a="40", b="2")
    assert at_sample.result == "42"
    assert at_sample.work.result.detail.text() == "0x0000002A · int"
    assert at_sample.work.result.last_error.text() == "Last error 0 · no error"
    assert at_sample.work.result.duration.text().endswith("s")
    assert at_sample.window.host.state == "ready"
    assert "32-bit Python" in at_sample.window.host.words.text()


def test_clicking_a_number_selects_it_so_that_typing_replaces_it(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    line = at_sample.work.call.fields[0].editor
    assert isinstance(line, QLineEdit)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    at_sample.wait(line.hasSelectedText)
    QTest.keyClicks(line, "40")
    assert at_sample.work.call.texts()["a"] == "40"


def test_the_keyboard_returns_after_a_call_to_where_it_was(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    for each in (at_sample.work.call.fields[1].editor, at_sample.work.call.call_button):
        each.setFocus()
        at_sample.actions.call.trigger()
        at_sample.wait_idle()
        assert each.hasFocus()


def test_outputs_and_last_error_are_shown(at_sample: Person) -> None:
    at_sample.choose("divide")
    at_sample.type_prototype("int divide(int numerator, int denominator, _Out_ int *quotient, _Out_ int *remainder);")
    assert list(at_sample.work.call.texts()) == ["numerator", "denominator"]
    at_sample.call(numerator="17", denominator="5")
    assert (at_sample.result, at_sample.outputs) == ("1", {"quotient": "3", "remainder": "2"})
    at_sample.call(denominator="0")
    assert at_sample.result == "0"
    assert "87" in at_sample.work.result.last_error.text()
    assert "parameter is incorrect" in at_sample.work.result.last_error.text()


def test_the_dots_of_a_signature_take_what_is_added(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int __cdecl add(int a, ...);")
    assert list(at_sample.work.call.texts()) == ["a"]
    QTest.mouseClick(at_sample.work.call.extra.add_button, Qt.MouseButton.LeftButton)
    QTest.keyClicks(QApplication.focusWidget(), "2")
    at_sample.call(a="40")
    assert at_sample.result == "42"


def test_a_table_of_values_has_the_whole_width_of_the_form(at_sample: Person) -> None:
    at_sample.choose("mean")
    at_sample.type_prototype("double mean(_In_reads_(count) const double *values, int count);")
    table, number = at_sample.work.call.fields
    at_sample.wait(lambda: number.y() > table.y() > 0)
    assert table.x() < number.x()
    assert table.width() > number.width()


def test_a_wrong_convention_is_told_above_the_result(at_sample: Person) -> None:
    at_sample.choose("subtract")
    at_sample.type_prototype("int __cdecl subtract(int a, int b);")
    at_sample.call(a="5", b="3")
    assert at_sample.result == "2"
    assert at_sample.work.result.banner.text == (
        "The signature may be wrong\nsubtract removed 8 bytes from the stack, but the signature is __cdecl, which "
        "removes none: it is likely __stdcall with 2 arguments (8 bytes)."
    )
    at_sample.type_prototype("int __stdcall subtract(int a, int b);")
    at_sample.call(a="5", b="3")
    assert at_sample.work.result.banner.text == ""


def test_stop_a_hung_call_then_call_again(at_sample: Person) -> None:
    at_sample.choose("wait_forever")
    at_sample.type_prototype("void wait_forever(void);")
    at_sample.click_call()
    at_sample.wait(lambda: at_sample.window.host.state == "busy")
    at_sample.wait(lambda: at_sample.work.call.progress_shown)
    assert not at_sample.work.call.call_button.isEnabled()
    QTest.mouseClick(at_sample.work.call.stop_button, Qt.MouseButton.LeftButton)
    at_sample.wait_idle()
    assert at_sample.failure.startswith("Stopped\nwait_forever was stopped")
    assert not at_sample.work.call.progress_shown

    at_sample.choose("version")
    at_sample.type_prototype("int version(void);")
    at_sample.call()
    assert at_sample.result == "10203"


def test_escape_stops(at_sample: Person) -> None:
    at_sample.choose("wait_forever")
    at_sample.type_prototype("void wait_forever(void);")
    at_sample.click_call()
    at_sample.wait(lambda: at_sample.window.host.state == "busy")
    QTest.keyClick(at_sample.window, Qt.Key.Key_Escape)
    at_sample.wait_idle()
    assert at_sample.failure.startswith("Stopped")


def test_an_argument_out_of_range_is_marked_and_nothing_is_called(at_sample: Person) -> None:
    at_sample.choose("add_uint8")
    at_sample.type_prototype("unsigned char add_uint8(unsigned char a, unsigned char b);")
    at_sample.fill(a="300", b="1")
    field = at_sample.work.call.field("a")
    assert field is not None
    assert "300 is out of range" in field.problem
    at_sample.click_call()
    at_sample.wait_idle()
    assert at_sample.failure.startswith("Nothing was called")
    assert field.editor.hasFocus()
    assert at_sample.parts.history.entries == ()
    assert at_sample.window.host.state == "stopped"
    assert at_sample.work.call.texts() == {"a": "300", "b": "1"}

    at_sample.call(a="254")
    assert (at_sample.result, field.problem) == ("255", "")


def test_a_native_fault_is_explained_and_the_window_stays_usable(at_sample: Person) -> None:
    at_sample.choose("write_to_null")
    at_sample.type_prototype("void write_to_null(void);")
    at_sample.call()
    assert at_sample.failure.startswith("The function crashed\nwrite_to_null")
    assert "access violation" in at_sample.failure
    assert at_sample.parts.history.entries[0].failed

    at_sample.choose("increment")
    at_sample.type_prototype("void increment(int *value);")
    at_sample.call(value="41")
    assert at_sample.failure == ""
    assert at_sample.outputs == {"value": "42"}


def test_a_host_that_ends_is_reported_and_replaced(at_sample: Person) -> None:
    at_sample.choose("end_process")
    at_sample.type_prototype("void end_process(unsigned code);")
    at_sample.call(code="3")
    assert "ended with exit code 3" in at_sample.window.trouble.text
    assert at_sample.failure == ""  # once is enough
    assert at_sample.work.result.idle.text().startswith("No result: the 32-bit host ended during the call.")
    assert "ended with exit code 3" in at_sample.parts.history.entries[0].outcome
    assert at_sample.window.host.state == "dead"
    at_sample.choose("version")
    at_sample.type_prototype("int version(void);")
    at_sample.call()
    assert (at_sample.result, at_sample.window.host.state) == ("10203", "ready")


def test_restart_starts_afresh(at_sample: Person) -> None:
    at_sample.choose("count_calls")
    at_sample.type_prototype("int count_calls(void);")
    at_sample.call()
    at_sample.call()
    assert at_sample.result == "2"
    at_sample.actions.restart.trigger()
    at_sample.wait_idle()
    at_sample.call()
    assert at_sample.result == "1"


def test_a_call_in_the_history_comes_back_with_its_arguments(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    at_sample.call(a="1", b="2")
    at_sample.call(a="5", b="6")
    at_sample.choose("version")
    at_sample.type_prototype("int version(void);")
    at_sample.call()
    entries = at_sample.parts.history.entries
    assert [each.outcome for each in entries] == ["10203", "11", "3"]
    assert entries[2].arguments_text == "a = 1, b = 2"

    table = at_sample.window.history.table
    place = table.visualRect(table.model().index(2, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert at_sample.parts.session.export is not None
    assert at_sample.parts.session.export.symbol == "add"
    assert at_sample.work.call.texts() == {"a": "1", "b": "2"}
    at_sample.click_call()
    at_sample.wait_idle()
    assert at_sample.result == "3"


def test_repeating_a_call_whose_signature_was_removed_brings_that_back_too(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    at_sample.call(a="1", b="2")
    at_sample.actions.clear_signature.trigger()
    assert at_sample.work.call.texts() == {}
    at_sample.window.history.edit_requested.emit(at_sample.parts.history.entries[0])
    assert at_sample.work.call.texts() == {"a": "1", "b": "2"}
    assert "add" in at_sample.work.signature.editor.toPlainText()


def test_arguments_are_remembered_for_each_function_and_for_the_next_time(
    at_sample: Person, make_person: Callable[[], Person], sample_dll: Path
) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    at_sample.fill(a="7", b="8")
    at_sample.choose("subtract")
    at_sample.type_prototype("int __stdcall subtract(int a, int b);")
    at_sample.fill(a="1", b="2")
    at_sample.choose("add")
    assert at_sample.work.call.texts() == {"a": "7", "b": "8"}
    at_sample.parts.session.forget_edits()
    at_sample.window.close()
    at_sample.wait(lambda: not at_sample.window.isVisible())

    again = make_person()
    again.open(sample_dll)
    again.choose("subtract")
    again.type_prototype("int __stdcall subtract(int a, int b);")
    assert again.work.call.texts() == {"a": "1", "b": "2"}


def test_structs_arrays_text_enums_and_callbacks(at_sample: Person, sample_header: Path) -> None:
    at_sample.import_header(sample_header)
    at_sample.choose("distance")
    at_sample.call(a='{"x": 0, "y": 0}', b='{"x": 3, "y": 4}')
    assert at_sample.result == "5.0"
    at_sample.choose("mean")
    at_sample.call(values="[1, 2, 6]", count="3")
    assert at_sample.result == "3.0"
    at_sample.choose("greet")
    at_sample.call(name="Ada", size="32")
    assert at_sample.outputs == {"buffer": '"Hello, Ada!"'}
    at_sample.choose("detector_name")
    at_sample.call(detector="DETECTOR_INGAAS")
    assert "InGaAs" in at_sample.result
    at_sample.choose("integrate")
    at_sample.call(**{"function": "lambda x, user: x * x", "user": "null", "from": "0", "to": "3", "steps": "300"})
    assert at_sample.result.startswith(("9.0", "8.99"))
    at_sample.call(**{"function": "record lambda x, user: 2.0", "user": "0x10", "from": "0", "to": "2", "steps": "2"})
    assert (at_sample.result, at_sample.outputs) == ("4.0", {"function": "[[0.5, 16], [1.5, 16]]"})
    (calls,) = at_sample.work.result.outputs.nodes
    assert [each.full for each in calls.children] == ["(0.5, 0x00000010)", "(1.5, 0x00000010)"]
    at_sample.choose("centroid")
    at_sample.call(points='[{"x": 0, "y": 0}, {"x": 2, "y": 4}]', count="2")
    assert at_sample.result == "{x: 1.0, y: 2.0}"
    assert [each.name for each in at_sample.work.result.outputs.nodes[0].children] == [".x", ".y"]


def test_a_call_that_contradicts_its_signature_says_so_and_offers_the_cure(at_sample: Person) -> None:
    at_sample.choose("multiply")
    at_sample.type_prototype("int __cdecl multiply(int a, int b);")
    at_sample.call(a="6", b="7")
    assert at_sample.result == "42"
    banner = at_sample.work.result.banner
    assert banner.isVisible()
    assert "multiply removed 8 bytes from the stack, but the signature is __cdecl" in at_sample.failure
    (offer,) = banner.offers.values()
    assert offer.text() == "Use stdcall"
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert at_sample.work.signature.editor.toPlainText() == "int __stdcall multiply(int a, int b);"
    at_sample.call()
    assert (at_sample.result, at_sample.failure) == ("42", "")
    at_sample.actions.undo.trigger()
    assert "__cdecl" in at_sample.work.signature.editor.toPlainText()


def test_a_wrong_number_of_arguments_is_told_without_a_cure(at_sample: Person) -> None:
    at_sample.choose("multiply")
    at_sample.type_prototype("int __stdcall multiply(int a, int b, int c);")
    at_sample.call(a="6", b="7")
    assert "it is likely __stdcall with 2 arguments (8 bytes)" in at_sample.failure
    assert not at_sample.work.result.banner.offers

"""What a call gave, in all its forms: changes, numbers, long texts, a deadline, what callbacks hear, copies."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from person import Person
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from probe32.abi.types import Character, Float, Integer, Pointer
from probe32_app.messages import Message, Severity
from probe32_app.models.outputs import CHANGED_ROLE, OutputsModel, output_node
from probe32_app.widgets.banner import Banner, Offer
from probe32_app.widgets.theme import load_theme
from probe32_app.widgets.value_details import SHOWN_TEXT, ValueDetails

INT = Integer("int", 4, True)


def changed(model: OutputsModel) -> list[str]:
    rows = (model.index(row, 1) for row in range(model.rowCount()))
    return [str(each.data()) for each in rows if each.data(CHANGED_ROLE)]


def chips(person: Person) -> list[str]:
    words = (each for each in person.work.result.findChildren(QLabel) if each.isVisible())
    return [each.text() for each in words if each.text().startswith("was ")]


def test_what_has_changed_since_the_last_call_is_marked(at_sample: Person) -> None:
    at_sample.choose("divide")
    at_sample.type_prototype("int divide(int numerator, int denominator, _Out_ int *quotient, _Out_ int *remainder);")
    at_sample.call(numerator="17", denominator="5")
    assert changed(at_sample.work.result.outputs) == []
    at_sample.call(numerator="16")
    assert changed(at_sample.work.result.outputs) == ["1"]
    tip = at_sample.work.result.outputs.index(1, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("Before: 2\n")
    assert chips(at_sample) == []
    at_sample.call(denominator="0")
    assert chips(at_sample) == ["was 1"]
    at_sample.call()
    assert chips(at_sample) == []


def test_a_value_is_shown_in_other_forms(at_sample: Person) -> None:
    at_sample.choose("add_uint32")
    at_sample.type_prototype("unsigned long add_uint32(unsigned long a, unsigned long b);")
    at_sample.call(a="5", b="0")
    result = at_sample.work.result
    assert not result.details.isVisible()
    QTest.mouseClick(result.forms_button, Qt.MouseButton.LeftButton)
    assert result.details.isVisible()
    assert result.details.form("binary").endswith("0000 0101")
    assert result.details.form("Windows error") == "ERROR_ACCESS_DENIED · access is denied"
    result.details.forms.setCurrentCell(1, 1)
    result.details.copy()
    assert QGuiApplication.clipboard().text() == "0x00000005"


def test_an_array_is_a_table_with_statistics(at_sample: Person) -> None:
    at_sample.choose("ramp")
    at_sample.type_prototype(
        "void __stdcall ramp(_Out_writes_(count) double *values, int count, double start, double step);"
    )
    field = at_sample.work.call.field("count")
    assert field is not None
    assert field.note == "room for values"
    at_sample.call(count="200000", start="0", step="0.5")
    details = at_sample.work.result.details
    assert details.isVisible()
    at_sample.wait(lambda: details.words.text() == "200,000 values · 0 to 99999.5 · mean 49999.75")
    assert details.table.model().rowCount() == 200_000
    assert details.table.model().index(199_999, 0).data() == "99999.5"
    details.copy()
    assert QGuiApplication.clipboard().text().count("\n") == 199_999
    QTest.mouseClick(details.plot_button, Qt.MouseButton.LeftButton)
    assert details.plot is not None
    ((first, *_, last),) = details.plot.points()
    assert (first, last) == ((0, 0), (199_990, 99_995))
    assert at_sample.parts.history.entries[0].cut


def test_huge_values_cost_what_is_shown_of_them() -> None:
    numbers = list(range(1_000_000))
    node = output_node("values", Pointer(Float(8)), numbers, [0, *numbers[1:]])
    assert node.before == ""
    assert node.value.startswith("[0, 1, 2")
    assert len(node.children) == 1000
    assert node.children[999].value.startswith("999")
    text = output_node("text", Pointer(Character(1)), "x" * 10_000_000)
    assert len(text.value) < 200
    assert text.full.count("x") == 10_000_000


def test_a_long_text_is_shown_in_part_and_copied_whole(qapp: object, qtbot: object) -> None:
    details = ValueDetails(load_theme("light"))
    details.show_value(Pointer(Character(1)), "µ" * 10_000_000)
    assert len(details.text.toPlainText()) == SHOWN_TEXT
    assert "10,000,000 characters, of which the first 100,000 are shown" in details.words.text()
    details.copy()
    assert len(QGuiApplication.clipboard().text()) == 10_000_000
    details.deleteLater()


def test_a_deadline_ends_the_call_and_is_remembered(at_sample: Person) -> None:
    at_sample.choose("wait_forever")
    at_sample.type_prototype("void wait_forever(void);")
    line = at_sample.work.call.deadline.line
    line.setFocus()
    QTest.keyClicks(line, "soon")
    at_sample.click_call()
    at_sample.wait_idle()
    assert "'soon' is no deadline. Give a number of seconds above 0, or nothing." in at_sample.failure
    assert line.hasFocus()
    line.clear()
    QTest.keyClicks(line, "0.4")
    at_sample.call()
    assert at_sample.window.trouble.text.startswith("The 32-bit host was ended\nwait_forever did not return")
    assert at_sample.work.result.idle.text().startswith("No result")
    assert at_sample.parts.history.entries[0].deadline == "0.4"
    at_sample.choose("version")
    assert line.text() == ""
    at_sample.choose("wait_forever")
    assert line.text() == "0.4"


def test_what_a_callback_hears_is_shown_while_the_call_runs(at_sample: Person, sample_header: Path) -> None:
    at_sample.import_header(sample_header)
    at_sample.choose("integrate")
    at_sample.fill(
        **{"function": "record lambda x, user: __import__('time').sleep(0.05) or 1.0", "user": "null", "from": "0"}
    )
    at_sample.fill(to="1", steps="1000")
    at_sample.click_call()
    outputs = at_sample.work.result.outputs
    at_sample.wait(lambda: bool(outputs.nodes) and outputs.nodes[0].value != "0 calls")
    assert at_sample.parts.session.calling
    assert outputs.nodes[0].children[0].value.startswith("(0.0005")
    at_sample.press("Esc")
    at_sample.wait_idle()
    assert at_sample.failure.startswith("Stopped")


def test_the_bytes_of_a_file_are_read_when_the_call_is_made(
    at_sample: Person, sample_header: Path, tmp_path: Path
) -> None:
    at_sample.import_header(sample_header)
    at_sample.choose("checksum")
    file = tmp_path / "bytes.bin"
    field = at_sample.work.call.field("data")
    assert field is not None
    field.set_text(f"@{file}")
    at_sample.wait(lambda: "There is no file" in field.problem)
    file.write_bytes(b"\x01\x02\x04\xf0")
    at_sample.call(data="null")
    at_sample.call(data=f"@{file}")
    assert at_sample.work.call.texts()["size"] == "4"
    assert at_sample.result == "247"


def test_a_count_follows_its_array_until_another_is_typed(at_sample: Person, sample_header: Path) -> None:
    at_sample.import_header(sample_header)
    at_sample.choose("mean")
    assert at_sample.work.call.texts() == {"values": "[0.0, 0.0, 0.0]", "count": "3"}
    values, count = at_sample.work.call.fields
    QTest.keyClick(values.editor.focusProxy(), Qt.Key.Key_Insert)
    assert count.text() == "4"
    count.set_text("2")
    QTest.keyClick(values.editor.focusProxy(), Qt.Key.Key_Insert)
    assert (values.element_count(), count.text()) == (5, "2")


def test_a_cell_that_is_still_open_counts_when_the_keyboard_calls(at_sample: Person, sample_header: Path) -> None:
    at_sample.import_header(sample_header)
    at_sample.choose("mean")
    table = at_sample.work.call.fields[0].editor.focusProxy()
    table.setFocus()
    at_sample.press("Down")
    QTest.keyClicks(table, "6")
    at_sample.press("Ctrl+Return")
    at_sample.wait_idle()
    assert (at_sample.work.call.texts()["values"], at_sample.result) == ("[0.0, 6.0, 0.0]", "2.0")


def test_every_wrong_field_is_named_and_the_first_has_the_keyboard(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    at_sample.fill(a="1x", b="3000000000")
    at_sample.click_call()
    at_sample.wait_idle()
    assert "Correct 'a', 'b', which are marked." in at_sample.failure
    first, second = at_sample.work.call.fields
    assert first.editor.hasFocus()
    assert "Give a whole number from -2147483648 to 2147483647." in second.problem


def test_a_call_is_copied_as_python_that_runs(at_sample: Person) -> None:
    at_sample.choose("greet")
    at_sample.type_prototype("int greet(const char *name, _Out_writes_(size) char *buffer, int size);")
    at_sample.call(name="Ada", size="32")
    at_sample.actions.copy_python.trigger()
    program = QGuiApplication.clipboard().text()
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "12\n{'buffer': 'Hello, Ada!'}\n"
    at_sample.actions.copy_json.trigger()
    document = json.loads(QGuiApplication.clipboard().text())
    assert (document["result"], document["outputs"]) == (12, {"buffer": "Hello, Ada!"})
    at_sample.actions.copy_c.trigger()
    assert QGuiApplication.clipboard().text() == 'char buffer[32] = {0};\nint result = greet("Ada", buffer, 32);\n'
    at_sample.actions.copy_command.trigger()
    assert QGuiApplication.clipboard().text().startswith("probe32 call ")
    at_sample.fill(size="many")
    at_sample.actions.copy_python.trigger()
    assert at_sample.failure.startswith("Nothing was copied\n'many' is no value for 'size'")


def test_recent_values_are_offered(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    field = at_sample.work.call.fields[0]
    assert not field.menu_button.isVisible()
    for text in ("1", "2", "1"):
        at_sample.call(a=text)
    menu = field.menu_button.menu()
    menu.aboutToShow.emit()
    assert [each.text() for each in menu.actions()] == ["Given before", "1", "2"]
    menu.actions()[2].trigger()
    assert field.text() == "2"


def test_a_long_title_has_the_width_of_its_banner(qtbot: QtBot) -> None:
    banner, title = Banner(load_theme("light")), "The signature may be wrong"
    qtbot.addWidget(banner)
    (close,) = (each for each in banner.findChildren(QToolButton) if each.accessibleName() == "Close the message")
    wide = [Offer("use", "Use stdcall instead")]
    for width, beside, offers in ((220, False, []), (220, False, wide), (900, True, wide)):
        banner.resize(width, 400)
        banner.show_message(Message(title, "It removed 8 bytes from the stack.", severity=Severity.WARNING), offers)
        QApplication.processEvents()
        (shown,) = (each for each in banner.findChildren(QLabel) if each.text() == title)
        assert (close.mapTo(banner, QPoint()).y() < shown.geometry().bottom()) is beside
        assert shown.width() > (banner.width() - 60 if not beside else shown.fontMetrics().horizontalAdvance(title))
        assert all(each.geometry().right() <= banner.width() for each in banner.offers.values())

"""The editors of the call form, each by itself, used as a person uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from person import WAIT_MS
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from probe32 import headers
from probe32_app.controllers.argument_files import look
from probe32_app.models.arguments import argument_specs
from probe32_app.models.leaf_texts import PROBLEM_ROLE
from probe32_app.models.number_rows import MOST, csv_numbers, pasted_numbers
from probe32_app.widgets.argument_field import ArgumentField
from probe32_app.widgets.argument_fields import make_field
from probe32_app.widgets.buffer_field import BufferField
from probe32_app.widgets.choice_fields import EnumerationField
from probe32_app.widgets.fill_dialog import FillDialog
from probe32_app.widgets.line_fields import LineField
from probe32_app.widgets.number_table import NumberTable
from probe32_app.widgets.structured_field import StructuredField
from probe32_app.widgets.text_field import TextField
from probe32_app.widgets.value_tree import ValueTree

PRELUDE = """
enum Mode { SLOW, FAST, TURBO }; enum Access { NONE = 0, READ = 1, WRITE = 2, APPEND = 8 };
struct Point { double x, y; };
struct Shape { char name[8]; enum Mode mode; struct Point at; unsigned short codes[3];
               union { int number; float share; }; struct Point *next; bool on; };
"""


class Fields:
    """Makes fields in a window of their own."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def make(self, parameters: str, name: str = "a") -> ArgumentField:
        signature = headers.parse_prototype(f"void f({parameters});", prelude=PRELUDE)
        field = make_field(next(each for each in argument_specs(signature) if each.name == name))
        self._qtbot.addWidget(field)
        field.file_asked.connect(lambda question: field.take_answer(question, look(question)))
        field.show()
        with self._qtbot.waitExposed(field, timeout=WAIT_MS):
            field.activateWindow()
        field.editor.setFocus()
        return field

    def line(self, parameters: str) -> LineField:
        field = self.make(parameters)
        assert isinstance(field, LineField)
        return field

    def structured(self, parameters: str) -> StructuredField:
        field = self.make(parameters)
        assert isinstance(field, StructuredField)
        return field


@pytest.fixture
def fields(qapp: QApplication, qtbot: QtBot) -> Fields:
    return Fields(qtbot)


def type_over(widget: QWidget, text: str) -> None:
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(widget, text)


def type_value(tree: ValueTree, row: int, text: str, *, inside: tuple[int, ...] = ()) -> None:
    """Go to a member of the tree and type its value."""
    parent = tree.rootIndex()
    for each in inside:
        parent = tree.model().index(each, 0, parent)
    tree.setCurrentIndex(tree.model().index(row, 1, parent))
    QTest.keyClick(tree, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not None
    type_over(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # the view takes the text over when the editor has seen the key


def test_a_whole_number_changes_its_notation_and_steps_within_its_range(fields: Fields) -> None:
    field = fields.line("unsigned char a")
    type_over(field.line, "254")
    assert (field.text(), field.note) == ("254", "0xfe")
    for shown in ("0xfe", "0b11111110", "254"):
        QTest.keyClick(field.line, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        assert field.text() == shown
    QTest.keyClick(field.line, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field.line, Qt.Key.Key_Up)
    assert field.text() == "0xff"
    QTest.keyClick(field.line, Qt.Key.Key_Up)
    assert field.text() == "0xff"
    QTest.keyClick(field.line, Qt.Key.Key_PageDown)
    assert field.text() == "0xf5"
    QTest.keyClick(field.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "0xff"


def test_a_negative_number_reads_back_as_itself_in_every_notation(fields: Fields) -> None:
    field = fields.line("int a")
    type_over(field.line, "-20")
    assert field.note == "0xffffffec"
    QTest.keyClick(field.line, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), field.note) == ("-0x14", "-20")


def test_a_character_is_typed_as_itself_or_as_its_number(fields: Fields) -> None:
    field = fields.line("char a")
    type_over(field.line, "A")
    assert field.note == "= 65"
    type_over(field.line, "66")
    assert field.note == "'B'"


def test_what_a_float_makes_of_a_number_stands_beside_it(fields: Fields) -> None:
    field = fields.line("float a")
    type_over(field.line, "0.1")
    assert field.note == "= 0.10000000149011612"
    type_over(field.line, "0.5")
    assert field.note == ""
    QTest.keyClick(field.line, Qt.Key.Key_Down)
    assert field.text() == "-0.5"
    type_over(field.line, "nan")
    QTest.keyClick(field.line, Qt.Key.Key_Up)
    assert field.text() == "nan"


def test_flags_are_ticked_and_joined(fields: Fields) -> None:
    field = fields.make("enum Access a")
    assert isinstance(field, EnumerationField)
    assert field.flags is not None
    field.set_text("READ")
    field.flags.menu().aboutToShow.emit()
    assert [name for name, box in field.flags.boxes.items() if box.isChecked()] == ["READ"]
    field.flags.boxes["APPEND"].click()
    assert (field.text(), field.note) == ("READ|APPEND", "= 9")
    for name in ("READ", "APPEND"):
        field.flags.boxes[name].click()
    assert field.text() == "NONE"
    field.set_text("0x0B")
    field.flags.menu().aboutToShow.emit()
    assert all(box.isChecked() for box in field.flags.boxes.values())


def test_an_enum_that_counts_has_no_flags_and_takes_any_number(fields: Fields) -> None:
    field = fields.make("enum Mode a")
    assert isinstance(field, EnumerationField)
    assert field.flags is None
    type_over(field.box, "TURBO")
    assert (field.text(), field.note) == ("TURBO", "= 2")


def test_text_says_what_it_takes_in_memory_and_whether_it_fits(fields: Fields) -> None:
    field = fields.make("_Inout_updates_(size) char *a, int size")
    assert isinstance(field, TextField)
    field.set_room(4)
    QTest.keyClicks(field.line, "aµ")
    assert field.note == "4 of 4 bytes, UTF-8"
    assert "61 c2 b5 00" in field.line.toolTip()
    field.set_text('"a\\nb"')
    assert "61 0a 62 00" in field.line.toolTip()
    field.set_text("x" * 100_000)
    assert len(field.text()) == 100_000
    wide = fields.make("const wchar_t *a")
    wide.set_text("µ𝄞")
    assert wide.note == "4 characters, UTF-16"


def test_bytes_are_written_as_text_or_digits_or_come_from_a_file(fields: Fields, tmp_path: Path) -> None:
    field = fields.make("_In_reads_bytes_(size) const void *a, int size")
    assert isinstance(field, BufferField)
    field.set_text("Ada")
    assert field.note == "3 bytes"
    field.rewrite(as_text=False)
    assert field.text() == "hex:41 64 61"
    field.rewrite(as_text=True)
    assert (field.text(), field.note) == ('"Ada"', "3 bytes")
    file = tmp_path / "big.bin"
    with file.open("wb") as made:
        made.truncate(100_000_000)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(field.line, QDragEnterEvent(QPoint(5, 5), copy, data, button, keys))
    QApplication.sendEvent(field.line, QDropEvent(QPointF(5, 5), copy, data, button, keys, QEvent.Type.Drop))
    assert (field.text(), field.note) == (f"@{file}", "100.0 MB")
    assert field.element_count() == 100_000_000


def test_the_menu_of_a_callback_writes_what_it_does(fields: Fields) -> None:
    field = fields.line("int (*a)(int x, void *user)")
    menu = field.menu_button.menu()
    menu.aboutToShow.emit()
    next(each for each in menu.actions() if "answer 1" in each.text()).trigger()
    assert (field.text(), field.note) == ("record 1", "recorded, answers 1")
    menu.aboutToShow.emit()
    next(each for each in menu.actions() if "Python" in each.text()).trigger()
    assert field.text() == "lambda x, user: 0"
    field.set_text("lambda x, user: " + " + ".join("x" * 80))
    assert field.line.cursorPosition() == 0  # the beginning of a long one is in sight


def test_a_struct_is_filled_in_member_by_member(fields: Fields) -> None:
    field = fields.structured("const struct Shape *a")
    tree = field.form
    assert isinstance(tree, ValueTree)
    type_value(tree, 0, "box")
    type_value(tree, 1, "FAST")
    type_value(tree, 0, "0x10", inside=(2,))
    type_value(tree, 1, "300", inside=(3,))
    type_value(tree, 4, "7")
    value = json.loads(field.text())
    assert value["name"] == "box"
    assert value["mode"] == "FAST"
    assert value["at"]["x"] == "0x10"  # no number for a double: the check of the call will say so
    assert value["codes"] == [0, 300, 0]
    assert (value["number"], value["next"], value["on"]) == (7, None, False)


def test_the_members_of_a_struct_keep_their_names_in_a_narrow_field(fields: Fields) -> None:
    field = fields.structured("const struct Shape *a")
    tree = field.form
    assert isinstance(tree, ValueTree)
    field.resize(210, field.height())
    QTest.keyClick(tree, Qt.Key.Key_Down)
    names, values = (tree.visualRect(tree.model().index(3, column)) for column in (0, 1))
    assert names.left() >= 0
    assert min(names.width(), values.width()) > 40
    assert values.right() <= tree.viewport().width()
    assert tree.isColumnHidden(2)
    assert tree.model().index(3, 0).data(Qt.ItemDataRole.ToolTipRole) == ".codes: unsigned short [3]"
    field.resize(600, field.height())
    assert not tree.isColumnHidden(2)
    field = fields.structured("const struct Point *a")
    titles = field.form.header()
    assert all(titles.sectionSize(at) >= titles.sectionSizeHint(at) for at in range(titles.count()))


def test_nothing_typed_is_lost_between_form_and_json(fields: Fields) -> None:
    field = fields.structured("const struct Shape *a")
    tree = field.form
    assert isinstance(tree, ValueTree)
    type_value(tree, 1, "0x2")
    type_value(tree, 0, "1.50", inside=(2,))
    field.view_button.click()
    assert field.as_json
    assert json.loads(field.json.toPlainText())["at"] == {"x": 1.5, "y": 0.0}
    field.view_button.click()
    assert not field.as_json
    assert tree.model().index(1, 1).data() == "0x2"
    assert tree.model().index(0, 1, tree.model().index(2, 0)).data() == "1.50"
    field.view_button.click()
    type_over(field.json, '{"mode": 1, "at": {"x": ')
    field.view_button.click()
    assert field.as_json
    assert "fits no form" in field.problem
    assert field.text() == '{"mode": 1, "at": {"x": '
    QTest.keyClicks(field.json, "2}}")
    field.view_button.click()
    assert json.loads(field.text()) == {"mode": 1, "at": {"x": 2}}


def test_a_wrong_value_is_marked_in_its_cell(fields: Fields) -> None:
    field = fields.structured("const struct Shape *a")
    tree = field.form
    assert isinstance(tree, ValueTree)
    type_value(tree, 1, "70000", inside=(3,))
    cell = tree.model().index(1, 1, tree.model().index(3, 0))
    assert cell.data(PROBLEM_ROLE).startswith("70000 is out of range for 'this value'")
    assert "from 0 to 65535" in cell.data(Qt.ItemDataRole.ToolTipRole)
    type_value(tree, 1, "FAST|TURBO")
    assert not tree.model().index(1, 1).data(PROBLEM_ROLE)
    table = fields.structured("_In_reads_(n) const short *a, int n")
    table.set_text('[1, "x"]')
    assert [bool(table.model.index(row, 0).data(PROBLEM_ROLE)) for row in (0, 1)] == [False, True]


def test_an_array_without_parts_to_show_is_json(fields: Fields) -> None:
    field = fields.structured("double (*a)[10000]")
    assert field.as_json
    field.set_text("[[1.0]]")
    assert field.text() == "[[1.0]]"


def test_a_change_in_the_form_is_taken_back(fields: Fields) -> None:
    field = fields.structured("const struct Point *a")
    tree = field.form
    assert isinstance(tree, ValueTree)
    type_value(tree, 0, "3.5")
    assert json.loads(field.text()) == {"x": 3.5, "y": 0.0}
    QTest.keyClick(tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert json.loads(field.text()) == {"x": 0.0, "y": 0.0}
    QTest.keyClick(tree, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert json.loads(field.text()) == {"x": 3.5, "y": 0.0}


def test_a_list_of_structs_grows_and_shrinks(fields: Fields) -> None:
    field = fields.structured("_In_reads_(n) const struct Point *a, int n")
    tree = field.form
    assert (field.element_count(), field.note) == (3, "3 elements")
    QTest.keyClick(tree, Qt.Key.Key_Insert)
    assert field.element_count() == 4
    tree.setCurrentIndex(tree.model().index(0, 0))
    for _ in range(3):
        QTest.keyClick(tree, Qt.Key.Key_Delete)
    assert json.loads(field.text()) == [{"x": 0.0, "y": 0.0}]


def test_a_column_is_pasted_into_an_array_and_undone(fields: Fields) -> None:
    field = fields.structured("_In_reads_(n) const double *a, int n")
    table = field.form
    assert isinstance(table, NumberTable)
    table.setCurrentIndex(table.model().index(1, 0))
    QGuiApplication.clipboard().setText("1,5\r\n2.5\r\n-3e2\r\n")
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), field.note) == ("[0.0, 1.5, 2.5, -300.0]", "4 elements")
    QTest.keyClick(table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "[0.0, 0.0, 0.0]"
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Delete)
    QTest.keyClicks(table, "n")
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "an")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert field.text() == "[NaN, 0.0]"


def test_an_array_is_filled_and_read_from_a_csv_file(fields: Fields, tmp_path: Path) -> None:
    field = fields.structured("_In_reads_(n) const int *a, int n")
    table = field.form
    assert isinstance(table, NumberTable)
    table.fill_requested.emit()
    dialog = field.findChild(FillDialog)
    dialog.count.setValue(4)
    dialog.start.setValue(10)
    dialog.step.setValue(-2)
    dialog.accept()
    assert field.text() == "[10, 8, 6, 4]"
    file = tmp_path / "lab.csv"
    file.write_text("time;counts\n0,1;5\n0,2;7\n", encoding="utf-8")
    assert csv_numbers(file.read_text(encoding="utf-8")) == ["0.1", "0.2"]
    file.write_text("name,counts\na,5\nb,7\n", encoding="utf-8")
    table.csv_chosen.emit(str(file))
    assert field.text() == "[5, 7]"
    file.write_text("\n".join(["1"] * (MOST + 1)), encoding="utf-8")
    table.csv_chosen.emit(str(file))
    assert field.element_count() == MOST
    assert "Only the first 100,000 of 100,001 numbers" in field.problem
    table.csv_chosen.emit(str(tmp_path / "nowhere.csv"))
    assert "can't be read" in field.problem


@pytest.mark.parametrize(
    "text, cells",
    [
        ("1\n2\n", ["1", "2"]),
        ("1\t2", ["1", "2"]),
        ("[1, 2, 0x10]", ["1", "2", "0x10"]),
        ("1,5;2,5", ["1.5", "2.5"]),
        ("", []),
    ],
)
def test_what_a_spreadsheet_puts_on_the_clipboard(text: str, cells: list[str]) -> None:
    assert pasted_numbers(text) == cells


def test_null_keeps_what_is_typed(fields: Fields) -> None:
    field = fields.structured("const struct Point *a")
    field.set_text('{"x": 1}')
    field.set_text("null")
    assert field.text() == "null"
    assert not field.editor.isEnabled()
    field.stops()[-1].click()  # type: ignore[attr-defined]
    assert field.text() == '{"x": 1}'

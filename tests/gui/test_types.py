"""The editor of types: the table, the C text, the drawn layout, and the library that computes it."""

from __future__ import annotations

import pytest
from person import Person
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip

from probe32.abi.types import Struct, resolve
from probe32_app.models.members import MemberColumn
from probe32_app.models.parameters import PROBLEM_ROLE
from probe32_app.models.type_form import Kind
from probe32_app.views.type_view import TypeView

MIXED = (
    "typedef struct Mixed { char tag; int value; unsigned on : 1; unsigned level : 12; double d; } Mixed;"
    "typedef struct Outer { Mixed inside; short tail; } Outer; int add(Outer *a, int b);"
)


@pytest.fixture
def at_types(at_sample: Person) -> Person:
    """The sample with some types, and the tab of types open at `Mixed`."""
    at_sample.choose("add")
    at_sample.type_prototype(MIXED)
    at_sample.press("Ctrl+T")
    view(at_sample)
    at_sample.work.types.select("Mixed")
    return at_sample


def view(person: Person) -> TypeView:
    assert person.work.types.isVisible()
    return person.work.types.view


def cells(person: Person) -> list[list[str]]:
    model = view(person).model
    return [[str(model.index(row, column).data()) for column in range(5)] for row in range(model.rowCount())]


def names(person: Person) -> list[str]:
    return [each.name for each in person.work.types.model.entries]


def struct(person: Person, name: str) -> Struct:
    assert person.parts.session.library is not None
    found = resolve(person.parts.session.library.types[name])
    assert isinstance(found, Struct)
    return found


def edit_cell(person: Person, row: int, column: MemberColumn, text: str) -> None:
    person.window.activateWindow()  # a list of completions may have taken that
    person.wait(person.window.isActiveWindow)
    table = view(person).table
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    type_into_cell(person, text)


def type_into_cell(person: Person, text: str) -> None:
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(QApplication.activePopupWidget() or editor, Qt.Key.Key_Return)
    person.wait(lambda: QApplication.focusWidget() is not editor)


def test_a_struct_is_shown_with_offsets_and_sizes(at_types: Person) -> None:
    assert names(at_types) == ["Mixed", "Outer"]
    assert cells(at_types) == [
        ["tag", "char", "", "0", "1"],
        ["value", "int", "", "4", "4"],
        ["on", "unsigned int", "1 bit", "8:0", ""],
        ["level", "unsigned int", "12 bits", "8:1", ""],
        ["d", "double", "", "16", "8"],
    ]
    assert view(at_types).editor.toPlainText().startswith("typedef struct Mixed {\n    char tag;")


def test_an_edit_reaches_whatever_contains_the_type(at_types: Person) -> None:
    edit_cell(at_types, 0, MemberColumn.COUNT, "20")
    assert struct(at_types, "Mixed").size == 40
    assert struct(at_types, "Outer").size == 48
    assert cells(at_types)[1][3] == "20"
    at_types.press("Ctrl+Z")
    assert struct(at_types, "Outer").size == 32
    assert cells(at_types)[0][2] == ""
    at_types.press("Ctrl+Y")
    assert struct(at_types, "Outer").size == 48


def test_members_are_added_moved_and_removed_with_keys(at_types: Person) -> None:
    table = view(at_types).table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Insert)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "extra")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    at_types.wait(lambda: QApplication.focusWidget() is table)
    assert [row[0] for row in cells(at_types)] == ["tag", "extra", "value", "on", "level", "d"]
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [row[0] for row in cells(at_types)][:2] == ["extra", "tag"]
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert [row[0] for row in cells(at_types)][:2] == ["tag", "value"]


def test_packing_and_alignment(at_types: Person) -> None:
    shown = view(at_types)
    shown.pack.setCurrentIndex(shown.pack.findData(1))
    shown.pack.activated.emit(shown.pack.currentIndex())
    assert [each.offset for each in struct(at_types, "Mixed").fields][:2] == [0, 1]
    shown.align.setCurrentIndex(shown.align.findData(16))
    shown.align.activated.emit(shown.align.currentIndex())
    assert struct(at_types, "Mixed").align == 16
    assert (shown.pack.currentText(), shown.align.currentText()) == ("1", "16")


def test_a_wrong_type_marks_its_cell_and_nothing_is_lost(at_types: Person) -> None:
    edit_cell(at_types, 1, MemberColumn.TYPE, "itn")
    shown = view(at_types)
    assert "Unknown type name 'itn'" in shown.problem
    assert "itn value;" in shown.editor.toPlainText()
    assert shown.editor.problem[0] == 3
    marked = [
        (row, column)
        for row in range(5)
        for column in MemberColumn
        if shown.model.index(row, column).data(PROBLEM_ROLE)
    ]
    assert marked == [(1, MemberColumn.TYPE)]
    at_types.work.types.select("Outer")
    assert shown.problem == ""
    at_types.work.types.select("Mixed")
    assert "Unknown type name 'itn'" in shown.problem
    assert "itn value;" in shown.editor.toPlainText()
    edit_cell(at_types, 1, MemberColumn.TYPE, "short")
    assert shown.problem == ""
    assert cells(at_types)[1][4] == "2"


def test_the_drawn_layout_and_the_table_choose_together(at_types: Person) -> None:
    shown = view(at_types)
    drawn = shown.layout_panel.map
    place = drawn.place_of(4)
    assert place is not None
    QTest.mouseClick(drawn, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert shown.table.currentIndex().row() == 4
    QTest.keyClick(drawn, Qt.Key.Key_Up)
    assert shown.table.currentIndex().row() == 3
    assert "level, unsigned int: offset 8, bit 1, 12 bits" in drawn.accessibleDescription()
    assert "padding: offset 1, 3 bytes" in drawn.accessibleDescription()
    QApplication.sendEvent(drawn, QHelpEvent(QHelpEvent.Type.ToolTip, place.toPoint(), QPoint(5, 5)))
    assert QToolTip.text() == "d, double: offset 16, 8 bytes"
    QToolTip.hideText()


@pytest.mark.parametrize("width", [4, 8])
def test_members_and_padding_are_drawn_apart(at_types: Person, width: int) -> None:
    drawn = view(at_types).layout_panel.map
    drawn.set_row_bytes(width)
    QApplication.processEvents()
    picture = drawn.grab().toImage()
    ratio = picture.devicePixelRatio()
    found = []
    for row in (0, 1, 4):
        place = drawn.place_of(row)
        assert place is not None
        rect = place.toPoint() * ratio
        found.append(picture.pixelColor(rect.x() - 8, rect.y()).name())
    ground = at_types.parts.themes.theme.color("surface").name()
    assert len({*found, ground}) == 4


def test_typing_c_text_changes_the_type(at_types: Person) -> None:
    editor = view(at_types).editor
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "typedef union Mixed { int i; double d; } Mixed;")
    editor.flush()
    assert view(at_types).form.kind is Kind.UNION
    assert [row[:4] for row in cells(at_types)] == [["i", "int", "", "0"], ["d", "double", "", "0"]]
    assert struct(at_types, "Outer").size == 16


def test_new_types_are_made_and_named(at_types: Person) -> None:
    for kind, name in (
        (Kind.STRUCT, "Struct1"),
        (Kind.UNION, "Union1"),
        (Kind.ENUM, "Enum1"),
        (Kind.TYPEDEF, "Typedef1"),
    ):
        at_types.work.types.new_requested.emit(kind)
        assert names(at_types)[-1] == name
        assert at_types.work.types.current == name
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        QTest.keyClicks(editor, f"My{kind.value}")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        at_types.wait(lambda name=f"My{kind.value}": name in names(at_types))
    assert names(at_types)[2:] == ["Mystruct", "Myunion", "Myenum", "Mytypedef"]
    assert at_types.actions.undo.text() == "&Undo renaming of Typedef1 to Mytypedef"
    at_types.work.types.select("Myenum")
    edit_cell(at_types, 0, MemberColumn.NAME, "MY_FIRST")
    edit_cell(at_types, 0, MemberColumn.COUNT, "7")
    assert view(at_types).editor.toPlainText() == "typedef enum Myenum {\n    MY_FIRST = 7\n} Myenum;"


def test_renaming_follows_every_use(at_types: Person) -> None:
    at_types.work.types.table.setFocus()
    type_into_cell(at_types, "Pixel")
    assert names(at_types) == ["Pixel", "Outer"]
    at_types.work.types.select("Outer")
    assert cells(at_types)[0][:2] == ["inside", "Pixel"]
    at_types.press("Ctrl+Z")
    assert names(at_types) == ["Mixed", "Outer"]
    at_types.work.types.table.setFocus()
    type_into_cell(at_types, "2nd")
    assert "'2nd' cannot be the name of a type" in at_types.message


def test_a_type_in_use_is_not_removed(at_types: Person) -> None:
    table = at_types.work.types.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert "Mixed is used by struct Outer." in at_types.message
    assert names(at_types) == ["Mixed", "Outer"]
    at_types.actions.clear_signature.trigger()
    at_types.work.types.select("Outer")
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert names(at_types) == ["Mixed"]
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert names(at_types) == []
    at_types.press("Ctrl+Z")
    assert names(at_types) == ["Mixed"]


def test_tab_leads_through_the_editor_of_types_in_the_order_of_sight(at_types: Person) -> None:
    panel, shown = at_types.work.types, view(at_types)
    wanted = [panel.table, panel.new, panel.remove, panel.paste, shown.pack, shown.align, shown.table]
    panel.table.setFocus()
    seen = [QApplication.focusWidget()]
    while shown.layout_panel.map not in seen and len(seen) < 30:
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen[: len(wanted)] == wanted
    assert shown.editor in seen
    assert seen[-1] is shown.layout_panel.map


def test_a_long_member_is_drawn_short(at_types: Person) -> None:
    at_types.work.types.new_requested.emit(Kind.STRUCT)
    edit_cell(at_types, 0, MemberColumn.COUNT, "1048576")
    drawn = view(at_types).layout_panel.map
    assert drawn.height() < 1000
    assert "first, int [1048576]: offset 0, 4194304 bytes" in drawn.accessibleDescription()

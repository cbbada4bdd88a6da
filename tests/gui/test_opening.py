"""Every way to open a file, and every file that can't be opened."""

from __future__ import annotations

import os
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import broken_dlls as broken
import pytest
from made_images import FIRST, Section, exporting
from person import Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QToolBar, QWidget


def test_the_first_page_offers_the_sample(person: Person) -> None:
    assert person.window.empty.isVisible()
    assert not person.actions.export.isEnabled()
    QTest.mouseClick(person.window.empty.sample_button, Qt.MouseButton.LeftButton)
    person.wait_idle()
    assert person.work.isVisible()
    assert person.window.windowTitle() == "sample.dll[*] · Probe32"
    assert not person.window.isWindowModified()
    person.choose("add")
    assert person.work.signature.editor.toPlainText() == "int __cdecl add(int a, int b);"


def test_open_by_the_dialog(person: Person, sample_dll: Path) -> None:
    QTest.mouseClick(person.window.empty.open_button, Qt.MouseButton.LeftButton)
    person.choose_file(sample_dll)
    assert person.work.exports.table.model().rowCount() == 66
    assert person.parts.settings.folder == str(sample_dll.parent)


def test_open_by_dropping_a_file(person: Person, sample_dll: Path) -> None:
    person.open(sample_dll)
    library = person.parts.session.library
    assert library is not None
    assert library.path == sample_dll
    assert person.window.host.words.text() == "32-bit host not started"


def test_what_was_left_out_is_said(person: Person, tmp_path: Path) -> None:
    made = exporting([b"f"])
    made.sections.append(Section(b"x" * 64, FIRST + 8))
    dll = tmp_path / "made.dll"
    dll.write_bytes(made.content())
    person.open(dll)
    assert any("Its sections overlap" in each.toolTip() for each in person.window.findChildren(QLabel))


def test_a_file_may_be_dropped_anywhere(at_sample: Person) -> None:
    at_sample.choose("greet")
    at_sample.type_prototype("int greet(const char *name, _Out_writes_(size) char *buffer, int size);")
    takers = [each for each in at_sample.window.findChildren(QWidget) if each.acceptDrops() and each.isVisible()]
    assert takers == []
    assert at_sample.window.acceptDrops()


def test_opening_another_dll_ends_a_call_that_never_returns(at_sample: Person, sample_dll: Path) -> None:
    at_sample.choose("wait_forever")
    at_sample.type_prototype("void wait_forever(void);")
    at_sample.click_call()
    at_sample.wait(lambda: at_sample.window.host.state == "busy")
    before = at_sample.parts.session.library
    at_sample.parts.session.forget_edits()
    at_sample.open(sample_dll)
    assert at_sample.parts.session.library is not before
    assert not at_sample.parts.session.calling
    assert at_sample.window.host.state == "stopped"


def test_open_from_the_recent_files(person: Person, make_person: Callable[[], Person], sample_dll: Path) -> None:
    person.open(sample_dll)
    person.window.close()
    person.wait(lambda: not person.window.isVisible())
    again = make_person()
    entries = again.window.recent_menu.actions()
    assert entries[0].text() == "&1  sample.dll"
    entries[0].trigger()
    again.wait_idle()
    assert again.parts.session.library is not None
    again.actions.clear_recent.trigger()
    assert not again.window.recent_menu.isEnabled()


def test_sort_and_filter_the_exports(at_sample: Person) -> None:
    table, filter_line = at_sample.work.exports.table, at_sample.work.exports.filter
    model = table.model()
    assert [model.index(row, 1).data() for row in range(3)] == ["1", "2", "3"]
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert model.index(0, 0).data() == "add"
    assert model.index(model.rowCount() - 1, 0).data() == "#100"
    filter_line.setText("stdcall")
    assert {model.index(row, 0).data() for row in range(model.rowCount())} >= {"multiply", "hypotenuse"}
    filter_line.setText("forward")
    assert model.rowCount() == 2
    filter_line.setText("#100")
    assert model.rowCount() == 1
    QTest.keyClick(filter_line, Qt.Key.Key_Escape)
    assert model.rowCount() == 66


def test_the_convention_shows_its_evidence(at_sample: Person) -> None:
    at_sample.work.exports.filter.setText("multiply")
    cell = at_sample.work.exports.table.model().index(0, 2)
    assert cell.data() == "stdcall 8 B"
    tip = cell.data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("__stdcall, ")
    assert "name@8: __stdcall, with 8 bytes" in tip


def test_the_table_shows_what_the_code_tells(at_sample: Person) -> None:
    filter_line, model = at_sample.work.exports.filter, at_sample.work.exports.table.model()
    filter_line.setText("subtract")
    assert model.index(0, 2).data() == "stdcall 8 B"
    assert "removes 8 bytes from the stack (ret 8)" in model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole)
    filter_line.setText("version")
    assert model.index(0, 2).data() == "cdecl?"
    filter_line.setText("fastcall")
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["common_divisor"]


def test_data_cannot_be_called(at_sample: Person) -> None:
    at_sample.choose("spectra_read")
    assert not at_sample.work.signature.isEnabled()
    assert not at_sample.actions.call.isEnabled()


@pytest.mark.parametrize(
    "content, words",
    [(b"", "empty"), (b"This is no DLL at all.", "MZ"), (b"MZ" + bytes(60), "truncated")],
    ids=["empty", "text", "truncated"],
)
def test_no_pe_image(person: Person, tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "bad.dll"
    path.write_bytes(content)
    person.open(path)
    assert person.message.startswith("The file cannot be used")
    assert "bad.dll" in person.message
    assert words in person.message
    assert person.window.empty.isVisible()
    assert person.parts.settings.recent() == []


def test_a_folder_and_a_missing_file(person: Person, tmp_path: Path) -> None:
    person.open(tmp_path)
    assert str(tmp_path) in person.message or tmp_path.name in person.message
    person.parts.windows.open(str(tmp_path / "absent.dll"))
    person.wait_idle()
    assert "absent.dll" in person.message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(person: Person, sample_dll: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sample_dll, tmp_path))
    path.chmod(0)
    person.open(path)
    assert "sample.dll" in person.message


def test_a_file_that_cannot_be_opened_leaves_what_is_open(at_sample: Person, tmp_path: Path) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    at_sample.parts.session.forget_edits()
    bad = tmp_path / "bad.dll"
    bad.write_bytes(b"no")
    at_sample.open(bad)
    assert "bad.dll" in at_sample.message
    assert at_sample.work.signature.editor.toPlainText() == "int add(int a, int b);"
    at_sample.call(a="1", b="2")
    assert at_sample.result == "3"


def test_a_64_bit_dll_can_be_explored_not_called(person: Person, sample_dll: Path, tmp_path: Path) -> None:
    person.open(as_64_bit(sample_dll, tmp_path / "wide.dll"))
    assert person.message.startswith("This DLL can be explored, not called")
    assert "64-bit" in person.message
    person.choose("add")
    person.type_prototype("int add(int a, int b);")
    person.call(a="1", b="2")
    assert "wide.dll is a 64-bit library" in person.failure
    assert "x86 build" in person.failure


def test_closing_asks_about_unsaved_signatures(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    assert at_sample.window.isWindowModified()
    at_sample.window.close()
    at_sample.dialog(QMessageBox).button(QMessageBox.StandardButton.Cancel).click()
    at_sample.wait_idle()
    assert at_sample.window.isVisible()
    assert at_sample.parts.session.library is not None
    at_sample.window.close()
    at_sample.dialog(QMessageBox).button(QMessageBox.StandardButton.Discard).click()
    at_sample.wait(lambda: not at_sample.window.isVisible())


def test_closing_during_a_call_that_never_returns(at_sample: Person) -> None:
    at_sample.choose("wait_forever")
    at_sample.type_prototype("void wait_forever(void);")
    at_sample.click_call()
    at_sample.wait(lambda: at_sample.window.host.state == "busy")
    at_sample.parts.session.forget_edits()
    at_sample.window.close()
    at_sample.wait(lambda: not at_sample.window.isVisible())


def as_64_bit(dll: Path, target: Path) -> Path:
    """A copy with the headers rewritten as PE32+; what the sections hold stays as it is."""
    content = bytearray(dll.read_bytes())
    (header,) = struct.unpack_from("<I", content, 0x3C)
    optional = content[header + 24 : header + 24 + 96]
    directories = content[header + 24 + 96 : header + 24 + 96 + 8] + bytes(120)  # imports look different in PE32+
    (sections,) = struct.unpack_from("<H", content, header + 6)
    table = content[header + 24 + 224 : header + 24 + 224 + 40 * sections]
    (base,) = struct.unpack_from("<I", optional, 28)
    stack = [value for at in (72, 76, 80, 84) for value in struct.unpack_from("<I", optional, at)]
    wide = bytearray(optional[:24]) + struct.pack("<Q", base) + optional[32:72]
    wide += struct.pack("<4Q", *stack) + optional[88:96]
    struct.pack_into("<H", wide, 0, 0x20B)
    struct.pack_into("<H", content, header + 4, 0x8664)
    struct.pack_into("<H", content, header + 20, len(wide) + 128)
    rewritten = wide + directories + table
    content[header + 24 : header + 24 + len(rewritten)] = rewritten
    target.write_bytes(content)
    return target


def test_a_very_long_name_leaves_the_buttons_in_sight(person: Person, sample_dll: Path, tmp_path: Path) -> None:
    dll = tmp_path / f"{'spectrometer_' * 15}.dll"
    dll.write_bytes(sample_dll.read_bytes())
    person.open(dll)
    person.window.resize(1280, 720)
    person.wait_idle()
    bar = person.window.findChild(QToolBar)
    button = bar.widgetForAction(person.actions.export)
    person.wait(button.isVisible)
    assert person.window.windowTitle().startswith(dll.name)


def test_a_dll_without_exports_says_so_and_shows_nothing_of_the_one_before(
    person: Person, sample_dll: Path, tmp_path: Path
) -> None:
    person.open(sample_dll)
    person.wait(lambda: "; version" in person.work.code.view.toPlainText())
    image = broken.dll(tmp_path / "none.dll", "int seven(void) { return 7; }", "-Wl,--exclude-all-symbols")
    person.open(image)
    assert person.work.exports.table.model().rowCount() == 0
    assert "exports nothing" in shown_words(person.work.page)
    assert not person.work.code.view.isVisible()


def shown_words(page: QWidget) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())

"""Projects, the preview of the wrapper, and its export."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

from person import Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from probe32.codegen import Way
from probe32_app.views.export_dialog import ExportDialog
from probe32_app.views.notes_panel import NotesPanel

DLLS = Path(__file__).resolve().parents[1] / "dlls"


def with_add(person: Person) -> None:
    person.choose("add")
    person.type_prototype("int add(int a, int b);")


def test_save_and_open_again(at_sample: Person, tmp_path: Path) -> None:
    with_add(at_sample)
    path = tmp_path / "bench.probe32"
    at_sample.actions.save.trigger()
    at_sample.choose_file(path)
    assert not at_sample.window.isWindowModified()
    assert at_sample.window.windowTitle() == "bench.probe32[*] · Probe32"
    assert json.loads(path.read_text("utf-8"))["functions"][0]["export"] == "add"

    at_sample.choose("version")
    at_sample.type_prototype("int version(void);")
    assert at_sample.window.isWindowModified()
    at_sample.actions.save.trigger()
    at_sample.wait_idle()
    at_sample.actions.close_library.trigger()
    at_sample.wait_idle()
    assert at_sample.window.empty.isVisible()

    at_sample.open(path)
    assert at_sample.parts.session.signed() == frozenset({1, 2})
    at_sample.choose("add")
    at_sample.call(a="1", b="2")
    assert at_sample.result == "3"


def test_the_suffix_is_added(at_sample: Person, tmp_path: Path) -> None:
    with_add(at_sample)
    at_sample.actions.save_as.trigger()
    at_sample.choose_file(tmp_path / "bench")
    assert (tmp_path / "bench.probe32").is_file()


def test_a_project_whose_dll_changed_says_so(person: Person, sample_dll: Path, tmp_path: Path) -> None:
    dll = Path(shutil.copy(sample_dll, tmp_path))
    person.open(dll)
    with_add(person)
    person.actions.save.trigger()
    person.choose_file(tmp_path / "bench.probe32")
    person.actions.close_library.trigger()
    person.wait_idle()
    with dll.open("ab") as stream:
        stream.write(b"more")
    person.open(tmp_path / "bench.probe32")
    assert person.message.startswith("The DLL has changed\nNo signature is affected; the exports are the same.")
    assert person.parts.session.signed() == frozenset({2})


def test_a_project_against_the_next_release_says_what_changed(person: Person, tmp_path: Path) -> None:
    dll, next_dll = (_release(number, tmp_path) for number in (1, 2))
    dll = Path(shutil.copy(dll, tmp_path / "release.dll"))
    person.open(dll)
    for name, prototype in (
        ("sp_read", "int __stdcall sp_read(int a, int b);"),
        ("sp_old", "int sp_old(int a);"),
        ("sp_same", "int sp_same(int a);"),
    ):
        person.choose(name)
        person.type_prototype(prototype)
    person.actions.save.trigger()
    person.choose_file(tmp_path / "bench.probe32")
    person.actions.close_library.trigger()
    person.wait_idle()
    shutil.copy(next_dll, dll)
    person.open(tmp_path / "bench.probe32")
    title, summary, *details = person.message.splitlines()
    assert title == "The DLL has changed"
    assert summary == (
        "2 of your 3 signatures are affected: sp_old is gone; sp_read now takes 12 bytes of arguments instead of 8."
    )
    assert "Signatures of what is gone are left out, and saving the project forgets them." in details
    assert person.parts.session.signed() == frozenset({1, 2})
    assert not person.window.isWindowModified()

    person.actions.save.trigger()
    person.wait_idle()
    person.actions.close_library.trigger()
    person.wait_idle()
    person.open(tmp_path / "bench.probe32")
    assert person.message == "", "the new file is remembered"


def _release(number: int, folder: Path) -> Path:
    sources = [DLLS / f"release_{number}.c", DLLS / f"release_{number}.def"]
    made = folder / f"release_{number}.dll"
    subprocess.run(
        ["i686-w64-mingw32-gcc", "-shared", "-O1", "-static-libgcc", *sources, "-o", made], check=True, cwd=folder
    )
    return made


def test_a_damaged_project(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "bad.probe32"
    path.write_text('{"schema": 1,', "utf-8")
    person.open(path)
    assert "bad.probe32 is damaged" in person.message
    assert person.window.empty.isVisible()


def test_leaving_can_save_first(at_sample: Person, tmp_path: Path) -> None:
    with_add(at_sample)
    at_sample.window.close()
    at_sample.dialog(QMessageBox).button(QMessageBox.StandardButton.Save).click()
    at_sample.choose_file(tmp_path / "kept.probe32")
    at_sample.wait(lambda: not at_sample.window.isVisible())
    assert (tmp_path / "kept.probe32").is_file()


def test_opening_another_file_asks_about_unsaved_signatures(at_sample: Person, sample_dll: Path) -> None:
    with_add(at_sample)
    at_sample.parts.windows.open(str(sample_dll))
    at_sample.dialog(QMessageBox).button(QMessageBox.StandardButton.Cancel).click()
    at_sample.wait_idle()
    assert at_sample.parts.session.signed() == frozenset({2})


def test_the_preview_follows_the_signatures(at_sample: Person) -> None:
    at_sample.work.show_preview()
    at_sample.wait_idle()
    preview = at_sample.work.preview
    assert preview.files == {}
    at_sample.window.docks.show("code")
    with_add(at_sample)
    at_sample.work.show_preview()
    at_sample.wait(lambda: "def add(" in preview.view.toPlainText())
    ast.parse(preview.view.toPlainText())

    at_sample.choose("version")
    editor = at_sample.work.signature.editor
    editor.setPlainText("int version(void);")
    at_sample.wait(lambda: "def version(" in preview.view.toPlainText())
    names = [preview.tabs.tabText(at) for at in range(preview.tabs.count())]
    assert names[:2] == ["my_client.py", "my_server.py"]
    preview.tabs.setCurrentIndex(1)
    assert "Server32" in preview.view.toPlainText()


def test_the_preview_of_the_other_runtime(at_sample: Person) -> None:
    with_add(at_sample)
    at_sample.work.show_preview()
    preview = at_sample.work.preview
    at_sample.wait(lambda: "from probe32 import" in preview.view.toPlainText())
    options = preview.options
    options.runtime.setCurrentIndex(1)
    at_sample.wait(lambda: "msl.loadlib" in preview.view.toPlainText())
    assert not options.asyncio.isEnabled()
    options.runtime.setCurrentIndex(0)
    options.asyncio.click()
    options.layout_box.setCurrentIndex(2)
    at_sample.wait(lambda: any(name.endswith("base.py") for name in preview.files))
    assert any("async def add(" in text for text in preview.files.values())
    at_sample.actions.export.trigger()
    dialog = at_sample.dialog(ExportDialog)
    assert dialog.options.wanted() == options.wanted(), "the dialog begins with what the dock shows"
    dialog.reject()


def test_a_person_says_how_one_function_fails(at_sample: Person, tmp_path: Path) -> None:
    with_add(at_sample)
    at_sample.work.show_preview()
    preview = at_sample.work.preview
    assert preview.failure.isVisible()
    QTest.keyClick(preview.failure, Qt.Key.Key_End)
    preview.failure.activated.emit(preview.failure.currentIndex())
    at_sample.wait(lambda: "class SampleError(" in preview.view.toPlainText())
    assert "`SampleError`: it returns a negative number." in preview.view.toPlainText()
    at_sample.parts.session.project_path = tmp_path / "own.probe32"
    at_sample.actions.save.trigger()
    at_sample.wait_idle()
    assert '"errors": "negative"' in (tmp_path / "own.probe32").read_text("utf-8")
    at_sample.actions.undo.trigger()
    at_sample.wait(lambda: "SampleError" not in preview.view.toPlainText())
    assert preview.failure.currentIndex() == 0


def test_export_writes_a_package_that_passes_its_self_test(at_sample: Person, tmp_path: Path) -> None:
    with_add(at_sample)
    at_sample.actions.export.trigger()
    dialog = at_sample.dialog(ExportDialog)
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.package.setText("bench")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    at_sample.wait_idle()
    assert at_sample.message.startswith("Exported")
    assert (tmp_path / "out" / "bench" / "my_client.py").is_file()
    done = subprocess.run(
        [sys.executable, "-m", "bench", "selftest"], cwd=tmp_path / "out", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_folder_that_cannot_be_written_is_a_message(at_sample: Person, tmp_path: Path) -> None:
    with_add(at_sample)
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    at_sample.actions.export.trigger()
    dialog = at_sample.dialog(ExportDialog)
    dialog.folder.setText(str(blocked))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    at_sample.wait_idle()
    assert "cannot be written" in at_sample.message


def test_the_dialog_offers_every_way_and_shows_what_each_needs(at_sample: Person, tmp_path: Path) -> None:
    with_add(at_sample)
    expected = {
        Way.NOTEBOOK: "sample.ipynb",
        Way.HEADER: "sample.h",
        Way.HTML: "sample.html",
        Way.MARKDOWN: "sample.md",
    }
    for way, name in expected.items():
        at_sample.actions.export.trigger()
        dialog = at_sample.dialog(ExportDialog)
        assert dialog.options.isVisible()
        dialog.choose(way)
        assert not dialog.options.isVisible()
        assert not dialog.recording.isVisible()
        assert dialog.about.text()
        dialog.folder.setText(str(tmp_path))
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        at_sample.wait_idle()
        assert at_sample.message.startswith("Exported")
        assert "int add(int a, int b)" in (tmp_path / name).read_text("utf-8")
    at_sample.actions.export.trigger()
    dialog = at_sample.dialog(ExportDialog)
    dialog.choose(Way.TESTS)
    assert dialog.recording.isVisible()
    dialog.folder.setText(str(tmp_path))
    dialog.recording.setText(str(tmp_path / "nothing.json"))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    at_sample.wait_idle()
    assert "nothing.json cannot be read" in at_sample.message


def test_notes_are_typed_undone_and_saved(at_sample: Person, tmp_path: Path) -> None:
    panel = at_sample.panel("notes", NotesPanel)
    assert not panel.function.isEnabled()
    with_add(at_sample)
    panel.function.setFocus()
    QTest.keyClicks(panel.function, "Wraps around")
    panel.project.setFocus()
    QTest.keyClicks(panel.project, "Bench 3")
    at_sample.actions.undo.trigger()
    assert panel.project.toPlainText() == ""
    at_sample.actions.redo.trigger()
    assert panel.project.toPlainText() == "Bench 3"
    at_sample.choose("version")
    assert panel.function.toPlainText() == ""
    path = tmp_path / "bench.probe32"
    at_sample.actions.save.trigger()
    at_sample.choose_file(path)
    document = json.loads(path.read_text("utf-8"))
    assert (document["notes"], document["functions"][0]["notes"]) == ("Bench 3", "Wraps around")
    at_sample.actions.close_library.trigger()
    at_sample.wait_idle()
    assert not panel.project.isEnabled()
    at_sample.open(path)
    at_sample.choose("add")
    assert (panel.project.toPlainText(), panel.function.toPlainText()) == ("Bench 3", "Wraps around")
    assert not at_sample.window.isWindowModified()


def test_a_damaged_project_offers_its_backup_and_a_changed_header_its_import(at_sample: Person, tmp_path: Path) -> None:
    header, path = tmp_path / "add.h", tmp_path / "bench.probe32"
    header.write_text("int add(int a, int b);\n")
    at_sample.import_header(header)
    at_sample.actions.save.trigger()
    at_sample.choose_file(path)
    at_sample.choose("version")
    at_sample.type_prototype("int version(void);")
    at_sample.actions.save.trigger()
    at_sample.wait_idle()
    path.write_text("{", "utf-8")
    header.write_text("int add(int a, int b, int c);\n")
    at_sample.open(path)
    banner = at_sample.window.banner
    assert "is damaged at line 1" in banner.text
    QTest.mouseClick(banner.offers["open-backup"], Qt.MouseButton.LeftButton)
    at_sample.wait_idle()
    assert at_sample.parts.session.signed() == frozenset({2})
    assert at_sample.window.isWindowModified()
    assert f"{header} has changed since" in banner.text
    at_sample.actions.save.trigger()
    at_sample.wait_idle()
    assert [each["export"] for each in json.loads(path.read_text("utf-8"))["functions"]] == ["add"]
    QTest.mouseClick(banner.offers["import-header"], Qt.MouseButton.LeftButton)
    at_sample.choose_file(header, wait=False)
    at_sample.take(at_sample.shown_preview())
    assert at_sample.window.isWindowModified()

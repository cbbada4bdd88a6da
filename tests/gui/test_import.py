"""Headers and pasted text: what they would change is seen first, chosen, and taken as one step."""

from __future__ import annotations

from pathlib import Path

import leaks
import pytest
from endless_header import endless_header
from person import Person
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem

from probe32_app.views.import_dialog import ImportDialog


def groups(dialog: ImportDialog) -> dict[str, list[str]]:
    tree = dialog.tree
    found = {}
    for at in range(tree.topLevelItemCount()):
        top = tree.topLevelItem(at)
        assert top is not None
        found[top.text(0).partition(" (")[0]] = [top.child(row).text(0) for row in range(top.childCount())]
    return found


def item(dialog: ImportDialog, name: str) -> QTreeWidgetItem:
    found = dialog.tree.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive, 0)
    assert len(found) == 1, f"{len(found)} rows {name!r}"
    return found[0]


def header(folder: Path, text: str) -> Path:
    path = folder / "vendor.h"
    path.write_text(text, "utf-8")
    return path


def test_a_whole_header(at_sample: Person, sample_header: Path) -> None:
    dialog = at_sample.preview_header(sample_header)
    assert "new" in dialog.summary
    assert at_sample.parts.session.signed() == frozenset()
    at_sample.take(dialog)
    assert at_sample.confirmation.startswith("sample.h gave 64 signatures and")
    assert at_sample.confirmation.endswith("Undo takes all of it back.")
    assert not at_sample.window.banner.isVisible()
    assert len(at_sample.parts.session.signed()) == 64  # all functions but the one that has an ordinal only
    assert at_sample.window.isWindowModified()
    at_sample.press("Ctrl+Z")
    assert at_sample.confirmation == ""
    assert at_sample.parts.session.signed() == frozenset()
    assert not at_sample.window.isWindowModified()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="processes are looked up in /proc")
def test_closing_the_preview_ends_a_long_reading(at_sample: Person, tmp_path: Path) -> None:
    def readers() -> list[str]:
        return [words for words in leaks.processes().values() if "headers.reader" in words]

    at_sample.actions.import_header.trigger()
    at_sample.choose_file(endless_header(tmp_path), wait=False)
    dialog = at_sample.dialog(ImportDialog)
    at_sample.wait(lambda: bool(readers()))
    dialog.reject()
    at_sample.wait(lambda: not readers())
    assert at_sample.message == ""


def test_what_changes_is_shown_side_by_side_and_chosen(at_sample: Person, tmp_path: Path) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    at_sample.choose("version")
    at_sample.type_prototype("int version(void);")
    text = "long add(long a, long b); int version(void); int subtract(int a, int b); int absent(void);"
    dialog = at_sample.preview_header(header(tmp_path, text))
    found = groups(dialog)
    assert (found["Changed"], found["New"], found["Unchanged"]) == (["add"], ["subtract"], ["version"])
    assert found["Only declared"] == ["absent"]
    assert "divide" in found["Only in the DLL"]
    dialog.tree.setCurrentItem(item(dialog, "add"))
    assert dialog.old.toPlainText() == "int add(int a, int b);"
    assert dialog.new.toPlainText() == "long add(long a, long b);"
    assert dialog.take.text() == "&Take 2 declarations"
    QTest.keyClick(dialog.tree, Qt.Key.Key_Space)
    assert dialog.take.text() == "&Take 1 declaration"
    at_sample.take(dialog)
    library = at_sample.parts.session.library
    assert library is not None
    assert list(library.functions) == ["add", "version", "subtract"]
    assert library.functions["add"].signature.result.size == 4
    assert "long" not in at_sample.work.signature.editor.toPlainText()


def test_a_prototype_that_the_dll_contradicts_is_not_taken_by_itself(at_sample: Person, tmp_path: Path) -> None:
    dialog = at_sample.preview_header(header(tmp_path, "int __stdcall multiply(int a, int b, int c);"))
    assert groups(dialog)["Contradicted by the DLL"] == ["multiply"]
    assert "8" in item(dialog, "multiply").text(2)
    assert not dialog.take.isEnabled()
    dialog.reject()
    at_sample.wait_idle()
    assert at_sample.parts.session.signed() == frozenset()


def test_problems_have_their_place(at_sample: Person, tmp_path: Path) -> None:
    path = header(tmp_path, "int add(int a, int b);\nint subtract(itn a);\n")
    dialog = at_sample.preview_header(path)
    assert groups(dialog)["Problems"] == ["vendor.h:2:14"]
    assert "Unknown type name 'itn'" in item(dialog, "vendor.h:2:14").text(2)
    at_sample.take(dialog)
    assert at_sample.message.startswith("Declarations taken in part")
    assert at_sample.parts.session.signed() == frozenset({2})


def test_include_folders_and_macros_are_read_again(at_sample: Person, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "kinds.h").write_text("typedef int number;", "utf-8")
    text = "#include <kinds.h>\n#ifdef WITH_ADD\nnumber add(number a, number b);\n#endif\n"
    dialog = at_sample.preview_header(header(tmp_path, text))
    assert "Problems" in groups(dialog)
    dialog.source.folders.setText(str(tmp_path / "more"))  # type: ignore[union-attr]
    dialog.source.macros.setText("WITH_ADD")  # type: ignore[union-attr]
    QTest.keyClick(dialog.source.macros, Qt.Key.Key_Return)  # type: ignore[union-attr]
    at_sample.wait(lambda: "Problems" not in groups(dialog))
    assert groups(dialog)["New"] == ["add", "number"]
    at_sample.take(dialog)
    again = at_sample.preview_header(header(tmp_path, text))
    assert groups(again)["Unchanged"] == ["add", "number"]  # folders and macros are remembered
    again.reject()
    at_sample.wait_idle()


def test_a_header_that_is_gone_says_so(at_sample: Person, tmp_path: Path) -> None:
    path = header(tmp_path, "int add(int a, int b);")
    dialog = at_sample.preview_header(path)
    path.unlink()
    dialog.source.changed.emit()
    at_sample.wait(lambda: bool(dialog.problem))
    assert "There is no file" in dialog.problem
    dialog.reject()
    at_sample.wait_idle()


def test_pasted_declarations(at_sample: Person) -> None:
    QGuiApplication.clipboard().setText(
        "typedef struct P { double x; double y; } P; double distance(const P *a, const P *b); int version(void);"
    )
    at_sample.press("Ctrl+Shift+V")
    dialog = at_sample.shown_preview()
    assert groups(dialog)["New"] == ["distance", "version", "P"]
    at_sample.take(dialog)
    assert len(at_sample.parts.session.signed()) == 2
    assert at_sample.actions.undo.text() == "&Undo paste of declarations"
    assert "struct P" not in at_sample.message
    at_sample.press("Ctrl+Z")
    assert at_sample.parts.session.signed() == frozenset()


def test_several_declarations_pasted_into_the_prototype(at_sample: Person) -> None:
    at_sample.choose("add")
    editor = at_sample.work.signature.editor
    QGuiApplication.clipboard().setText("int add(int a, int b);")
    editor.setFocus()
    at_sample.press("Ctrl+V")
    assert editor.toPlainText() == "int add(int a, int b);"
    QGuiApplication.clipboard().setText("/* two; of them */ long add(long a, long b);\nint subtract(int a, int b);")
    at_sample.press("Ctrl+V")
    dialog = at_sample.shown_preview()
    assert (groups(dialog)["Changed"], groups(dialog)["New"]) == (["add"], ["subtract"])
    dialog.source.editor.setPlainText("long add(long a, long b);")  # type: ignore[union-attr]
    at_sample.wait(lambda: "New" not in groups(dialog))
    at_sample.take(dialog)
    assert editor.toPlainText() == "long add(long a, long b);"


def test_an_empty_clipboard(at_sample: Person) -> None:
    QGuiApplication.clipboard().clear()
    at_sample.press("Ctrl+Shift+V")
    at_sample.wait_idle()
    assert at_sample.confirmation.startswith("There is nothing to paste")

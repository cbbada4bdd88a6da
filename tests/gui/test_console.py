"""The Python console as a person uses it: typing, completion, history, and what it changes in the window."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from person import Person
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from probe32_app.views.console_panel import ConsolePanel, EntriesDialog
from probe32_app.views.output_panel import OutputPanel

DOCS = Path(__file__).resolve().parents[2] / "docs" / "guides" / "trouble.md"


def console(person: Person) -> ConsolePanel:
    panel = person.panel("console", ConsolePanel)
    panel.input.setFocus()
    return panel


def type_line(person: Person, panel: ConsolePanel, text: str) -> str:
    """Type a line and Return, wait for its end; returns what the transcript has more than before."""
    before = len(panel.transcript.toPlainText())
    QTest.keyClicks(panel.input, text)
    QTest.keyClick(panel.input, Qt.Key.Key_Return)
    person.wait(lambda: not person.parts.console.running)
    return panel.transcript.toPlainText()[before:]


def test_calls_and_declarations_belong_to_the_window(at_sample: Person) -> None:
    person = at_sample
    panel = console(person)
    assert "sample.dll is open as lib" in panel.transcript.toPlainText()
    person.choose("add")
    panel.input.setFocus()
    type_line(person, panel, 'lib.define("int add(int a, int b);"); None')
    assert person.work.signature.editor.toPlainText() == "int add(int a, int b);"
    assert person.window.isWindowModified()
    assert type_line(person, panel, "lib.add(19, 23)") == ">>> lib.add(19, 23)\n42\n"
    person.wait(lambda: len(person.parts.history.entries) == 1)
    entry = person.parts.history.entries[0]
    assert (entry.function, entry.arguments, entry.outcome) == ("add", {"a": "19", "b": "23"}, "42")
    person.window.history.edit_requested.emit(entry)
    assert person.work.call.texts() == {"a": "19", "b": "23"}
    person.actions.undo.trigger()
    assert person.work.signature.editor.toPlainText() != "int add(int a, int b);"
    assert not person.window.isWindowModified()
    assert "no attribute 'add'" in type_line(person, panel, "lib.add(1, 2)")
    person.actions.redo.trigger()
    assert type_line(person, panel, "_ * 2").endswith("84\n")
    shown = DOCS.read_text("utf-8").partition("```text\n")[2].partition("```")[0]
    for each in shown.removeprefix(">>> ").split("\n>>> "):
        source, _, value = each.partition("\n")
        assert type_line(person, panel, source) == f">>> {source}\n" + (f"{value.strip()}\n" if value.strip() else "")


def test_typing_completion_tips_and_history(at_sample: Person) -> None:
    person = at_sample
    panel = console(person)
    person.paste("int add(int a, int b); double add_double(double a, double b);")
    panel.input.setFocus()
    QTest.keyClicks(panel.input, "lib.add_")
    QTest.keyClick(panel.input.completer.popup(), Qt.Key.Key_Tab)
    assert panel.input.toPlainText() == "lib.add_double"
    QTest.keyClicks(panel.input, "(")
    assert panel.tip.text() == "double add_double(double a, double b);"
    QTest.keyClicks(panel.input, "1.5, 2)")
    assert panel.tip.text() == ""
    QTest.keyClick(panel.input, Qt.Key.Key_Return)
    person.wait(lambda: panel.transcript.toPlainText().endswith("3.5\n"))
    QTest.keyClicks(panel.input, "lib.")
    popup = panel.input.completer.popup()
    person.wait(popup.isVisible)
    assert "int add(int a, int b);" in str(popup.currentIndex().data())
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert panel.input.toPlainText() == "lib.add"
    panel.input.show_text("")
    # several lines
    QTest.keyClicks(panel.input, "for n in range(2):")
    QTest.keyClick(panel.input, Qt.Key.Key_Return)
    QTest.keyClicks(panel.input, "print(lib.add(n, 1))")
    QTest.keyClick(panel.input, Qt.Key.Key_Return)
    assert panel.input.toPlainText() == "for n in range(2):\n    print(lib.add(n, 1))\n    "
    QTest.keyClick(panel.input, Qt.Key.Key_Return)
    person.wait(lambda: panel.transcript.toPlainText().endswith("... \n1\n2\n") or not person.parts.console.running)
    assert panel.transcript.toPlainText().endswith("1\n2\n")
    # what was typed before
    QTest.keyClick(panel.input, Qt.Key.Key_Up)
    assert panel.input.toPlainText().startswith("for n in")
    panel.input.show_text("lib")
    QTest.keyClick(panel.input, Qt.Key.Key_Up)
    assert panel.input.toPlainText() == "lib.add_double(1.5, 2)"
    QTest.keyClick(panel.input, Qt.Key.Key_Down)
    assert panel.input.toPlainText() == "lib"
    QTest.keyClick(panel.input, Qt.Key.Key_F7)
    dialog = person.dialog(EntriesDialog)
    QTest.keyClicks(dialog.filter, "DOUBLE")
    QTest.keyClick(dialog.filter, Qt.Key.Key_Return)
    person.wait(lambda: panel.input.toPlainText() == "lib.add_double(1.5, 2)")


def test_pasting_runs_nothing(at_sample: Person) -> None:
    panel = console(at_sample)
    data = QMimeData()
    data.setText(">>> x = 1\n>>> x")
    panel.input.selectAll()
    panel.input.insertFromMimeData(data)
    assert panel.input.toPlainText() == "x = 1\nx"
    assert not at_sample.parts.console.running
    panel.input.show_text("")


@pytest.mark.parametrize("source", ["while True: pass", "lib.sleep_for_ever()", "while True: print('on and on')"])
def test_what_runs_is_stopped_and_the_window_lives(at_deaths: Person, source: str) -> None:
    person = at_deaths
    panel = console(person)
    QTest.keyClicks(panel.input, source)
    QTest.keyClick(panel.input, Qt.Key.Key_Return)
    if panel.input.toPlainText():  # a block wants an empty line
        QTest.keyClick(panel.input, Qt.Key.Key_Return)
    person.wait(lambda: person.parts.console.running)
    if "sleep" in source:
        person.wait(lambda: person.window.host.state == "busy")
    person.choose("divide")  # the window works meanwhile
    assert person.parts.session.export is not None
    panel.input.setFocus()
    QTest.keyClick(panel.input, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    person.wait_idle()
    assert not person.parts.console.running
    assert panel.transcript.toPlainText().rstrip().endswith(("Interrupted", "is lost.", "was stopped."))
    type_line(person, panel, "1 + 1")
    assert panel.transcript.toPlainText().endswith("2\n")


def test_what_does_not_stop_is_left_alone(at_deaths: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("probe32_app.controllers.console_controller.PATIENCE_S", 0.1)
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    person = at_deaths
    panel = console(person)
    QTest.keyClicks(panel.input, "open('pipe').close()")  # waits until somebody writes
    QTest.keyClick(panel.input, Qt.Key.Key_Return)
    QTest.mouseClick(panel.stop, Qt.MouseButton.LeftButton)
    person.wait_idle()
    assert "left to itself" in panel.transcript.toPlainText()
    assert type_line(person, panel, "6 * 7").endswith("42\n")
    (tmp_path / "pipe").open("w").close()


def test_a_callback_that_fails_is_told_with_its_traceback(at_deaths: Person) -> None:
    person = at_deaths
    panel = console(person)
    person.parts.console.submit("def told():\n    raise ValueError('not today')\n")
    person.wait(lambda: not person.parts.console.running)
    text = type_line(person, panel, "lib.call('call_and_sleep', told, timeout=3)")
    assert "ValueError: not today" in text
    assert 'File "<console 1>", line 2, in told' in text
    assert "Probe32" not in text.partition("ValueError")[0]  # none of our own frames
    output = person.panel("output", OutputPanel)
    person.wait(lambda: output.table.model().rowCount() > 0)
    lines = [str(output.table.model().index(row, 3).data()) for row in range(output.table.model().rowCount())]
    assert "ValueError: not today" in lines


def test_the_names_go_with_the_library_and_the_history_stays(
    make_person: Callable[[], Person], sample_dll: Path, deaths_dll: Path
) -> None:
    person = make_person()
    person.open(sample_dll)
    panel = console(person)
    type_line(person, panel, "mine = 1")
    person.open(deaths_dll)
    panel.input.setFocus()
    assert "NameError" in type_line(person, panel, "mine")
    assert type_line(person, panel, "lib.path.name").endswith("'deaths.dll'\n")
    QTest.mouseClick(panel.clear, Qt.MouseButton.LeftButton)
    assert panel.transcript.toPlainText() == ""
    person.window.close()
    person.wait(lambda: not person.window.isVisible())
    later = make_person()
    later.open(sample_dll)
    again = console(later)
    QTest.keyClick(again.input, Qt.Key.Key_Up)
    assert again.input.toPlainText() == "lib.path.name"
    assert QApplication.focusWidget() is again.input

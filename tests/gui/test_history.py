"""Calls of the past: found, repeated, pinned, compared, deleted, saved, and there again the next time."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from inner_pytest import inner_pytest
from person import Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from probe32 import project
from probe32_app.controllers.history_file import HistoryFile
from probe32_app.models.history import HistoryModel
from probe32_app.models.history_entry import HistoryEntry, entry_from_json, entry_to_json, is_long

PROTOTYPE = "int divide(int numerator, int denominator, _Out_ int *quotient, _Out_ int *remainder);"


@pytest.fixture
def at_calls(at_sample: Person) -> Person:
    """Two calls of `divide`."""
    at_sample.choose("divide")
    at_sample.type_prototype(PROTOTYPE)
    at_sample.call(numerator="17", denominator="5")
    at_sample.call(numerator="23", denominator="0")
    return at_sample


def shown(person: Person) -> list[tuple[str, str]]:
    """Time (or `pinned`) and outcome of the rows in sight."""
    model = person.window.history.table.model()
    rows = range(model.rowCount())
    pinned = [str(model.index(row, 0).data()) for row in rows]
    return [("pinned" if each == "pinned" else "", model.index(row, 3).data()) for row, each in enumerate(pinned)]


def test_calls_are_searched(at_calls: Person) -> None:
    panel = at_calls.window.history
    panel.filter.setFocus()
    QTest.keyClicks(panel.filter, "NUMERATOR 17,")  # the time of a call may have a 17, too
    assert shown(at_calls) == [("", "1, quotient = 3, remainder = 2")]
    panel.filter.clear()
    assert len(shown(at_calls)) == 2


def test_a_call_is_repeated_at_once(at_calls: Person) -> None:
    at_calls.choose("version")
    at_calls.window.history.choose(1)
    at_calls.actions.repeat_call.trigger()
    at_calls.wait(lambda: len(at_calls.parts.history.entries) == 3)
    at_calls.wait_idle()
    assert at_calls.outputs == {"quotient": "3", "remainder": "2"}
    assert at_calls.work.call.texts() == {"numerator": "17", "denominator": "5"}


def test_details_and_what_differs_between_two_calls(at_calls: Person) -> None:
    panel = at_calls.window.history
    panel.choose(1)
    panel.details_button.click()
    details = panel.details.toPlainText()
    for line in ("numerator = 17", "result = 1", "quotient = 3", "last error = 0"):
        assert line in details
    assert not at_calls.actions.compare_calls.isEnabled()
    panel.choose(0, 1)
    at_calls.actions.compare_calls.trigger()
    differences = panel.details.toPlainText().splitlines()[2:]
    assert differences == [
        "numerator: 17  →  23",
        "denominator: 5  →  0",
        "result: 1  →  0",
        "quotient: 3  →  0",
        "remainder: 2  →  0",
        "last error: 0  →  87",
    ]


def test_a_pinned_call_is_kept_in_the_project(
    at_calls: Person, make_person: Callable[[], Person], tmp_path: Path
) -> None:
    path = tmp_path / "sample.probe32"
    at_calls.window.history.choose(1)
    at_calls.actions.pin_call.trigger()
    assert shown(at_calls)[0] == ("pinned", "1, quotient = 3, remainder = 2")
    at_calls.actions.undo.trigger()
    assert len(shown(at_calls)) == 2
    at_calls.actions.redo.trigger()
    at_calls.actions.save.trigger()
    at_calls.choose_file(path)
    (function,) = project.load(path).functions
    (example,) = function.examples
    assert (example.arguments, example.result, example.outputs) == ([17, 5], 1, {"quotient": 3, "remainder": 2})
    assert example.texts == {"numerator": "17", "denominator": "5"}
    at_calls.actions.clear_history.trigger()
    assert shown(at_calls) == [("pinned", "1, quotient = 3, remainder = 2")]
    at_calls.window.close()
    at_calls.wait(lambda: not at_calls.window.isVisible())

    again = make_person()
    again.open(path)
    assert shown(again) == [("pinned", "1, quotient = 3, remainder = 2")]
    again.window.history.choose(0)
    again.actions.edit_call.trigger()
    assert again.work.call.texts() == {"numerator": "17", "denominator": "5"}
    again.window.history.choose(0)
    again.actions.pin_call.trigger()
    assert shown(again) == []


def test_a_pinned_call_is_true_of_its_prototype_only(at_calls: Person) -> None:
    at_calls.window.history.choose(1)
    at_calls.actions.pin_call.trigger()
    at_calls.type_prototype("int divide(int numerator, int denominator, int *quotient, int *remainder);")
    assert ("pinned", "1, quotient = 3, remainder = 2") not in shown(at_calls)
    at_calls.actions.undo.trigger()
    assert ("pinned", "1, quotient = 3, remainder = 2") in shown(at_calls)


def test_calls_are_deleted_and_the_rest_is_there_the_next_time(
    at_calls: Person, make_person: Callable[[], Person], sample_dll: Path
) -> None:
    panel = at_calls.window.history
    panel.choose(0)
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    assert shown(at_calls) == [("", "1, quotient = 3, remainder = 2")]
    at_calls.wait_idle()
    at_calls.parts.session.forget_edits()
    at_calls.window.close()
    at_calls.wait(lambda: not at_calls.window.isVisible())

    again = make_person()
    again.open(sample_dll)
    again.wait(lambda: len(again.parts.history.entries) == 1)
    again.window.history.choose(0)
    again.actions.repeat_call.trigger()
    again.wait(lambda: len(again.parts.history.entries) == 2)
    again.wait_idle()
    assert again.outputs == {"quotient": "3", "remainder": "2"}


def test_the_history_is_saved_as_a_table_and_as_json(at_calls: Person, tmp_path: Path) -> None:
    at_calls.actions.export_history.trigger()
    at_calls.choose_file(tmp_path / "calls.csv")
    at_calls.wait(lambda: (tmp_path / "calls.csv").exists() and "save the history" not in at_calls.parts.tasks.names)
    with (tmp_path / "calls.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [each["arguments"] for each in rows] == [
        "numerator = 17, denominator = 5",
        "numerator = 23, denominator = 0",
    ]
    assert [each["last_error"] for each in rows] == ["0", "87"]
    at_calls.actions.export_history.trigger()
    at_calls.choose_file(tmp_path / "calls.json")
    at_calls.wait(lambda: (tmp_path / "calls.json").exists() and "save the history" not in at_calls.parts.tasks.names)
    found = json.loads((tmp_path / "calls.json").read_text(encoding="utf-8"))
    assert [each["outputs"] for each in found] == [{"quotient": 3, "remainder": 2}, {"quotient": 0, "remainder": 0}]


def entry(number: int) -> HistoryEntry:
    return entry_from_json(
        {
            "when": f"2026-01-01T00:00:{number:02}",
            "ordinal": 1,
            "export": "add",
            "function": "add",
            "prototype": "int add(int a);",
            "declarations": "",
            "arguments": {"a": str(number)},
            "outcome": str(number),
        }
    )


def test_a_limit_is_kept_and_said() -> None:
    model = HistoryModel()
    model.limit = 3
    for number in range(5):
        model.add(entry(number))
    assert [each.outcome for each in model.entries] == ["4", "3", "2"]
    assert model.dropped
    assert model.recent_texts(1, "a") == ["4", "3", "2"]


def test_the_file_is_cut_and_bad_lines_are_skipped(tmp_path: Path) -> None:
    file = HistoryFile(tmp_path / "history", Path("/some/vendor.dll"))
    assert file.load(2) == []
    for number in range(5):
        file.add(entry(number))
    with file.path.open("a", encoding="utf-8") as text:
        text.write('{"when": "yesterday"}\nnonsense\n')
    assert [each.outcome for each in file.load(4)] == ["4", "3"]
    assert [each.outcome for each in file.load(2)] == []
    file.replace([entry(7)])
    assert file.load(10) == [entry(7)]
    assert entry_from_json(json.loads(json.dumps(entry_to_json(entry(7))))) == entry(7)


def test_what_is_long() -> None:
    assert is_long([0.0] * 20_001)
    assert is_long({"text": "x" * 20_001})
    assert is_long([["x" * 100] * 100] * 100)
    assert not is_long([{"x": 1.0, "y": [1, 2]}] * 1000)


def test_the_history_is_a_test_with_handles_that_passes_without_the_dll(
    at_calls: Person, sample_header: Path, tmp_path: Path
) -> None:
    at_calls.import_header(sample_header)
    at_calls.choose("sp_open")
    at_calls.call(address="SIM::0")
    handle = at_calls.result
    at_calls.choose("sp_close")
    at_calls.call(handle=handle)
    at_calls.choose("write_to_null")
    at_calls.call()
    at_calls.actions.history_tests.trigger()
    at_calls.choose_file(tmp_path)
    assert at_calls.message.startswith("Regression test written\n4 calls are a test in")
    text = (tmp_path / "test_sample.py").read_text("utf-8")
    assert 'sp_open = dll.call("sp_open", "SIM::0").gives(A_POINTER).result' in text
    assert 'dll.call("sp_close", sp_open).gives(1)' in text
    environment = {**os.environ, "PATH": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(inner_pytest(tmp_path), capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr

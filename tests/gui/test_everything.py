"""Every kind of C function, called through the real form with arguments typed as text: it gives what C gives."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from everything_calls import ROWS, Row, make_calls
from everything_dll import HEADER, Everything, build
from person import Person
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from probe32.abi.calls import CallResult
from probe32.abi.signatures import Signature
from probe32_app.models.step_rows import StepColumn
from probe32_app.views.sequence_panel import SequencePanel

NOT_TYPED = {"set_handler", "fire_handler"}
"""What is for kept functions only."""


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Everything:
    return build("2", tmp_path_factory.mktemp("everything"))


def typed(value: Any) -> str:
    """An argument as a person writes it."""
    if callable(value):
        return f"lambda *seen: __import__('everything_callbacks').{value.__name__}(*seen)"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if value in ("", "null", "true", "false") else value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(int(value))
    return "null" if value is None else json.dumps(value, default=int)


def more(signature: Signature, arguments: Sequence[Any]) -> range:
    """The numbers of the arguments that a `...` takes."""
    first = len(signature.parameters) + 1
    return range(first, first + len(arguments) - len(signature.inputs))


def extra_type(value: Any) -> str:
    """What a person chooses for an argument of a `...`."""
    if isinstance(value, int):
        return "int" if -(2**31) <= value < 2**31 else "long long"
    return "double" if isinstance(value, float) else "const char *"


def is_typed(row: Row) -> bool:
    """Whether the form has a way to give these: functions in structs and addresses of functions have none."""
    name, arguments, _ = row
    in_struct = any(isinstance(each, dict) and "combine" in each for each in arguments)
    return name not in NOT_TYPED and not in_struct and "<adder>" not in arguments


@pytest.mark.timeout(600)
def test_the_window_gives_what_c_gives(person: Person, everything: Everything, tmp_path: Path) -> None:
    person.open(everything.dll)
    person.import_header(HEADER)
    for each in ("exports", "code", "history"):  # drawing them anew for each call takes a third of the time
        person.window.docks.close(each)
    done: list[CallResult] = []
    person.parts.calls.called.connect(lambda function, texts, result: done.append(result))

    def caller(name: str) -> Any:
        library = person.parts.session.library
        assert library is not None
        function = library.functions[name]
        person.work.exports.select(function.export.ordinal)

        def call(*arguments: Any) -> tuple[Any, ...]:
            fields = [each.name for each in function.signature.inputs]
            texts = {}
            names = [*fields, *(f"argument_{number}" for number in more(function.signature, arguments))]
            for field, value in zip(names, arguments, strict=True):
                file = tmp_path / f"{name}.{field}"
                if isinstance(value, bytes):
                    file.write_bytes(value)
                texts[field] = f"@{file}" if isinstance(value, bytes) else typed(value)
                if field not in fields:
                    texts[field] = f"({extra_type(value)}){texts[field]}"
            done.clear()
            person.work.call.set_texts(texts)
            person.click_call()
            person.wait_idle()
            assert done, f"{name}{arguments}: {person.failure} {person.work.result.banner.text} {texts}"
            void = function.signature.result.size == 0
            return (*([] if void else [done[0].result]), *done[0].outputs.values())

        return call

    rows = [row for row in ROWS if is_typed(row)]
    assert len(ROWS) - len(rows) == 7
    expected = [values for row, values in zip(ROWS, everything.expected, strict=True) if is_typed(row)]
    found = make_calls(caller, rows)
    assert Everything(everything.dll, expected).differences(found, rows) == []


PRINT_TO = "int __cdecl print_to(_Out_writes_(size) char *buffer, int size, const char *format, ...);"


def test_a_person_gives_a_function_further_arguments(person: Person, everything: Everything) -> None:
    person.open(everything.dll)
    person.choose("print_to")
    person.type_prototype(PRINT_TO)
    form = person.work.call
    person.fill(size="64", format="%d %s %.2f")
    for kind, text in (("int", "-7"), ("const char *", "ml"), ("double", "2.5")):
        QTest.mouseClick(form.extra.add_button, Qt.MouseButton.LeftButton)
        row = form.extra.rows[-1]
        assert QApplication.focusWidget() is row.value
        row.type.setFocus()
        row.type.lineEdit().selectAll()
        QTest.keyClicks(row.type, kind)
        QTest.keyClicks(row.value, text)
    person.call()
    assert person.outputs["buffer"] == '"-7 ml 2.50"'
    person.window.history.choose(0)
    assert "argument_5 = (const char *)ml" in person.window.history.chosen[0].arguments_text
    person.actions.copy_python.trigger()
    program = QGuiApplication.clipboard().text()
    assert 'CValue("const char *", "ml")' in program
    assert "from probe32 import CValue, Library" in program
    person.actions.copy_c.trigger()
    assert '(int)-7, "ml", (double)2.5);' in QGuiApplication.clipboard().text()
    QTest.mouseClick(form.extra.rows[2].remove, Qt.MouseButton.LeftButton)
    form.extra.rows[1].type.setCurrentText("no_such_type")
    person.call()
    assert "is no type of an argument" in form.extra.rows[1].problem
    assert QApplication.focusWidget() is form.extra.rows[1].value
    person.choose("sum_all")
    assert not form.extra.isVisible()
    person.choose("print_to")
    assert list(form.texts()) == ["size", "format", "argument_4", "argument_5"]


def test_further_arguments_belong_to_a_recorded_step(person: Person, everything: Everything) -> None:
    person.open(everything.dll)
    person.choose("sum_all")
    person.type_prototype("int __cdecl sum_all(int count, ...);")
    person.work.call.set_texts({"count": "2", "argument_2": "(int)40", "argument_3": "(int)2"})
    panel = person.panel("sequence", SequencePanel)
    panel.record.setChecked(True)
    person.call()
    assert person.result == "42"
    panel.record.setChecked(False)
    panel.run.click()
    person.wait_idle()
    assert panel.model.index(0, StepColumn.OUTCOME).data().startswith("42")

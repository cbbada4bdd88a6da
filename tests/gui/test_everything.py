"""Every kind of C function, called through the real form with arguments typed as text: it gives what C gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from everything_calls import ROWS, Row, make_calls
from everything_dll import HEADER, Everything, build
from person import Person

from probe32.abi.calls import CallResult

NOT_TYPED = {"sum_all", "sum_doubles", "print_to", "mixed_arguments", "set_handler", "fire_handler"}
"""Functions with a `...`, whose further arguments the form has no fields for; what is for kept functions only."""


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


def is_typed(row: Row) -> bool:
    """Whether the form has a way to give these: functions in structs and addresses of functions have none."""
    name, arguments, _ = row
    in_struct = any(isinstance(each, dict) and "combine" in each for each in arguments)
    return name not in NOT_TYPED and not in_struct and "<adder>" not in arguments


def test_the_window_gives_what_c_gives(person: Person, everything: Everything, tmp_path: Path) -> None:
    person.open(everything.dll)
    person.import_header(HEADER)
    done: list[CallResult] = []
    person.parts.calls.called.connect(lambda function, texts, result: done.append(result))

    def caller(name: str) -> Any:
        library = person.parts.session.library
        assert library is not None
        function = library.functions[name]
        person.work.exports.select(function.export.ordinal)

        def call(*arguments: Any) -> tuple[Any, ...]:
            fields = person.work.call.texts()
            texts = {}
            for field, value in zip(fields, arguments, strict=True):
                file = tmp_path / f"{name}.{field}"
                if isinstance(value, bytes):
                    file.write_bytes(value)
                texts[field] = f"@{file}" if isinstance(value, bytes) else typed(value)
            done.clear()
            person.work.call.set_texts(texts)
            person.click_call()
            person.wait_idle()
            assert done, f"{name}{arguments}: {person.failure} {person.work.result.banner.text} {texts}"
            void = function.signature.result.size == 0
            return (*([] if void else [done[0].result]), *done[0].outputs.values())

        return call

    rows = [row for row in ROWS if is_typed(row)]
    assert len(ROWS) - len(rows) == 14
    expected = [values for row, values in zip(ROWS, everything.expected, strict=True) if is_typed(row)]
    found = make_calls(caller, rows)
    assert Everything(everything.dll, expected).differences(found, rows) == []

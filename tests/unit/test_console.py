"""The console's core: what is run, completed, shown and remembered."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from probe32 import Library
from probe32.console import Entries, Interpreter, call_tip, complete
from probe32.console.interpreter import shown


@pytest.fixture(scope="module")
def library(sample_dll: Path) -> Iterator[Library]:
    with Library(sample_dll) as lib:
        lib.define("int add(int a, int b); double add_double(double a, double b);")
        yield lib


@pytest.fixture
def interpreter(library: Library) -> Interpreter:
    return Interpreter(library)


def run(interpreter: Interpreter, source: str) -> list[tuple[str, str]]:
    """What running gave, pieces of one kind together."""
    found: list[tuple[str, str]] = []

    def write(kind: str, text: str) -> None:
        if found and found[-1][0] == kind:
            found[-1] = kind, found[-1][1] + text
        else:
            found.append((kind, text))

    interpreter.run(source, write)
    return found


def test_values_prints_and_names(interpreter: Interpreter) -> None:
    assert run(interpreter, "x = 6\nprint('six')\nx * 7") == [("stdout", "six\n"), ("value", "42\n")]
    assert run(interpreter, "_ + x") == [("value", "48\n")]
    assert run(interpreter, "None") == []
    assert run(interpreter, "import sys; print('oh', file=sys.stderr)") == [("stderr", "oh\n")]
    assert run(interpreter, "lib.path.name") == [("value", "'sample.dll'\n")]
    assert "captured" not in type(sys.stdout).__module__  # nothing is left behind


def test_numpy_is_there_as_np(interpreter: Interpreter) -> None:
    pytest.importorskip("numpy")
    assert run(interpreter, "np.arange(3).tolist()") == [("value", "[0, 1, 2]\n")]


def test_other_threads_print_where_they_did(interpreter: Interpreter, capsys: pytest.CaptureFixture[str]) -> None:
    inside, printed = threading.Event(), threading.Event()
    interpreter.namespace.update(inside=inside, printed=printed)
    told: list[tuple[str, str]] = []
    runs = threading.Thread(
        target=interpreter.run, args=("inside.set(); printed.wait(); print(1)", lambda *each: told.append(each))
    )
    runs.start()
    inside.wait()
    print("elsewhere")
    printed.set()
    runs.join()
    assert capsys.readouterr().out == "elsewhere\n"
    assert "".join(text for _, text in told) == "1\n"


def test_tracebacks_show_ones_own_lines_only(interpreter: Interpreter) -> None:
    ((kind, text),) = run(interpreter, "def half(x):\n    return x / 0\nhalf(1)\n")
    assert kind == "error"
    assert [each for each in text.splitlines()[1:] if each.strip("~^ ")] == [
        '  File "<console 1>", line 3, in <module>',
        "    half(1)",
        '  File "<console 1>", line 2, in half',
        "    return x / 0",
        "ZeroDivisionError: division by zero",
    ]
    ((_, text),) = run(interpreter, "lib.add('one', 2)")
    assert [each for each in text.splitlines() if "File" in each] == ['  File "<console 2>", line 1, in <module>']
    assert "ArgumentError: " in text
    ((_, text),) = run(interpreter, "1 +")
    assert "SyntaxError" in text
    assert "File" in text


def test_what_would_wait_or_leave_does_not(interpreter: Interpreter) -> None:
    assert "no keyboard" in run(interpreter, "input('name? ')")[0][1]
    assert "goes on" in run(interpreter, "exit()")[0][1]
    assert "goes on" in run(interpreter, "import sys; sys.exit(3)")[0][1]


def test_a_loop_can_be_interrupted(interpreter: Interpreter) -> None:
    begun = threading.Event()
    interpreter.namespace["begun"] = begun
    told: list[str] = []
    source = "while True:\n    begun.set()\n"
    runs = threading.Thread(target=interpreter.run, args=(source, lambda _, text: told.append(text)))
    assert not interpreter.interrupt()  # nothing runs yet
    runs.start()
    begun.wait()
    assert interpreter.interrupt()
    runs.join()
    assert told == ["Interrupted\n"]


@pytest.mark.parametrize(
    "source, is_complete",
    [
        ("lib.add(1, 2)", True),
        ("lib.add(1,", False),
        ("for x in range(3):", False),
        ("for x in range(3):\n    print(x)", False),
        ("for x in range(3):\n    print(x)\n", True),
        ("x = '''", False),
        ("1 +* 2", True),
        ("", True),
    ],
)
def test_input_goes_on_until_it_is_complete(interpreter: Interpreter, source: str, is_complete: bool) -> None:
    assert interpreter.is_complete(source) is is_complete


def test_long_values_are_cut(interpreter: Interpreter) -> None:
    assert shown(b"x" * 50_000_000).endswith("… (50,000,000 in all)")
    assert len(shown(list(range(100_000)))) < 10_100
    assert shown({"b": 1, "a": [2]}) == "{'b': 1, 'a': [2]}"


class Trap:
    """A property that must not be asked by completion."""

    @property
    def armed(self) -> int:
        raise AssertionError("completion ran something")

    def method(self, count: int) -> None:
        """Nothing."""


@pytest.mark.parametrize(
    "text, start, first",
    [
        ("lib.ad", 4, ["add", "add_double"]),
        ("x = lib.add_", 8, ["add_double"]),
        ('lib.call("ad', 10, ["add", "add_double"]),
        ("li", 0, ["lib"]),
        ("trap.", 5, ["armed", "method"]),
        ("trap.armed.", 11, []),
        ("nothing.", 8, []),
        ("import s", 7, ["some_value"]),
    ],
)
def test_completion(interpreter: Interpreter, text: str, start: int, first: list[str]) -> None:
    interpreter.namespace.update(trap=Trap(), some_value=1)
    found = complete(interpreter.namespace, text)
    assert (found.start, [each.text for each in found.words[: len(first)]]) == (start, first)


def test_functions_are_completed_with_their_prototypes(interpreter: Interpreter) -> None:
    found = complete(interpreter.namespace, "lib.add")
    assert found.words[0].about == "double add_double(double a, double b);"


@pytest.mark.parametrize(
    "text, tip",
    [
        ("lib.add(1, ", "int add(int a, int b);"),
        ("print(lib.add(", "int add(int a, int b);"),
        ('lib.call("add_double", 1.5', "double add_double(double a, double b);"),
        ('call("add", [", (', "int add(int a, int b);"),
        ("trap.method(", "trap.method(count: int) -> None"),
        ("lib.add(1, 2)", ""),
        ("(1, 2", ""),
        ("unknown(", ""),
    ],
)
def test_call_tips(interpreter: Interpreter, text: str, tip: str) -> None:
    interpreter.namespace["trap"] = Trap()
    found = call_tip(interpreter.namespace, text)
    assert found.replace("'", "") == tip


def test_entries_are_kept_found_and_survive_a_bad_file(tmp_path: Path) -> None:
    file = tmp_path / "new" / "console.jsonl"
    entries = Entries(file)
    entries.load()
    for each in ("lib.add(1, 2)", "lib.add(1, 2)", "for x in y:\n    x", "lib.close"):
        entries.add(each)
        entries.save()
    again = Entries(file)
    again.load()
    assert again.all[-1] == "lib.close"
    assert again.with_prefix("lib", len(again.all), -1) == len(again.all) - 1
    assert again.all[again.with_prefix("lib.a", len(again.all), -1)] == "lib.add(1, 2)"
    assert again.with_prefix("nothing", len(again.all), -1) == -1
    assert again.containing("ADD") == ["lib.add(1, 2)"]
    file.write_text("{ not json")
    broken = Entries(file)
    broken.load()
    assert broken.all == []

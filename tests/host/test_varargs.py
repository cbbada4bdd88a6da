"""Functions that take a variable number of arguments, from Python and from the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mingw import tool

from probe32 import CValue, Library
from probe32.errors import ArgumentError, BufferOverrunError, DeclarationError

SOURCE = Path(__file__).parent.parent / "dlls" / "everything" / "varargs.c"
PRINT_TO = "int __cdecl print_to(_Out_writes_(size) char *buffer, int size, const char *format, ...);"


@pytest.fixture(scope="module")
def dll(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The theme "variable arguments" of the large test DLL, alone."""
    target = tmp_path_factory.mktemp("varargs") / "varargs.dll"
    subprocess.run([tool("gcc"), "-shared", "-O1", "-o", str(target), str(SOURCE)], check=True)
    return target


@pytest.fixture(scope="module")
def lib(dll: Path) -> Iterator[Library]:
    with Library(dll) as lib:
        lib.define(PRINT_TO + "int sum_all(int count, ...); double sum_doubles(int count, ...);")
        lib.start()
        yield lib


@pytest.mark.parametrize(
    "text, arguments, printed",
    [
        ("nothing", (), "nothing"),
        ("%d %f %s", (1, 2.5, "größe"), "1 2.500000 größe"),
        ("%d %d", (True, False), "1 0"),
        ("%I64d %I64u", (2**40, 2**63), "1099511627776 9223372036854775808"),
        ("%s %s", (b"bytes", None), "bytes (null)"),
        ("%u %hd %c", (CValue("unsigned", 2**31), CValue("short", -3), CValue("char", "x")), "2147483648 -3 x"),
        ("%.2f", (CValue("float", 0.25),), "0.25"),
        ("%ls", (CValue("const wchar_t *", "wide"),), "wide"),
    ],
)
def test_python_values_become_what_c_expects(
    lib: Library, text: str, arguments: tuple[object, ...], printed: str
) -> None:
    done = lib.call("print_to", 80, text, *arguments)
    assert done.outputs == {"buffer": printed}
    assert done.warnings == ()


def test_outputs_and_plain_calls(lib: Library) -> None:
    assert lib.call("print_to", 9, "abc%n", CValue("_Out_ int *")).outputs == {"buffer": "abc", "argument_4": 3}
    assert lib.sum_all(3, 5, -6, 70000) == 69999
    assert lib.sum_doubles(2, 0.5, 1.25) == 1.75
    assert lib.function("sum_all").signature.problems() == []


def test_memory_of_extra_arguments_is_guarded(lib: Library) -> None:
    with pytest.raises(BufferOverrunError, match=r"read past parameter 4 \('argument_4', 3 bytes\)"):
        lib.call("print_to", 80, "%s", CValue("_In_reads_(3) const unsigned char *", b"abc"))
    assert lib.sum_all(1, 2) == 2


@pytest.mark.parametrize(
    "value, error, told",
    [
        ([1], ArgumentError, "The type of 'argument_2' can't be told from a Python list"),
        (2**70, ArgumentError, "out of range for 'argument_2'"),
        (CValue("int", "x"), ArgumentError, "'x' does not fit 'argument_2', which is an int"),
        (CValue("no type", 1), DeclarationError, "'no type' is no type of an argument"),
        (CValue("int, int", 1), DeclarationError, "'int, int' is no type of an argument"),
    ],
)
def test_a_value_that_does_not_fit_is_told(lib: Library, value: object, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        lib.sum_all(1, value)


def test_too_few_arguments_and_other_conventions(lib: Library) -> None:
    with pytest.raises(ArgumentError, match=r"sum_all takes at least 1 argument \(count\), got 0"):
        lib.sum_all()


@pytest.mark.parametrize(
    "arguments, outputs",
    [
        (["%d %f %s %s", "-0x10", "2.5", "text", '"5"'], {"buffer": "-16 2.500000 text 5"}),
        (["%ls (%s)", "(const wchar_t *)size", "(no type) but text"], {"buffer": "size ((no type) but text)"}),
        (["%d%n%s", "7", "(_Out_ int *)", "null"], {"buffer": "7(null)", "argument_5": 1}),
    ],
)
def test_the_command_line(dll: Path, arguments: list[str], outputs: dict[str, Any]) -> None:
    command = [sys.executable, "-m", "probe32", "call", str(dll), PRINT_TO, "--json", "80", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    document = json.loads(done.stdout)
    assert document["outputs"] == outputs
    assert document["warnings"] == []

"""What people type for an argument, and how values are shown to them."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from probe32 import headers
from probe32.abi.calls import NoAnswer
from probe32.abi.enumerations import EnumValue
from probe32.abi.pointers import HostLife
from probe32.abi.signatures import Parameter
from probe32.abi.sizes import Size
from probe32.abi.text import format_duration, format_value, parse_argument, to_json
from probe32.abi.types import Float, Pointer
from probe32.abi.windows import HResult, guid_fields
from probe32.errors import ArgumentError, DeclarationError
from probe32.recorded_callback import RecordedCallback

PRELUDE = """
enum Mode { SLOW, FAST = 7 }; struct Point { double x, y; };
struct Tagged { union { GUID id; int number; }; VARIANT_BOOL on; };
"""
GUID = guid_fields("6b29fc40-ca47-1067-b31d-00dd010662da")


def parameter(text: str) -> Parameter:
    """A parameter as C declares it."""
    return headers.parse_prototype(f"void f({text});", prelude=PRELUDE).parameters[0]


@pytest.mark.parametrize(
    "declared, text, value",
    [
        ("int a", "42", 42),
        ("int a", " -5 ", -5),
        ("int a", "0x1F", 31),
        ("int a", "-0x10", -16),
        ("int a", "0b101", 5),
        ("int a", "007", 7),
        ("int a", "true", 1),
        ("bool a", "true", True),
        ("bool a", "False", False),
        ("double a", "1e-3", 0.001),
        ("double a", "-inf", -math.inf),
        ("double a", "0x10", 16.0),
        ("char a", "A", "A"),
        ("char a", "65", 65),
        ("enum Mode a", "FAST", "FAST"),
        ("enum Mode a", "7", 7),
        ("const char *a", "hello", "hello"),
        ("const char *a", "null", None),
        ("const char *a", '"null"', "null"),
        ("const char *a", '"two\\nlines"', "two\nlines"),
        ("const char *a", "42", "42"),
        ("const wchar_t *a", "µm", "µm"),
        ("const void *a", "0xFF", 255),
        ("const void *a", "raw", b"raw"),
        ("const void *a", "hex:00 1f,FF", b"\x00\x1f\xff"),
        ("_In_reads_(2) const unsigned char *a", "hex:001F", b"\x00\x1f"),
        ("_In_reads_(2) const unsigned char *a", '"Ada"', b"Ada"),
        ("const struct Point *a", "hex:0000", b"\0\0"),
        ("const char *a", "hex:00", "hex:00"),
        ("const double *a", "[1, 2.5]", [1, 2.5]),
        ("const double *a", "2.5", 2.5),
        ("const struct Point *a", '{"x": 1}', {"x": 1}),
        ("struct Point a", '{"x": 1}', {"x": 1}),
        ("int *a", "3", 3),
        ("VARIANT_BOOL a", "true", True),
        ("VARIANT_BOOL a", "-1", -1),
        ("HRESULT a", "E_FAIL", 0x80004005 - 2**32),
        ("HRESULT a", "0x80004005", 0x80004005),
        ("GUID a", "{6B29FC40-CA47-1067-B31D-00DD010662DA}", "{6B29FC40-CA47-1067-B31D-00DD010662DA}"),
        ("const GUID *a", '{"Data1": 5}', {"Data1": 5}),
        ("const GUID *a", "null", None),
        ("BSTR a", '"null"', "null"),
        ("_Inout_ BSTR *a", "text", "text"),
        ("_In_reads_(2) VARIANT_BOOL *a", "[true, false]", [True, False]),
        ("enum Mode a", "SLOW | FAST", "SLOW | FAST"),
    ],
)
def test_what_a_person_types(declared: str, text: str, value: object) -> None:
    got = parse_argument(parameter(declared), text)
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize(
    "declared, text, told",
    [
        ("int a", "1.5", "'1.5' is no value for 'a'"),
        ("int a", "", "'' is no value for 'a'"),
        ("double a", "one", "'one' is no value for 'a'"),
        ("const double *a", "[1,", "'\\[1,' is no value for 'a'"),
        ("struct Point a", "x=1", "'x=1' is no value for 'a'"),
        ("int (*a)(int)", "lambda x:", "is no value for 'a'"),
        ("const void *a", "hex:0", "'hex:0' is no value for 'a'"),
        ("const void *a", "@nowhere.bin", "The file 'nowhere.bin' for 'a' can't be read"),
    ],
)
def test_what_means_nothing_is_refused(declared: str, text: str, told: str) -> None:
    with pytest.raises(ArgumentError, match=told) as caught:
        parse_argument(parameter(declared), text)
    assert caught.value.parameter == "a"
    assert caught.value.hint


def test_a_files_bytes(tmp_path: Path) -> None:
    (tmp_path / "data.bin").write_bytes(b"\0\1")
    assert parse_argument(parameter("const void *a"), f"@{tmp_path / 'data.bin'}") == b"\0\1"


def test_a_callback_is_a_lambda_or_a_constant() -> None:
    callback = parse_argument(parameter("int (*a)(int, int)"), "lambda x, y: x - y")
    constant = parse_argument(parameter("int (*a)(int, int)"), "3")
    assert callable(callback)
    assert callable(constant)
    assert (callback(5, 3), constant(5, 3)) == (2, 3)


@pytest.mark.parametrize(
    "declared, value, shown",
    [
        ("int a", -5, "-5"),
        ("bool a", True, "true"),
        ("double a", 0.1, "0.1"),
        ("const char *a", "a\n", '"a\\n"'),
        ("const char *a", None, "null"),
        ("void *a", 0x1000, "0x00001000"),
        ("int *a", 5, "5"),
        ("enum Mode a", EnumValue(7, "FAST"), "FAST (7)"),
        ("struct Point a", {"x": 1.0, "y": 2.0}, "{x: 1.0, y: 2.0}"),
        ("const double *a", [1.0, 2.0], "[1.0, 2.0]"),
        ("void *a", b"\0\1", "00 01 (2 bytes)"),
        ("double **a", HostLife("x.dll").pointer(0x1000, Pointer(Float(8))), "0x00001000"),
        ("HRESULT a", HResult(-2147467259), "E_FAIL (0x80004005)"),
        ("GUID a", GUID, "{6B29FC40-CA47-1067-B31D-00DD010662DA}"),
        ("const GUID *a", GUID, "{6B29FC40-CA47-1067-B31D-00DD010662DA}"),
        ("const GUID *a", [GUID], "[{6B29FC40-CA47-1067-B31D-00DD010662DA}]"),
        ("struct Tagged a", {"id": GUID, "on": True}, "{id: {6B29FC40-CA47-1067-B31D-00DD010662DA}, on: true}"),
        ("BSTR a", "text", '"text"'),
        ("VARIANT_BOOL a", True, "true"),
    ],
)
def test_what_a_person_reads(declared: str, value: object, shown: str) -> None:
    assert format_value(parameter(declared).type, value) == shown


def test_json_holds_every_value() -> None:
    value = {"bytes": b"\xff", "nan": math.nan, "enum": EnumValue(7, "FAST"), "list": (1, True, None), "text": "µ"}
    assert json.loads(json.dumps(to_json(value), allow_nan=False)) == {
        "bytes": {"hex": "ff"},
        "nan": "nan",
        "enum": 7,
        "list": [1, True, None],
        "text": "µ",
    }


@pytest.mark.parametrize(
    "text, size", [("n", 3), ("4", 4), ("2 * n + 1", 7), ("*n", 3), ("(n - 1) * m", 10), ("m * *n", 15)]
)
def test_a_size_is_computed_from_the_arguments(text: str, size: int) -> None:
    assert Size(text).evaluate({"n": 3, "m": 5}) == size


@pytest.mark.parametrize("text", ["", "n /", "n / 2", "f(n)", "n.x", "'n'", "__import__('os')", "1.5"])
def test_a_size_is_arithmetic_and_nothing_else(text: str) -> None:
    with pytest.raises(DeclarationError, match="is no size that Probe32 can compute"):
        Size(text)


@pytest.mark.parametrize("value", [None, "3", 1.5])
def test_a_size_needs_a_whole_number(value: object) -> None:
    with pytest.raises(ArgumentError, match="depends on 'n'"):
        Size("n").evaluate({"n": value})


def test_a_callback_records_its_calls_after_the_word_record() -> None:
    of = parameter("int (*a)(int, int)")
    for text, answer in (("record lambda x, y: x - y", 2), ("record 7", 7), ("record", NoAnswer.NO_ANSWER)):
        callback = parse_argument(of, text)
        assert isinstance(callback, RecordedCallback)
        assert (callback(5, 3), callback.calls, callback.count) == (answer, [(5, 3)], 1)


@pytest.mark.parametrize(
    "microseconds, shown", [(0.75, "0.8 µs"), (999.0, "999.0 µs"), (3210, "3.21 ms"), (1_542_882.7, "1.54 s")]
)
def test_a_duration_has_a_unit_that_suits_it(microseconds: float, shown: str) -> None:
    assert format_duration(microseconds) == shown

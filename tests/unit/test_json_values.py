from __future__ import annotations

import array
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probe32 import headers
from probe32.abi.enumerations import EnumValue
from probe32.abi.pointers import HostLife
from probe32.abi.signatures import Signature
from probe32.abi.varargs import CValue
from probe32.abi.windows import HResult
from probe32.errors import ArgumentError
from probe32.json_values import (
    RecordedFunction,
    RecordedPointer,
    arguments_from_json,
    arguments_to_json,
    from_json,
    outputs_from_json,
    outputs_to_json,
    to_json,
)
from probe32.recorded_callback import RecordedCallback

NO_NUMPY = "numpy does not run under Wine 8"

TYPES = """
#include <windows.h>
enum colour { RED = 1, GREEN = 2 };
typedef int (__stdcall *compare)(const int *a, const int *b);
struct inner { int kind; float values[2]; };
union either { int whole; unsigned char bytes[4]; };
struct outer { struct inner first; union either either; char name[8]; enum colour colour; double *more; };
typedef int (*pairs)[2];
struct odd { int hex; const char *pointer; };
"""


def _through(of: Any, value: object) -> object:
    text = json.dumps(to_json(of, value))
    return from_json(of, json.loads(text))


@pytest.mark.parametrize(
    "c_type, value",
    [
        ("unsigned long long", 2**64 - 1),
        ("long long", -(2**63)),
        ("long long *", [2**53, 2**53 + 1, -(2**60)]),
        ("double", 0.1),
        ("double", -0.0),
        ("double", math.inf),
        ("float *", [1.5, -math.inf]),
        ("bool", True),
        ("char", -128),
        ("char", "a"),
        ("const char *", "naïve \ud800"),
        ("const wchar_t *", "\udc00 漢字"),
        ("const char *", b"\xff\x00"),
        ("const char *", '{"hex": "00"}'),
        ("void *", b"\x00\x01"),
        ("void *", 0x1000),
        ("void *", None),
        ("struct outer", {"first": {"kind": 1, "values": [1.5, math.inf]}, "either": {"whole": -1}, "name": b"\xfe"}),
        ("struct outer *", {"either": {"bytes": [1, 2, 3, 4]}, "colour": "RED", "more": [2.0, 3.0]}),
        ("struct inner *", [{"kind": 1}, {"kind": 2}]),
        ("struct odd", {"hex": 12, "pointer": "text"}),
        ("pairs", [[1, 2], [3, 4]]),
        ("GUID *", "{6B29FC40-CA47-1067-B31D-00DD010662DA}"),
        ("GUID", {"Data1": 2**32 - 1, "Data2": 0, "Data3": 3, "Data4": [1, 2, 3, 4, 5, 6, 7, 8]}),
        ("VARIANT_BOOL", True),
        ("BSTR", "text\0more"),
        ("char **", ["one", None]),
    ],
)
def test_a_value_is_the_same_again(c_type: str, value: object) -> None:
    again = _through(headers.parse_type(c_type, prelude=TYPES), value)
    assert again == value
    assert type(again) is type(value)
    if isinstance(value, float):
        assert math.copysign(1, value) == math.copysign(1, float(str(again)))


def test_what_is_not_a_number_is_that_again() -> None:
    assert math.isnan(float(str(_through(headers.parse_type("double"), math.nan))))
    assert from_json(headers.parse_type("double"), "inf") == math.inf


def test_names_of_numbers_come_back() -> None:
    colour = _through(headers.parse_type("enum colour", prelude=TYPES), EnumValue(2, "GREEN"))
    assert isinstance(colour, EnumValue)
    assert colour.name == "GREEN"
    failed = _through(headers.parse_type("HRESULT", prelude=TYPES), HResult(-2147467259))
    assert isinstance(failed, HResult)
    assert failed.name == "E_FAIL"


def test_an_integer_for_a_floating_parameter_and_a_float_in_json_without_its_point() -> None:
    double = headers.parse_type("double")
    assert to_json(double, 2) == 2.0
    assert isinstance(to_json(double, 2), float)
    assert isinstance(from_json(double, 2), float)


def test_arrays_of_other_libraries_become_lists_or_bytes() -> None:
    numpy = pytest.importorskip("numpy", reason=NO_NUMPY)
    assert to_json(headers.parse_type("double *"), array.array("d", [1, 2])) == [1.0, 2.0]
    assert to_json(headers.parse_type("const short *"), numpy.array([1, 2], "i2")) == [1, 2]
    assert to_json(headers.parse_type("void *"), numpy.array([1, 2], "<i2")) == {"hex": "01000200"}
    assert to_json(headers.parse_type("double *"), (1.0, 2.0)) == [1.0, 2.0]


def test_a_pointer_is_a_mark_that_no_host_takes_for_its_own() -> None:
    handle = headers.parse_type("struct device *")
    pointer = HostLife("sample.dll").pointer(0xA41F40, handle)
    assert to_json(handle, pointer) == {"pointer": "0x00a41f40"}
    again = _through(handle, pointer)
    assert isinstance(again, RecordedPointer)
    assert again == pointer
    assert _through(handle, again) == again


def test_callbacks_leave_their_names_and_what_was_recorded() -> None:
    compare = headers.parse_type("compare", prelude=TYPES)
    recorded = RecordedCallback()
    recorded(1, 2.5)
    assert _through(compare, recorded) == RecordedFunction("RecordedCallback", ((1, 2.5),))
    assert _through(compare, len) == RecordedFunction("len")


def _signature() -> Signature:
    return headers.parse_prototype("int f(long long a, _Out_ double *b, const char *format, ...);")


def test_calls_as_a_whole() -> None:
    signature = _signature()
    arguments = [2**60, "%ls", CValue("const wchar_t *", "x"), 2.0, 2**62, (1, b"2")]
    kept = json.loads(json.dumps(arguments_to_json(signature, arguments)))
    assert arguments_from_json(signature, kept) == arguments
    kept = json.loads(json.dumps(outputs_to_json(signature, {"b": math.inf})))
    assert outputs_from_json(signature, kept) == {"b": math.inf}


_plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text() | st.integers() | st.just("hex"), inner)
    ),
    max_leaves=12,
)


@given(_plain)
def test_python_values_without_a_type_are_the_same_again(value: object) -> None:
    again = _through(None, value)
    assert again == value
    assert repr(again) == repr(value)


def test_arrays_without_a_type_are_arrays_again() -> None:
    numpy = pytest.importorskip("numpy", reason=NO_NUMPY)
    again = _through(None, numpy.array([[1.0, 2.0]], "<f4"))
    assert isinstance(again, numpy.ndarray)
    assert again.dtype == "<f4"
    assert again.tolist() == [[1.0, 2.0]]


def test_what_cannot_be_kept_and_what_is_no_such_json_is_said() -> None:
    with pytest.raises(ArgumentError, match="A object can't be kept as JSON"):
        to_json(None, object())
    with pytest.raises(ArgumentError, match="is no value that was kept"):
        from_json(None, {"hex": "zz"})

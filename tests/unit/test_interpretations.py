"""The forms in which a value is read."""

from __future__ import annotations

import math

import pytest

from probe32 import headers
from probe32.abi.types import Type
from probe32.interpretations import interpretations, statistics_of

PRELUDE = "enum Mode { READ = 1, WRITE = 2, APPEND = 8 }; typedef unsigned long DWORD;"


def type_of(text: str) -> Type:
    return headers.parse_prototype(f"{text} f(void);", prelude=PRELUDE).result


def forms(of: str, value: object) -> dict[str, str]:
    return {each.name: each.text for each in interpretations(type_of(of), value)}


@pytest.mark.parametrize(
    "of, value, name, text",
    [
        ("int", -1, "as unsigned", "4294967295"),
        ("int", 10, "hexadecimal", "0x0000000A"),
        ("unsigned char", 200, "as signed", "-56"),
        ("short", 5, "binary", "0000 0000 0000 0101"),
        ("short", 5, "bits set", "0, 2"),
        ("int", 0x01020304, "bytes in memory", "04 03 02 01"),
        ("int", 65, "character", "'A'"),
        ("DWORD", 1065353216, "as float", "1"),
        ("DWORD", 5, "Windows error", "ERROR_ACCESS_DENIED · access is denied"),
        ("int", -2147467259, "HRESULT", "E_FAIL"),
        ("DWORD", 1700000000, "time_t (UTC)", "2023-11-14 22:13:20"),
        ("long long", 133444736000000000, "FILETIME (UTC)", "2023-11-14 22:13:20"),
        ("enum Mode", 3, "name", "READ|WRITE"),
        ("bool", True, "number", "1"),
        ("double", 0.1, "scientific", "1.0000000000000001e-01"),
        ("double", 3.0, "whole number", "3"),
        ("float", 1.0, "bits", "0x3F800000"),
        ("double", math.nan, "bytes in memory", "00 00 00 00 00 00 f8 7f"),
        ("const char *", "aµ\n", "escaped", "a\\xb5\\n"),
        ("const char *", "aµ", "in UTF-8", "3 bytes: 61 c2 b5"),
        ("void *", b"\x01\x00\x02\x00", "16-bit numbers", "1, 2"),
        ("void *", b"Ada\0\0", "text", "Ada"),
    ],
)
def test_a_value_in_another_form(of: str, value: object, name: str, text: str) -> None:
    assert forms(of, value)[name] == text


def test_only_what_can_be_meant_is_told() -> None:
    assert not {"time_t (UTC)", "HRESULT", "character", "as float"} & set(forms("int", 7))
    assert forms("double", math.inf).keys() == {"decimal", "bits", "bytes in memory"}
    assert interpretations(type_of("int"), None) == []


def test_statistics_leave_out_what_is_not_finite() -> None:
    found = statistics_of([1.0, math.nan, 4, math.inf, 1])
    assert found is not None
    assert (found.count, found.least, found.greatest, found.mean, found.not_finite) == (5, 1.0, 4, 2.0, 2)
    assert statistics_of([math.nan]) is None
    assert statistics_of([]) is None

"""BSTR, VARIANT_BOOL, HRESULT, GUID, bit-fields, flags, unions by value, on a DLL of ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from probe32 import Library
from probe32.errors import ArgumentError

HEADER = Path(__file__).parents[1] / "dlls" / "owned.h"
GUID_TEXT = "{6B29FC40-CA47-1067-B31D-00DD010662DA}"
GUID = {"Data1": 0x6B29FC40, "Data2": 0xCA47, "Data3": 0x1067, "Data4": [0xB3, 0x1D, 0, 0xDD, 1, 6, 0x62, 0xDA]}


@pytest.fixture(scope="module")
def lib(owned_dll: Path) -> Iterator[Library]:
    """A session for everything that leaves its host as it was."""
    with Library(owned_dll) as lib:
        lib.include(HEADER)
        lib.start()
        yield lib


@pytest.mark.parametrize(
    "name, args, expected",
    [
        ("bstr_length", ("a\0bc",), 4),
        ("bstr_length", ("",), 0),
        ("bstr_length", (None,), 0),
        ("bstr_make", (), "a\0b"),
        ("bstr_make_to", (), "mäde"),
        ("bstr_double", ("xü\0",), (1, "xü\0xü\0")),
        ("variant_not", (True,), False),
        ("variant_not", (0,), True),
        ("guid_is", (GUID_TEXT,), 1),
        ("guid_is", (GUID_TEXT.strip("{}").lower(),), 1),
        ("guid_is", (GUID,), 1),
        ("guid_make", (), GUID),
        ("fail_as", (0,), 0),
        ("fail_as", (0x80070057,), 0x80070057 - 2**32),
        ("fail_as", (0x80000000,), -(2**31)),
        ("fail_as", (0xFFFFFFFF,), -1),
        ("access_of", ("ACCESS_READ | ACCESS_ADMIN",), 9),
        ("number_next", ({"real": 0.0},), {"whole": 1, "real": 5e-324, "bytes": [1, 0, 0, 0, 0, 0, 0, 0]}),
        ("small_next", ({"b": [255, 0]},), {"a": 256, "b": [0, 1]}),
    ],
)
def test_values_of_windows_types(lib: Library, name: str, args: tuple[Any, ...], expected: Any) -> None:
    found = getattr(lib, name)(*args)
    assert found == expected
    assert isinstance(found, bool) == isinstance(expected, bool)


def test_names_of_values(lib: Library) -> None:
    shown = [repr(lib.fail_as(each)) for each in (0, 0x80004005, 0x80070002, 0x80131234, 5)]
    assert shown == [
        "S_OK (0x00000000)",
        "E_FAIL (0x80004005)",
        "HRESULT_FROM_WIN32(2) (0x80070002)",
        "0x80131234",
        "0x00000005",
    ]
    assert lib.fail_as(0x80004005).failed
    assert [lib.access_of(each).name for each in (0, 8, 3, 11, 4)] == [
        "ACCESS_NONE",
        "ACCESS_ADMIN",
        "ACCESS_READ|ACCESS_WRITE",
        "ACCESS_READ|ACCESS_WRITE|ACCESS_ADMIN",
        "",
    ]


def test_they_work_within_a_struct(lib: Library) -> None:
    good, found = lib.titled_check({"title": "abc", "on": True, "guid": GUID_TEXT})
    assert (good, found["title"], found["on"], found["guid"]) == (1, "abc", False, {**GUID, "Data2": 0xABCD})
    assert found["outcome"].name == "E_INVALIDARG"


def test_texts_are_given_back(lib: Library) -> None:
    text = "x" * 200_000

    def used() -> int:
        return sum(each.size for each in lib.memory_map() if each.state == "committed")

    lib.bstr_double(text)
    before = used()
    for _ in range(20):  # 400 KB in, 800 KB out
        assert lib.bstr_length(text) == len(text)
        assert len(lib.bstr_double(text)[1]) == 2 * len(text)
    assert used() - before < 4_000_000


def test_bit_fields_of_every_type(lib: Library) -> None:
    found = lib.flags_turn({"sign": 3, "wide": 1, "way": "MODE_ON", "small": 1, "yes": 1})
    assert found == {"sign": -3, "wide": 30, "way": 2, "small": 2, "yes": 0}
    assert found["way"].name == "MODE_AUTO"
    assert lib.flags_turn({})["yes"] == -1  # a signed bit, as C reads it


@pytest.mark.parametrize(
    "name, args, told",
    [
        ("flags_turn", ({"sign": 4},), r"4 is out of range for 'it\.sign', which has 3 bits"),
        ("flags_turn", ({"wide": -1},), r"'it\.wide'"),
        ("flags_turn", ({"small": 4},), r"4 is out of range for 'it\.small', which has 2 bits"),
        ("flags_turn", ({"yes": 2},), r"2 is out of range for 'it\.yes', which has 1 bit\."),
        ("access_of", ("ACCESS_READ|ACCESS_NOBODY",), "does not fit 'access'"),
        ("guid_is", ("{6B29FC40}",), "'{6B29FC40}' does not fit 'guid', which is a GUID"),
        ("bstr_length", (1.5,), "1.5 does not fit 'text', which is a BSTR"),
        ("bstr_length", ("\ud800",), "in 'text' can't be written in the encoding utf-16-le"),
        ("variant_not", (70_000,), "70000 is out of range for 'value'"),
        ("titled_check", ({"title": 5.0},), r"does not fit 'it\.title'"),
    ],
)
def test_what_does_not_fit_is_named(lib: Library, name: str, args: tuple[Any, ...], told: str) -> None:
    with pytest.raises(ArgumentError, match=told):
        lib.call(name, *args)


def test_text_that_the_dll_would_not_see_whole(lib: Library, sample_dll: Path) -> None:
    with Library(sample_dll, encoding="ascii") as sample:
        sample.define("int text_length(const char *text); int text_length_w(const wchar_t *text);")
        sample.define("typedef struct { char name[4]; } tag; int named(const tag *it);", export="text_length")
        for name, value, told in (
            ("text_length", "a\0b", r"'a\\x00b' has a zero in it, and 'text' ends at the first zero"),
            ("text_length_w", "a\0b", "'text' ends at the first zero"),
            ("named", {"name": "äbc"}, r"'ä' in 'it\.name' can't be written in the encoding ascii"),
            ("named", {"name": "abcde"}, r"'abcde' takes 5 bytes, but there is room for 4 in 'it\.name'"),
        ):
            with pytest.raises(ArgumentError, match=told):
                sample.call(name, value)
        assert sample.text_length(b"a\0b") == 1
        assert sample.named({"name": "abc"}) == 3

"""Pointers, handles and Windows' types as values, without a host."""

from __future__ import annotations

import gc
from typing import Any

import pytest

from probe32 import headers
from probe32.abi.enumerations import EnumValue, named, number_of
from probe32.abi.pointers import HostLife, conflict, is_content
from probe32.abi.render import declaration
from probe32.abi.types import Enumeration, Type
from probe32.abi.windows import HResult, Special, guid_fields, guid_text, hresult, special
from probe32.errors import DeclarationError, StalePointerError

PRELUDE = """
typedef void *DEVICE; typedef void *CHANNEL; typedef HANDLE PORT; typedef PORT INNER_PORT;
typedef struct camera *CAMERA; struct lens { int f; }; typedef struct lens LENS; union shape { int i; };
typedef unsigned SESSION;
"""


def of(text: str) -> Type:
    """A type as C names it."""
    return headers.parse_type(text, prelude=PRELUDE)


@pytest.mark.parametrize(
    "given, wanted, differ",
    [
        ("DEVICE", "DEVICE", False),
        ("DEVICE", "CHANNEL", True),
        ("DEVICE", "void *", False),
        ("void *", "DEVICE", False),
        ("LPVOID", "DEVICE", False),
        ("DEVICE", "HANDLE", False),
        ("PORT", "INNER_PORT", False),
        ("INNER_PORT", "PORT", False),
        ("PORT", "DEVICE", True),
        ("HWND", "HANDLE", False),
        ("HWND", "HICON", True),
        ("HICON", "HCURSOR", False),
        ("HBITMAP", "HGDIOBJ", False),
        ("CAMERA", "struct camera *", False),
        ("CAMERA", "DEVICE", True),
        ("struct lens *", "LENS *", False),
        ("struct lens *", "struct camera *", True),
        ("union shape *", "struct lens *", True),
        ("double *", "struct lens *", False),
        ("double *", "DEVICE", False),
        ("SESSION", "DEVICE", False),
    ],
)
def test_kinds_of_handles_that_differ(given: str, wanted: str, differ: bool) -> None:
    assert conflict(of(given), of(wanted)) is differ


@pytest.mark.parametrize(
    "given, wanted, inside",
    [
        ("struct lens *", "struct lens **", True),
        ("struct lens **", "struct lens **", False),
        ("struct lens *", "struct lens *", False),
        ("DEVICE", "DEVICE *", True),
        ("void *", "void **", True),
        ("void *", "double **", False),
        ("double *", "double *", False),
        ("SESSION", "SESSION *", True),
        ("SESSION", "void *", False),
    ],
)
def test_what_a_pointer_shall_lead_to(given: str, wanted: str, inside: bool) -> None:
    assert is_content(of(given), of(wanted)) is inside


def test_pointers_to_one_place_are_freed_together_and_forgotten() -> None:
    life = HostLife("x.dll")
    device = life.pointer(0x1000, of("DEVICE"), "open", "close")
    again = life.pointer(0x1000, of("void *"), "find")
    number = life.pointer(7, of("SESSION"), "begin", "end")
    other = life.pointer(7, of("CHANNEL"), "choose")
    assert (again.freed_by, again.origin) == ("close", "open")
    life.note_call("close", (0x1000, "text", None, [1, 2]))
    life.note_call("end", ([7],))
    assert [each.usable for each in (device, again, device + 4, number, other)] == [False, False, False, False, True]
    assert life.pointer(0x1000, of("DEVICE"), "open", "close").usable
    del device, again, number, other
    gc.collect()
    assert len(life._blocks) == 0


def test_another_function_that_frees_it_means_that_it_is_new() -> None:
    life = HostLife("x.dll")
    device = life.pointer(0x1000, of("DEVICE"), "open", "close")
    packet = life.pointer(0x1000, of("void *"), "make", "release")
    life.note_call("release", (packet,))
    assert (device.usable, packet.usable, packet.freed_by) == (True, False, "release")


@pytest.mark.parametrize(
    "text, meaning",
    [
        ("BSTR", Special.BSTR),
        ("wchar_t *", None),
        ("VARIANT_BOOL", Special.VARIANT_BOOL),
        ("short", None),
        ("HRESULT", Special.HRESULT),
        ("SCODE", None),
        ("GUID", Special.GUID),
        ("IID", Special.GUID),
        ("struct _GUID", Special.GUID),
    ],
)
def test_types_that_mean_more(text: str, meaning: Special | None) -> None:
    assert special(of(text)) is meaning


def test_a_name_that_stands_for_something_else_means_nothing() -> None:
    found = dict(headers.require("typedef char *BSTR; typedef int VARIANT_BOOL; struct GUID { int Data1; };").types())
    assert [special(each) for each in found.values()] == [None] * len(found)


def test_guids_and_results_by_name() -> None:
    text = "{6B29FC40-CA47-1067-B31D-00DD010662DA}"
    assert guid_text(guid_fields(text.lower())) == text
    assert guid_fields("6B29FC40-CA47") is None
    assert [guid_text(each) for each in ({"Data1": 1}, "text", None)] == [None] * 3
    assert (hresult("E_INVALIDARG"), hresult("E_NOBODY")) == (0x80070057 - 2**32, None)
    assert [HResult(each).failed for each in (-1, 0, 1)] == [True, False, False]


FLAGS = Enumeration("flags", (("NONE", 0), ("A", 1), ("B", 2), ("AB", 3), ("D", 8)))
COUNTED = Enumeration("mode", (("OFF", 0), ("ON", 1), ("AUTO", 2)))


@pytest.mark.parametrize(
    "kind, value, name",
    [
        (FLAGS, 0, "NONE"), (FLAGS, 3, "AB"), (FLAGS, 9, "A|D"), (FLAGS, 11, "A|B|D"), (FLAGS, 4, ""), (FLAGS, -1, ""),
        (COUNTED, 2, "AUTO"), (COUNTED, 3, ""), (Enumeration("none", ()), 1, ""),
    ],
)  # fmt: skip
def test_names_of_flags(kind: Enumeration, value: int, name: str) -> None:
    assert (named(kind, value), named(kind, value).name) == (value, name)
    if name:
        assert number_of(kind, name) == value
        assert repr(EnumValue(value, name)) == f"{name} ({value})"


def test_flags_that_are_none() -> None:
    assert (number_of(FLAGS, " A | D "), number_of(FLAGS, "A|C"), number_of(FLAGS, "")) == (9, None, None)


@pytest.mark.parametrize("text", ["", ";", "nothing", "int; int b", "int a", "3"])
def test_what_is_no_type(text: str) -> None:
    with pytest.raises(DeclarationError, match="is no C type") as caught:
        headers.parse_type(text)
    assert caught.value.hint


def test_a_flexible_last_member_keeps_who_counts_it() -> None:
    text = "struct packet { int n; _Field_size_(n) double data[]; };"
    (found,) = headers.require(text).structs
    assert headers.require(declaration(found)).structs == (found,)
    assert "_Field_size_(n) double data[]" in declaration(found)


def test_an_error_names_the_pointer_and_where_it_came_from() -> None:
    life, other = HostLife("a.dll"), HostLife("b.dll")
    pointer: Any = life.pointer(0x1000, of("DEVICE"))
    with pytest.raises(
        StalePointerError, match=r"'handle' is the DEVICE 0x00001000 from the host of another library, a"
    ):
        pointer.require(other, "b.dll", "handle")
    life.over = True
    with pytest.raises(
        StalePointerError, match=r"'handle' is the DEVICE 0x00001000 from a host that has ended since"
    ) as caught:
        pointer.require(other, "b.dll", "handle")
    assert caught.value.hint == "Get a new one."

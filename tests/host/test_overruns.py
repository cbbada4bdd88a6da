"""Who writes or reads beside the memory of a parameter is told so, to the byte, and the session goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from probe32 import Library
from probe32.errors import BufferOverrunError

DECLARATIONS = """
typedef struct { int a, b, c; } Three;
typedef struct { const char *name; int size; } Named;
int fill(_Out_writes_(size) unsigned char *buffer, int size, int first, int count, int value);
int __stdcall fill_wide(_Out_writes_(size) wchar_t *buffer, int size, int count);
int total(_In_reads_(size) const int *values, int size, int count);
int set_int(_Out_ int *value, int index);
int set_three(int a, _Inout_ Three *record, int index);
int set_last(_Inout_updates_(size) Three *records, int size, int index);
int append(_Inout_updates_(size) char *text, int size, const char *more);
int spoil_name(const Named *named, int index);
void elsewhere(_Out_writes_(size) char *buffer, int size);
int sum_bytes(const unsigned char *data, int first);
"""
SIZES = [*range(1, 20), 63, 64, 65, 4031, 4032, 4033, 4095, 4096, 4097, 57279, 57281, 65535, 65536, 1_000_003]


@pytest.fixture(scope="module")
def lib(overruns_dll: Path) -> Iterator[Library]:
    """One session for all tests: none of them ends its host."""
    with Library(overruns_dll) as lib:
        lib.define(DECLARATIONS)
        lib.start()
        yield lib


@pytest.fixture(autouse=True)
def _the_host_lives_on(lib: Library) -> Iterator[None]:
    host = lib.host_description
    yield
    assert lib.call("fill", 3, 0, 3, 5).outputs == {"buffer": [5, 5, 5]}
    assert lib.host_description == host


@pytest.mark.parametrize("size", SIZES)
def test_one_byte_too_many_is_found_at_any_size(lib: Library, size: int) -> None:
    done = lib.call("fill", size, 0, size, 255)
    assert done.outputs["buffer"] == [255] * size
    noun = "1 byte" if size == 1 else f"{size:,} bytes"
    with pytest.raises(BufferOverrunError) as caught:
        lib.call("fill", size, 0, size + 1, 255)
    assert str(caught.value) == f"fill wrote past parameter 1 ('buffer', {noun})."
    assert "The function was stopped there; the host is still usable. It was at overruns.dll+0x" in caught.value.hint
    assert caught.value.fault
    assert caught.value.fault.place.module.endswith("overruns.dll")
    with pytest.raises(BufferOverrunError) as caught:
        lib.call("fill", size, -1, 1, 0x77)
    assert str(caught.value) == f"fill wrote before parameter 1 ('buffer', {noun})."


@pytest.mark.parametrize(
    "name, arguments, words",
    [
        ("fill_wide", (5, 5), "fill_wide wrote past parameter 1 ('buffer', 10 bytes)."),
        ("total", ([1, 2, 3], 3, 4), "total read past parameter 1 ('values', 12 bytes)."),
        ("set_int", (1,), "set_int wrote past parameter 1 ('value', 4 bytes)."),
        ("set_int", (-1,), "set_int wrote before parameter 1 ('value', 4 bytes)."),
        ("set_int", (-1100,), "set_int wrote before parameter 1 ('value', 4 bytes)."),
        ("set_int", (-2047,), "set_int wrote before parameter 1 ('value', 4 bytes)."),  # as far as the pages reach
        ("set_int", (1024,), "set_int wrote past parameter 1 ('value', 4 bytes)."),
        ("set_three", (1, {"a": 5}, 3), "set_three wrote past parameter 2 ('record', 12 bytes)."),
        ("set_last", ([{"a": 5}], 1, 1), "set_last wrote past parameter 1 ('records', 12 bytes)."),
        ("append", ("abc", 6, "def"), "append wrote past parameter 1 ('text', 6 bytes)."),
        ("spoil_name", ({"name": "abc"}, 4), "spoil_name wrote past memory of 'named' (4 bytes)."),
        ("spoil_name", ({"name": "abc"}, -1), "spoil_name wrote before memory of 'named' (4 bytes)."),
        ("sum_bytes", (b"abc", 3), "sum_bytes read past parameter 1 ('data', 3 bytes)."),
    ],
)
def test_every_kind_of_memory_is_watched(lib: Library, name: str, arguments: tuple[object, ...], words: str) -> None:
    with pytest.raises(BufferOverrunError) as caught:
        lib.call(name, *arguments)
    assert str(caught.value) == words
    assert caught.value.hint

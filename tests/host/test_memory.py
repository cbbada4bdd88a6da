"""The host's memory: read, written, allocated, watched, also while a call runs."""

from __future__ import annotations

import array
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from probe32 import Library
from probe32.errors import AddressError, ArgumentError, DeclarationError, StalePointerError
from probe32.library.process import HostState

HEADER = Path(__file__).parents[1] / "dlls" / "owned.h"


@pytest.fixture(scope="module")
def lib(owned_dll: Path) -> Iterator[Library]:
    """A session for everything that leaves its host as it was."""
    with Library(owned_dll) as lib:
        lib.include(HEADER)
        lib.start()
        yield lib


def test_a_buffer_that_is_filled_after_the_call(lib: Library) -> None:
    buffer = lib.allocate("double[500]")
    watch = lib.watch(buffer)
    assert watch.changed() == ()
    lib.camera_start(buffer, 500, 50)
    seen = watch.wait_for_change(timeout=20)
    assert seen[0].address == buffer + seen[0].offset
    filled = array.array("d", range(1, 501)).tobytes()
    while watch.data != filled:
        assert watch.wait_for_change(timeout=20)
    assert lib.read(buffer) == [float(each) for each in range(1, 501)]
    lib.free(buffer)
    with pytest.raises(StalePointerError, match=r"that Library\.allocate gave, which was freed by Library\.free"):
        watch.changed()


def test_a_pointer_within_a_struct_to_one_like_it_is_read(lib: Library) -> None:
    with Library(lib.path) as other:
        other.define("typedef struct Link { int value; struct Link *next; } Link; typedef struct Secret *SECRET;")
        last = other.allocate("Link", {"value": 2})
        first = other.allocate("Link", {"value": 1, "next": last})
        assert other.read(other.read(first)["next"])["value"] == 2
        with pytest.raises(ArgumentError, match="Nothing says what"):
            other.read(other.read(other.allocate("SECRET", int(first))))


def test_what_changed_between_two_looks(lib: Library) -> None:
    buffer = lib.allocate(10_000)
    watch = lib.watch(buffer, 10_000)
    lib.write(buffer + 5, b"\1\2")
    lib.write(buffer + 4094, b"abcd")
    lib.write(buffer + 9_999, b"z")
    assert [(each.offset, each.before, each.after) for each in watch.changed()] == [
        (5, b"\0\0", b"\1\2"),
        (4094, b"\0\0\0\0", b"abcd"),
        (9_999, b"\0", b"z"),
    ]
    assert watch.changed() == watch.wait_for_change(timeout=0) == ()
    lib.free(buffer)


def test_memory_that_the_dll_keeps(lib: Library) -> None:
    buffer = lib.allocate("double[3]", [1, 2, 3.5])
    assert repr(buffer) == f"<double (*)[3] 0x{buffer:08X}>"
    lib.keep(buffer)
    assert lib.kept_sum(3) == 6.5
    lib.write(buffer + 8, array.array("d", [10.0]))
    lib.write(buffer + 16, 0.25, "double")
    assert lib.kept_sum(3) == 11.25
    lib.free(buffer)
    with pytest.raises(StalePointerError, match=r"freed by Library\.free"):
        lib.keep(buffer)
    with pytest.raises(ArgumentError, match="Nothing was allocated at 0x"):
        lib.free(int(buffer))


def test_a_large_buffer(lib: Library) -> None:
    content = bytes(range(256)) * 2_000
    with lib.owned(lib.allocate(len(content))) as buffer:
        lib.write(buffer, content)
        assert lib.read(buffer, len(content)) == content
    with lib.owned(lib.allocate(f"unsigned char[{len(content)}]", content)) as buffer:
        assert lib.read(buffer, len(content)) == content


def test_values_of_every_kind(lib: Library) -> None:
    last = lib.allocate("node", {"value": 8})
    node = lib.allocate("node", {"value": 7, "name": "Wörld", "next": last})
    found = lib.read(node)
    assert found == {"value": 7, "name": "Wörld", "next": last}
    assert lib.read(found["next"], "node") == {"value": 8, "name": None, "next": None}
    lib.write(node, {"value": -1})
    assert (lib.read(node)["value"], lib.read(node)["name"]) == (-1, "Wörld")
    assert lib.list_sum(node) == 7
    with pytest.raises(ArgumentError, match="What a pointer leads to can't be written along with it"):
        lib.write(node, {"name": "short-lived"})
    text = lib.allocate("wchar_t[]", "µm")
    assert (lib.read(text), lib.read(text, 6), lib.read(text, "wchar_t[2]")) == ("µm", b"\xb5\0m\0\0\0", "µm")
    lib.write(text, "äö", "wchar_t[]")
    assert lib.read(text, "wchar_t[3]") == "äö"
    number = lib.allocate(8, b"\1\2")
    lib.write(number, "MODE_AUTO", "mode")
    assert lib.read(number, "enum mode").name == "MODE_AUTO"
    assert lib.read(number, "unsigned char[2]") == [2, 0]
    lib.write(number, "text", str)
    assert lib.read(number, str) == "text"
    assert lib.read(number, "RGBQUAD[1]")[0]["rgbBlue"] == ord("t")  # Windows' own are known
    for each in (node, last, text, number):
        lib.free(each)


def test_a_struct_with_a_last_member_of_any_length(lib: Library) -> None:
    with lib.owned(lib.packet_make(4)) as packet:
        assert lib.read(packet) == {"kind": 5, "count": 4, "data": [0, 10, 20, 30]}
        assert lib.packet_sum(packet) == (60, {"kind": 5, "count": 4, "data": []})
    assert lib.packet_sum({"count": 3, "data": [1, 2, 3]}) == (6, {"kind": 0, "count": 3, "data": [2, 3, 4]})
    assert lib.packet_fill(20) == (4, {"kind": 1, "count": 4, "data": [0, 1, 4, 9]})


def test_what_is_not_there(lib: Library) -> None:
    with pytest.raises(AddressError, match="The bytes from 0x00000008 to 0x0000000C can't be read"):
        lib.read(8, "int")
    with pytest.raises(AddressError, match="not within the 4 GiB"):
        lib.read(2**32, 1)
    region = lib.region(lib.kept_numbers())
    assert (region.writable, region.kind, region.module.endswith("owned.dll")) == (True, "image", True)
    with pytest.raises(AddressError, match=f"can't be written; only the first {region.size:,} can"):
        lib.write(region.address, bytes(region.size + 8))
    code = next(each for each in lib.memory_map() if each.module == region.module and "x" in each.protection)
    with pytest.raises(AddressError, match="can't be written"):
        lib.write(code.address, b"\xcc")
    with pytest.raises(AddressError, match="can't be read"):
        lib.watch(16, 4)


def test_the_map_of_the_memory(lib: Library) -> None:
    regions = lib.memory_map()
    assert all(one.end == other.address for one, other in pairwise(regions))
    assert {each.state for each in regions} == {"committed", "reserved", "free"}
    address = lib.allocate(100)
    assert lib.region(address + 50).readable
    lib.free(address)
    with pytest.raises(AddressError, match="is not among the addresses of the 32-bit process"):
        lib.region(2**32 - 1)


@pytest.mark.parametrize(
    "of, error, told",
    [
        (None, ArgumentError, "Nothing says what 4096 leads to"),
        (-1, ArgumentError, "-1 is no number of bytes"),
        ("struct nothing", DeclarationError, "'struct nothing' is no C type|The content of .* is unknown"),
        ("int; int b", DeclarationError, "'int; int b' is no C type"),
        ("void", ArgumentError, "The content of void is unknown"),
    ],
)
def test_a_type_that_says_nothing(lib: Library, of: str | int | None, error: type[Exception], told: str) -> None:
    with pytest.raises((error, ArgumentError), match=told):
        lib.read(4096, of)


def test_what_is_no_address_and_no_size(lib: Library) -> None:
    for address in ("4096", None, 1.5):
        with pytest.raises(ArgumentError, match="is no address"):
            lib.read(address, 4)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match=r"float is no type of C"):
        lib.read(4096, float)  # type: ignore[arg-type]
    for of in (0, "char[]"):
        with pytest.raises(ArgumentError, match="There are no bytes to allocate"):
            lib.allocate(of)
    with pytest.raises(ArgumentError, match="There are no bytes to watch"):
        lib.watch(4096, 0)


def test_values_that_do_not_fit(lib: Library) -> None:
    buffer = lib.allocate("short[2]")
    for value, told in (([1, 70_000], r"70000 is out of range for 'value\[1\]'"), ([1, 2, 3], "3 values do not fit")):
        with pytest.raises(ArgumentError, match=told):
            lib.write(buffer, value)
        with pytest.raises(ArgumentError, match=told):
            lib.allocate("short[2]", value)
    assert lib.read(buffer) == [0, 0]
    lib.free(buffer)
    with pytest.raises(ArgumentError, match="no room for a buffer"):
        lib.allocate(2**32 - 1)


def test_a_type_declared_anew_is_read_anew(owned_dll: Path) -> None:
    with Library(owned_dll) as lib:
        lib.start()
        buffer = lib.allocate(8, bytes(range(8)))
        lib.define("struct pair { unsigned char a; unsigned char b; };")
        assert lib.read(buffer, "struct pair") == {"a": 0, "b": 1}
        lib.define("struct pair { unsigned short a; unsigned short b; };")
        assert lib.read(buffer, "struct pair[2]") == [{"a": 0x100, "b": 0x302}, {"a": 0x504, "b": 0x706}]


def test_without_a_host_there_is_no_memory(owned_dll: Path) -> None:
    with Library(owned_dll) as lib, pytest.raises(AddressError, match=r"No host of owned\.dll runs"):
        lib.read(4096, 4)


def test_while_a_call_runs(owned_dll: Path) -> None:
    busy = threading.Event()
    with Library(owned_dll, on_host_state=lambda state, _: busy.set() if state is HostState.BUSY else None) as lib:
        lib.include(HEADER)
        buffer = lib.allocate(4, b"abcd")
        calling = threading.Thread(target=lambda: lib.wait_while(buffer, ord("a")))
        calling.start()
        assert busy.wait(30)
        assert lib.read(buffer, 4) == b"abcd"
        assert lib.region(buffer).writable
        assert calling.is_alive()
        lib.write(buffer, b"wxyz")
        calling.join(30)
        assert not calling.is_alive(), "what was written reaches the function that runs"
        assert lib.read(buffer, 4) == b"wxyz"

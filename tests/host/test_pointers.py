"""Pointers and handles that know where they come from, and memory that the DLL owns, on a DLL of ours."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from probe32 import Library
from probe32.abi.pointers import RemotePointer
from probe32.errors import ArgumentError, DeclarationError, HostDiedError, StalePointerError

HEADER = Path(__file__).parents[1] / "dlls" / "owned.h"


@pytest.fixture(scope="module")
def lib(owned_dll: Path) -> Iterator[Library]:
    """A session for everything that leaves its host as it was."""
    with Library(owned_dll) as lib:
        lib.include(HEADER)
        lib.start()
        yield lib


@pytest.fixture
def nothing_left(lib: Library) -> Iterator[None]:
    """The test frees whatever it has the DLL allocate."""
    before = lib.living()
    yield
    assert lib.living() == before


def test_a_list_of_structs_is_walked_and_freed(lib: Library, nothing_left: None) -> None:
    first = lib.list_make(3)
    assert isinstance(first, RemotePointer)
    assert (repr(first), first.origin, first.freed_by) == (f"<node * 0x{first:08X}>", "list_make", "list_free")
    found, node = [], first
    while node:
        content = lib.read(node, "node")
        found.append((content["value"], content["name"]))
        node = content["next"]
    assert found == [(0, "zero"), (1, "one"), (4, "two")]
    assert lib.list_sum(first) == 5
    lib.free(first)
    assert not first.usable


def test_a_pointer_is_what_a_pointer_to_a_pointer_leads_to(lib: Library, nothing_left: None) -> None:
    first = lib.list_make(2)
    second = lib.read(first)["next"]
    value, rest = lib.list_pop(first)
    assert (value, rest) == (0, second)
    lib.free(rest)


def test_used_after_it_was_freed(lib: Library, nothing_left: None) -> None:
    device = lib.device_open(5)
    found = lib.device_status(device)
    assert found["handle"] == device
    assert found["all"] == [device, None]
    assert lib.device_in(found) == device
    inside = device + 4
    lib.device_close(device)
    for use in (
        lambda: lib.device_number(device),
        lambda: lib.device_number(found["handle"]),
        lambda: lib.device_in(found),
        lambda: lib.read(device, 4),
        lambda: lib.read(inside, 4),
        lambda: lib.write(device, b"1"),
        lambda: lib.free(device),
    ):
        with pytest.raises(
            StalePointerError, match=r"(DEVICE|void \*) 0x\w+ that device_open gave, which was freed by device_close"
        ):
            use()
    with pytest.raises(StalePointerError, match=r"'in\.handle' is the DEVICE 0x") as caught:
        lib.device_in(found)
    assert caught.value.parameter == "in.handle"
    assert "Call device_open again" in caught.value.hint


def test_memory_that_comes_again_is_new(lib: Library, nothing_left: None) -> None:
    old = lib.device_open(1)
    lib.device_close(int(old))  # a plain number frees it as well
    assert not old.usable
    again = [lib.device_open(2) for _ in range(3)]
    assert [lib.device_number(each) for each in again] == [2, 2, 2]
    for each in again:
        lib.free(each)


def test_owned_pointers_are_freed_at_the_end(lib: Library, nothing_left: None) -> None:
    with lib.owned(lib.device_open(3)) as device:
        assert lib.device_number(device) == 3
    with lib.owned(lib.device_open_to(4)[1]) as device:
        lib.device_close(device)
    with pytest.raises(ZeroDivisionError), lib.owned(lib.session_open()):
        raise ZeroDivisionError


def test_a_handle_that_is_a_number_is_one_too(lib: Library, nothing_left: None) -> None:
    session = lib.session_open()
    assert (repr(session), lib.session_twice(session)) == ("<SESSION 0x00000007>", 14)
    lib.session_close(session)
    with pytest.raises(StalePointerError, match="'session' is the SESSION 0x00000007"):
        lib.session_twice(session)


def test_another_kind_of_handle_is_refused(lib: Library, nothing_left: None) -> None:
    with lib.owned(lib.device_open(3)) as device:
        with pytest.raises(ArgumentError, match="'channel' is a CHANNEL, and <DEVICE 0x") as caught:
            lib.channel_use(device)
        assert caught.value.parameter == "channel"
        lib.channel_use(int(device))
        lib.text_free(None)
        with pytest.raises(ArgumentError, match=r"'first' is a .*node \*, and <DEVICE"):
            lib.list_sum(device)
        assert lib.device_number(lib.device_in({"handle": device})) == 3  # void * fits all


def test_a_function_that_frees_may_want_the_address_of_the_handle(lib: Library, nothing_left: None) -> None:
    lib.define("_Freed_by_(device_forget) DEVICE device_borrow(int number);", export="device_open")
    device = lib.device_borrow(8)
    lib.free(device)
    with pytest.raises(StalePointerError, match="freed by device_forget"):
        lib.device_number(device)


def test_text_is_read_and_freed_by_the_function_that_the_mark_names(lib: Library, nothing_left: None) -> None:
    assert lib.text_make(-1) == "less"
    assert lib.text_make_to() == ("more", "wï")
    assert lib.text_of_windows() == "ole"


def test_text_as_an_address_of_one_s_own(lib: Library, nothing_left: None) -> None:
    lib.define("_Freed_by_(text_free) void *kept_text(int number);", export="text_make")
    address = lib.kept_text(1)
    assert lib.read(address, str) == lib.read(address, "char[]") == "more"
    lib.free(address)
    with pytest.raises(StalePointerError, match="freed by text_free"):
        lib.read(address, str)


def test_who_frees_it_has_to_be_there(owned_dll: Path) -> None:
    with Library(owned_dll) as lib:
        lib.define("_Freed_by_(nobody) char *text_make(int number);")
        with pytest.raises(DeclarationError, match=r"_Freed_by_\(nobody\): .* exports no such function") as caught:
            lib.text_make(1)
        assert "CoTaskMemFree" in caught.value.hint
        lib.define("_Freed_by_(text_free) char *text_make(int number); void text_free(void *text, int how);")
        with pytest.raises(DeclarationError, match="text_free can't free what a call returns"):
            lib.text_make(1)
        lib.define(
            "_Freed_by_(device_close) void *device_open(int number); void *channel_open(void); int living(void);"
        )
        before = lib.living()
        lib.free(lib.device_open(1))  # an export that has no signature
        assert lib.living() == before
        with pytest.raises(ArgumentError, match="No signature says which function frees <void "):
            lib.free(lib.channel_open())


def test_used_after_the_host_was_restarted(owned_dll: Path) -> None:
    with Library(owned_dll) as lib:
        lib.include(HEADER)
        device = lib.device_open(1)
        lib.restart()
        assert (device.usable, device.generation) == (False, 1)
        with pytest.raises(
            StalePointerError, match=r"'handle' is the DEVICE .* from a host that has ended since"
        ) as caught:
            lib.device_number(device)
        assert "Call device_open again" in caught.value.hint
        with pytest.raises(StalePointerError, match="from a host that has ended"):
            lib.read(device, 4)
        assert lib.device_open(2).generation == 2


def test_used_after_the_host_died(sample_dll: Path, sample_header: Path) -> None:
    with Library(sample_dll) as lib:
        lib.include(sample_header)
        handle = lib.sp_open("SIM::0")
        with pytest.raises(HostDiedError):
            lib.end_process(3)
        with pytest.raises(StalePointerError, match="that sp_open gave from a host that has ended since"):
            lib.sp_close(handle)
        with lib.owned(handle):  # nothing is there to be freed
            pass
        assert lib.add(1, 2) == 3


def test_of_another_library(lib: Library, owned_dll: Path, nothing_left: None) -> None:
    with lib.owned(lib.device_open(1)) as device, Library(owned_dll) as other:
        other.define("int device_number(void *handle); int living(void);")
        with pytest.raises(StalePointerError, match="from the host of another library"):  # before it has one itself
            other.device_number(device)
        assert other.living() == 0
        with pytest.raises(StalePointerError, match=r"from the host of another library, owned\.dll"):
            other.device_number(device)


def test_it_is_a_number_like_any_other(lib: Library, nothing_left: None) -> None:
    with lib.owned(lib.device_open(1)) as device:
        number = int(device)
        assert (device, hash(device), f"{device:X}") == (number, hash(number), f"{number:X}")
        assert json.dumps({"handle": device}) == f'{{"handle": {number}}}'
        assert (device + 4, 4 + device, device - 4) == (number + 4, number + 4, number - 4)
        assert repr(device + 4) == f"<void * 0x{number + 4:08X}>"
        assert type((device + 4) - device) is type(device * 2) is type(pickle.loads(pickle.dumps(device))) is int
        assert copy.deepcopy({"a": device})["a"] is device


def test_the_address_of_a_single_value(lib: Library) -> None:
    numbers = lib.kept_numbers()
    assert lib.call("number_at", 3.5).outputs == {"value": 4.5}
    assert lib.call("number_at", numbers).outputs == {"value": 2.5}
    assert lib.read(numbers, "double[4]") == [2.5, 2.5, 3.5, 4.5]
    lib.write(numbers, 1.5)
    lib.define("double sized(_Inout_ int *count, _Inout_updates_(*count) double *x);", export="number_at")
    with pytest.raises(ArgumentError, match="A buffer's size depends on 'count', which is"):
        lib.sized(numbers + 0, [1.0])


def test_pointers_into_what_was_given_show_what_they_lead_to(lib: Library) -> None:
    image = {"width": 2, "height": 2, "pixels": [1, 2, 3, 4]}
    assert lib.image_scale(image, 2)["pixels"] == [2.0, 4.0, 6.0, 8.0]
    assert lib.rows_sum([[1, 2], [3, 4]], 2, 2) == (10.0, [[-1.0, -2.0], [-3.0, -4.0]])
    assert lib.triple([[[5]]]) == (5, [[6]])
    assert lib.triple([[5]]) == (5, [[6]])
    assert lib.loop_of({"value": 1})[1]["value"] == 1  # it leads to itself
